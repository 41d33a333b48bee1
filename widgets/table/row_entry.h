// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"
#include "widgets/table/session_column.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ax::widgets {

/// Where a session's entry lies; stable as long as the session is in the snapshots.
using Slot = std::uint32_t;

/// A session with what sorting and filtering ask of it again and again, folded once: when it is first asked
/// for, since a table by age without a filter never does. One thread.
struct RowEntry {
    RowEntry() = default;
    /// `home` outlives the entry.
    RowEntry(SessionPointer row, std::string_view home) : session(std::move(row)), m_home(home) {}

    /// Does now what searching and sorting would have to wait for.
    void fold() const;
    /// The folded text of a text column; empty counts as unknown.
    std::string_view textKey(SessionColumn column) const;
    /// The value of a number column; nothing when unknown.
    std::optional<double> numberKey(SessionColumn column) const;
    /// All that is searched.
    std::string_view searchText() const {
        fold();
        return m_folded;
    }

    SessionPointer session;
    std::uint32_t position = 0; ///< in the snapshot: the newest is 0
    bool shown = false;

private:
    void foldFields() const;

    std::string_view m_home;
    /// Title, folder, harness, model and the rest, each ended by a line feed; empty: not folded yet.
    mutable std::string m_folded;
    mutable std::uint32_t m_titleEnd = 0;
    mutable std::uint32_t m_folderEnd = 0;
    mutable std::uint32_t m_harnessEnd = 0;
    mutable std::uint32_t m_modelEnd = 0;
};

/// Whether a column sorts by textKey() or by numberKey().
bool sortsByText(SessionColumn column);

/// The part of the context window in use; nothing when either is unknown. May exceed 1.
std::optional<double> contextShare(const Session& session);
/// Dollars; nothing when unknown or not a number.
std::optional<double> knownCost(const Session& session);
/// A model's name as the table shows it: without `claude-`, and without the day of its version.
std::string_view shortModel(std::string_view model);

} // namespace ax::widgets
