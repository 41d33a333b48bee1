// SPDX-License-Identifier: MIT
#include "core/transcripts/message_id_set.h"

#include <functional>

namespace ax {

namespace {

std::uint64_t hashOf(std::string_view id) {
    const std::uint64_t hash = std::hash<std::string_view>{}(id);
    return hash == 0 ? 1 : hash;
}

} // namespace

/// The slot that holds `hash`, or the free one where it belongs. The table always has a free slot.
std::size_t MessageIdSet::slotOf(std::uint64_t hash) const {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = hash & mask;
    while (m_slots[slot] != 0 && m_slots[slot] != hash)
        slot = (slot + 1) & mask;
    return slot;
}

bool MessageIdSet::contains(std::string_view id) const {
    return !m_slots.empty() && m_slots[slotOf(hashOf(id))] != 0;
}

bool MessageIdSet::insert(std::string_view id) {
    if (m_used * 4 >= m_slots.size() * 3)
        grow();
    const std::uint64_t hash = hashOf(id);
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

} // namespace ax
