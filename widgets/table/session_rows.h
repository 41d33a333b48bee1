// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/table/row_entry.h"
#include "widgets/table/row_order.h"
#include "widgets/table/session_filter.h"

#include <span>
#include <string>
#include <vector>

namespace ax::widgets {

/// The rows of the session table without any Qt model around them: takes snapshots, a filter and an order,
/// and answers which sessions are to be shown in which order. Costs of a new snapshot follow what changed in
/// it; a filter that only grows looks only at what is shown. One thread.
class SessionRows {
public:
    explicit SessionRows(std::string home);
    SessionRows(const SessionRows&) = delete; ///< entries look at m_home
    SessionRows& operator=(const SessionRows&) = delete;

    /// The slots whose session is a new object. Slots of sessions that are gone stay readable until
    /// releaseGone(), so that views can still be told about them.
    std::vector<Slot> setSnapshot(const SnapshotPointer& snapshot);
    void releaseGone();
    void setFilter(FilterMatcher filter);
    void setOrder(RowOrder order);
    /// Folds some of the sessions that came with snapshots, so that the first letter of a filter finds it
    /// done.
    enum class Folding { Done, Going };
    Folding foldSome();

    const RowEntry& entry(Slot slot) const { return m_entries[slot]; }
    std::size_t slotCount() const { return m_entries.size(); }
    const RowOrder& order() const { return m_order; }
    /// The slots to be shown, in their order.
    std::vector<Slot> shown() const;

private:
    struct Difference;
    Difference compare(const std::vector<SessionPointer>& sessions);
    Slot newSlot(const SessionPointer& session);
    void refill(Slot slot, const SessionPointer& session);
    void resort(const Difference& difference);

    std::string m_home;
    FilterMatcher m_filter;
    RowOrder m_order;
    std::vector<RowEntry> m_entries;
    std::vector<Slot> m_free;
    std::vector<Slot> m_gone;
    std::vector<Slot> m_unfolded; ///< in vain where somebody asked already
    std::size_t m_folded = 0;     ///< of them
    std::vector<Slot> m_snapshotOrder;
    std::vector<Slot> m_sorted; ///< all, shown or not: a filter never sorts
};

} // namespace ax::widgets
