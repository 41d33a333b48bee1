// SPDX-License-Identifier: MIT
#include "core/transcripts/opencode_database.h"

#include "core/transcripts/opencode_schema.h"
#include "core/transcripts/opencode_session_reader.h"
#include "core/transcripts/sqlite_look.h"

#include <algorithm>

namespace ax {

namespace {

std::optional<OpencodeDatabase::Stamp::File> stampOf(const FileSystem& files, const std::string& path) {
    const auto status = files.status(path);
    if (!status)
        return std::nullopt;
    return OpencodeDatabase::Stamp::File{.identity = status->identity,
                                         .size = status->size,
                                         .modifiedNanoseconds = status->modifiedNanoseconds};
}

/// An answer's totals reach its session's row late or, in older versions, not at all: the last message has a
/// say in whether the session was written to.
Result<OpencodeVersions> versionsOf(SqliteLook& look, const OpencodeSchema& schema) {
    std::string lastMessage = "0";
    if (schema.hasMessages())
        lastMessage = "COALESCE((SELECT " + schema.messageColumn("time_updated") +
                      " FROM message WHERE session_id = session.id ORDER BY " +
                      schema.messageColumn("time_created") + " DESC, message.id DESC LIMIT 1), 0)";
    OpencodeVersions versions;
    const auto done = look.forEach("SELECT id, MAX(COALESCE(" + schema.sessionColumn("time_updated") +
                                       ", 0), " + lastMessage + ") FROM session",
                                   {}, [&versions](const SqliteRow& row) {
                                       if (const auto id = row.text(0); !id.empty())
                                           versions[std::string(id)] = row.number(1).value_or(0);
                                   });
    if (!done)
        return std::unexpected(done.error());
    return versions;
}

void addProblem(std::vector<std::string>& problems, std::string sentence) {
    constexpr std::size_t Enough = 8; // a damaged file has one for each session
    if (problems.size() < Enough && !std::ranges::contains(problems, sentence))
        problems.push_back(std::move(sentence));
}

} // namespace

OpencodeDatabase::Stamp OpencodeDatabase::stamp(const FileSystem& files) const {
    return {.database = stampOf(files, m_file), .log = stampOf(files, m_file + "-wal")};
}

Result<OpencodeDatabase::Sessions>
OpencodeDatabase::sessionsChangedSince(const OpencodeVersions& known) const {
    const auto look = SqliteLook::open(m_file);
    if (!look)
        return std::unexpected(look.error());
    auto schema = OpencodeSchema::of(**look, m_file);
    if (!schema)
        return std::unexpected(schema.error());
    auto versions = versionsOf(**look, *schema);
    if (!versions)
        return std::unexpected(versions.error());

    Sessions sessions;
    sessions.problems = schema->problems();
    OpencodeSessionReader reader(**look, *schema);
    for (const auto& [id, version] : *versions) {
        const auto before = known.find(id);
        if (before != known.end() && before->second == version)
            continue;
        auto facts = reader.read(id);
        if (facts)
            sessions.changed.push_back(std::move(*facts));
        else if (facts.error().code == ErrorCode::Busy)
            return std::unexpected(facts.error());
        else
            addProblem(sessions.problems, std::move(facts.error().message));
    }
    for (std::string& problem : reader.takeProblems())
        addProblem(sessions.problems, std::move(problem));
    sessions.versions = std::move(*versions);
    if (const auto sound = (*look)->confirm(); !sound)
        return std::unexpected(sound.error());
    return sessions;
}

} // namespace ax
