// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/table/row_entry.h"

#include <Qt>

#include <span>
#include <vector>

namespace ax::widgets {

/// By which column the rows stand, and which way. Rows without a value stand last either way; equal ones keep
/// the snapshot's order, newest first.
struct RowOrder {
    SessionColumn column = SessionColumn::Age;
    Qt::SortOrder direction = Qt::DescendingOrder; ///< of ages: descending is newest first

    /// All of `snapshotOrder`, sorted.
    std::vector<Slot> sorted(std::span<const RowEntry> entries, std::span<const Slot> snapshotOrder) const;
    /// A total order.
    bool isBefore(const RowEntry& one, const RowEntry& other) const;
};

} // namespace ax::widgets
