// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/sqlite_look.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// What of the schema that this program knows (opencode 1.18) a database has. Statements are built with it:
/// a column that is missing reads as NULL and costs its field, not the row.
class OpencodeSchema {
public:
    /// Invalid when there are no sessions to read at all.
    static Result<OpencodeSchema> of(SqliteLook& look, const std::string& file);

    bool hasMessages() const { return m_hasMessages; }
    bool hasParts() const { return m_hasParts; }
    /// `table.name`, or `NULL`.
    std::string sessionColumn(std::string_view name) const { return column("session", m_session, name); }
    std::string messageColumn(std::string_view name) const { return column("message", m_message, name); }
    std::string partColumn(std::string_view name) const { return column("part", m_part, name); }
    /// A sentence for each table that lacks something.
    const std::vector<std::string>& problems() const { return m_problems; }

private:
    using Columns = std::set<std::string, std::less<>>;

    static std::string column(std::string_view table, const Columns& columns, std::string_view name);

    Columns m_session, m_message, m_part;
    bool m_hasMessages = false;
    bool m_hasParts = false;
    std::vector<std::string> m_problems;
};

} // namespace ax
