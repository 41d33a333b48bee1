// SPDX-License-Identifier: MIT
#include "core/transcripts/message_id_set.h"

#include "core/base/hash.h"

namespace ax {

namespace {

std::uint64_t notZero(std::uint64_t hash) {
    return hash == 0 ? 1 : hash;
}

} // namespace

std::uint64_t messageIdHash(std::string_view id) {
    return notZero(hashBytes(id));
}

std::uint64_t messageIdHash(std::string_view one, std::string_view other) {
    return notZero(hashBytes(other, hashBytes(one)));
}

/// The slot that holds `hash`, or the free one where it belongs. The table always has a free slot.
std::size_t MessageIdSet::slotOf(std::uint64_t hash) const {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = hash & mask;
    while (m_slots[slot] != 0 && m_slots[slot] != hash)
        slot = (slot + 1) & mask;
    return slot;
}

void MessageIdSet::insert(const MessageIdSet& others) {
    for (const std::uint64_t hash : others.m_slots) {
        if (hash != 0)
            insert(hash);
    }
}

bool MessageIdSet::contains(std::uint64_t hash) const {
    return !m_slots.empty() && m_slots[slotOf(hash)] != 0;
}

bool MessageIdSet::insert(std::uint64_t hash) {
    if (m_used * 4 >= m_slots.size() * 3)
        grow();
    const std::size_t slot = slotOf(hash);
    if (m_slots[slot] == hash)
        return false;
    m_slots[slot] = hash;
    ++m_used;
    return true;
}

void MessageIdSet::grow() {
    constexpr std::size_t First = 8;
    std::vector<std::uint64_t> old(m_slots.empty() ? First : m_slots.size() * 2);
    old.swap(m_slots);
    for (const std::uint64_t hash : old) {
        if (hash != 0)
            m_slots[slotOf(hash)] = hash;
    }
}

void MessageIdSet::save(ByteWriter& to) const {
    to.number(static_cast<std::uint32_t>(m_used));
    for (const std::uint64_t hash : m_slots) {
        if (hash != 0)
            to.number(hash);
    }
}

bool MessageIdSet::restore(ByteReader& from) {
    *this = {};
    const auto count = from.number<std::uint32_t>();
    for (std::uint32_t index = 0; index < count && !from.failed(); ++index) {
        const auto hash = from.number<std::uint64_t>();
        if (hash == 0)
            return false;
        insert(hash);
    }
    return !from.failed();
}

} // namespace ax
