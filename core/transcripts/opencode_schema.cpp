// SPDX-License-Identifier: MIT
#include "core/transcripts/opencode_schema.h"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>

namespace ax {

namespace {

constexpr std::array<std::string_view, 14> SessionColumns = {
    "parent_id",
    "directory",
    "title",
    "version",
    "agent",
    "model",
    "cost",
    "tokens_input",
    "tokens_output",
    "tokens_reasoning",
    "time_created",
    "time_updated",
    "tokens_cache_read",
    "tokens_cache_write",
};
constexpr std::array<std::string_view, 5> MessageColumns = {"id", "session_id", "time_created",
                                                            "time_updated", "data"};
constexpr std::array<std::string_view, 4> PartColumns = {"id", "message_id", "time_created", "data"};

std::string sentence(std::string_view table, std::string_view missing, const std::string& file) {
    return "The database " + file + " has no " + std::string(missing) + " in its table `" +
           std::string(table) +
           "`: it was made by another version of opencode, and what that would say is not shown";
}

} // namespace

std::string OpencodeSchema::column(std::string_view table, const Columns& columns, std::string_view name) {
    if (!columns.contains(name))
        return "NULL";
    return std::string(table) + '.' + std::string(name);
}

Result<OpencodeSchema> OpencodeSchema::of(SqliteLook& look, const std::string& file) {
    OpencodeSchema schema;
    const auto learn = [&](const char* table, Columns& columns,
                           std::span<const std::string_view> wanted) -> Result<void> {
        const auto names = look.columnsOf(table);
        if (!names)
            return std::unexpected(names.error());
        columns.insert(names->begin(), names->end());
        std::string missing;
        for (const std::string_view name : wanted) {
            if (!columns.contains(name))
                missing.append(missing.empty() ? "`" : ", `").append(name).append("`");
        }
        if (columns.empty())
            schema.m_problems.push_back("The database " + file + " has no table `" + table +
                                        "`: it was made by another version of opencode");
        else if (!missing.empty())
            schema.m_problems.push_back(sentence(table, missing, file));
        return {};
    };
    for (const auto& [table, columns, wanted] :
         {std::tuple<const char*, Columns*, std::span<const std::string_view>>{"session", &schema.m_session,
                                                                               SessionColumns},
          {"message", &schema.m_message, MessageColumns},
          {"part", &schema.m_part, PartColumns}}) {
        if (const auto done = learn(table, *columns, wanted); !done)
            return std::unexpected(done.error());
    }
    if (!schema.m_session.contains("id"))
        return std::unexpected(
            Error{ErrorCode::Invalid, "The database " + file +
                                          " has no table of sessions: it is not opencode's, or it is of a "
                                          "version that is not known here"});
    const auto hasAll = [](const Columns& columns, std::initializer_list<std::string_view> needed) {
        return std::ranges::all_of(needed, [&](std::string_view name) { return columns.contains(name); });
    };
    schema.m_hasMessages = hasAll(schema.m_message, {"id", "session_id", "data"});
    schema.m_hasParts = schema.m_hasMessages && hasAll(schema.m_part, {"id", "message_id", "data"});
    return schema;
}

} // namespace ax
