// SPDX-License-Identifier: MIT
#include "widgets/table/session_rows.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace ax::widgets {

namespace {

constexpr std::size_t FoldedAtOnce = 400; // about a millisecond

} // namespace

/// What a snapshot brought.
struct SessionRows::Difference {
    std::vector<Slot> changed;
    std::vector<Slot> added;
    std::vector<Slot> gone;
    bool reordered = false; ///< untouched sessions stand in another order than before
};

SessionRows::SessionRows(std::string home) : m_home(std::move(home)), m_filter(SessionFilter{}, {}) {
}

Slot SessionRows::newSlot(const SessionPointer& session) {
    Slot slot = static_cast<Slot>(m_entries.size());
    if (m_free.empty()) {
        m_entries.emplace_back();
    } else {
        slot = m_free.back();
        m_free.pop_back();
    }
    refill(slot, session);
    return slot;
}

void SessionRows::refill(Slot slot, const SessionPointer& session) {
    m_entries[slot] = RowEntry(session, m_home);
    m_entries[slot].shown = m_filter.matches(m_entries[slot]);
    m_unfolded.push_back(slot);
}

/// Brings m_snapshotOrder and the entries up to date. What is alike at both ends is passed over; only the
/// stretch between is looked up.
SessionRows::Difference SessionRows::compare(const std::vector<SessionPointer>& sessions) {
    const auto isSame = [this](Slot slot, const SessionPointer& session) {
        return m_entries[slot].session == session;
    };
    const auto [oldFirst, newFirst] = std::ranges::mismatch(m_snapshotOrder, sessions, isSame);
    auto oldLast = m_snapshotOrder.end();
    auto newLast = sessions.end();
    while (oldLast != oldFirst && newLast != newFirst && isSame(*(oldLast - 1), *(newLast - 1))) {
        --oldLast;
        --newLast;
    }

    Difference difference;
    // Keys should be unique; a store that breaks this costs a row too many, not a row that never goes.
    std::unordered_multimap<const Session*, Slot> byPointer;
    std::for_each(oldFirst, oldLast,
                  [&](Slot slot) { byPointer.emplace(m_entries[slot].session.get(), slot); });
    constexpr Slot None = ~Slot(0);
    std::vector<Slot> middle;
    middle.reserve(static_cast<std::size_t>(newLast - newFirst));
    std::uint32_t lastPosition = 0;
    std::for_each(newFirst, newLast, [&](const SessionPointer& session) {
        const auto kept = byPointer.find(session.get());
        middle.push_back(kept == byPointer.end() ? None : kept->second);
        if (kept != byPointer.end()) {
            const std::uint32_t position = m_entries[kept->second].position;
            difference.reordered |= position < lastPosition;
            lastPosition = position;
            byPointer.erase(kept);
        }
    });

    std::unordered_map<std::string, Slot> byKey;
    for (const auto& [session, slot] : byPointer) {
        byKey[session->key()] = slot;
    }
    for (std::size_t i = 0; i < middle.size(); ++i) {
        if (middle[i] != None) {
            continue;
        }
        const SessionPointer& session = newFirst[static_cast<std::ptrdiff_t>(i)];
        if (const auto old = byKey.empty() ? byKey.end() : byKey.find(session->key()); old != byKey.end()) {
            middle[i] = old->second;
            auto [leftover, last] = byPointer.equal_range(m_entries[middle[i]].session.get());
            while (leftover->second != middle[i]) {
                ++leftover;
            }
            byPointer.erase(leftover);
            byKey.erase(old);
            refill(middle[i], session);
            difference.changed.push_back(middle[i]);
        } else {
            middle[i] = newSlot(session);
            difference.added.push_back(middle[i]);
        }
    }
    for (const auto& [session, slot] : byPointer) {
        difference.gone.push_back(slot);
    }

    std::vector<Slot> order(m_snapshotOrder.begin(), oldFirst);
    order.insert(order.end(), middle.begin(), middle.end());
    order.insert(order.end(), oldLast, m_snapshotOrder.end());
    m_snapshotOrder = std::move(order);
    for (std::uint32_t position = 0; position < m_snapshotOrder.size(); ++position) {
        m_entries[m_snapshotOrder[position]].position = position;
    }
    return difference;
}

void SessionRows::resort(const Difference& difference) {
    std::vector<Slot> touched = difference.changed;
    touched.insert(touched.end(), difference.added.begin(), difference.added.end());
    const bool few = touched.size() < 64 + m_snapshotOrder.size() / 16;
    if (m_order.column == SessionColumn::Age || difference.reordered || !few) {
        m_sorted = m_order.sorted(m_entries, m_snapshotOrder);
        return;
    }
    const auto isBefore = [this](Slot one, Slot other) {
        return m_order.isBefore(m_entries[one], m_entries[other]);
    };
    std::vector<bool> leaves(m_entries.size());
    for (const Slot slot : touched) {
        leaves[slot] = true;
    }
    for (const Slot slot : difference.gone) {
        leaves[slot] = true;
    }
    std::erase_if(m_sorted, [&](Slot slot) { return leaves[slot]; });
    std::ranges::sort(touched, isBefore);
    std::vector<Slot> merged;
    merged.reserve(m_sorted.size() + touched.size());
    auto from = m_sorted.begin();
    for (const Slot slot : touched) {
        const auto to = std::lower_bound(from, m_sorted.end(), slot, isBefore);
        merged.insert(merged.end(), from, to);
        merged.push_back(slot);
        from = to;
    }
    merged.insert(merged.end(), from, m_sorted.end());
    m_sorted = std::move(merged);
}

std::vector<Slot> SessionRows::setSnapshot(const SnapshotPointer& snapshot) {
    static const std::vector<SessionPointer> None;
    Difference difference = compare(snapshot ? snapshot->sessions : None);
    resort(difference);
    m_gone.insert(m_gone.end(), difference.gone.begin(), difference.gone.end());
    return std::move(difference.changed);
}

void SessionRows::releaseGone() {
    for (const Slot slot : m_gone) {
        m_entries[slot] = RowEntry();
        m_free.push_back(slot);
    }
    m_gone.clear();
}

void SessionRows::setFilter(FilterMatcher matcher) {
    const bool onlyShown = matcher.narrows(m_filter);
    for (const Slot slot : m_snapshotOrder) {
        RowEntry& entry = m_entries[slot];
        if (entry.shown || !onlyShown) {
            entry.shown = matcher.matches(entry);
        }
    }
    m_filter = std::move(matcher);
}

void SessionRows::setOrder(RowOrder order) {
    m_order = order;
    m_sorted = m_order.sorted(m_entries, m_snapshotOrder);
}

SessionRows::Folding SessionRows::foldSome() {
    // In the order of the rows, which they are gone through in later.
    const std::size_t end = std::min(m_folded + FoldedAtOnce, m_unfolded.size());
    for (; m_folded < end; ++m_folded) {
        m_entries[m_unfolded[m_folded]].fold();
    }
    if (end < m_unfolded.size()) {
        return Folding::Going;
    }
    m_unfolded.clear();
    m_folded = 0;
    return Folding::Done;
}

std::vector<Slot> SessionRows::shown() const {
    std::vector<Slot> rows;
    rows.reserve(m_sorted.size());
    std::ranges::copy_if(m_sorted, std::back_inserter(rows),
                         [this](Slot slot) { return m_entries[slot].shown; });
    return rows;
}

} // namespace ax::widgets
