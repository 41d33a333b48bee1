// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/transcripts/transcript_facts.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ax {

/// When each session was last written, by id: milliseconds since the epoch. To be compared, not to be
/// ordered.
using OpencodeVersions = std::map<std::string, std::int64_t, std::less<>>;

/// The sessions in opencode's database (source of the schema: opencode 1.18,
/// transcripts/opencode/schema.sql). Each call is a look of its own that leaves nothing open and nothing
/// behind (sqlite_look.h), so an object costs nothing at rest. A schema of another version costs what it
/// lacks: each missing table or column is a sentence in `problems`, and the rest is read. Any thread.
///
/// Tokens are summed up from the answers, for only these tell the day and the model; without them the
/// session's own totals must do. Reasoning counts as output, which is how it is paid.
///
/// A fork copies the messages before it under new ids and leaves them their times, so what is older than its
/// session was said in another one: it counts there, and that one is `forkedFrom`. When that one is deleted,
/// the oldest session that still has a copy of an answer counts it.
class OpencodeDatabase {
public:
    explicit OpencodeDatabase(std::string file) : m_file(std::move(file)) {}

    const std::string& file() const { return m_file; }

    /// What of the database's files changes when anything is written to it; cheap.
    struct Stamp {
        struct File {
            FileIdentity identity;
            std::uint64_t size = 0;
            std::int64_t modifiedNanoseconds = 0;
            friend bool operator==(const File&, const File&) = default;
        };
        std::optional<File> database, log;
        friend bool operator==(const Stamp&, const Stamp&) = default;
    };
    Stamp stamp(const FileSystem& files) const;

    struct Sessions {
        std::vector<TranscriptFacts> changed; ///< sub-agents have a `parentId`
        OpencodeVersions versions;            ///< of all sessions that there are: what is not in here is gone
        std::vector<std::string> problems;    ///< sentences
    };
    /// Busy: the owner is in the middle of something; what was known still holds, try at the next change.
    /// NotFound, Denied, Invalid (damaged, or no database).
    Result<Sessions> sessions() const { return sessionsChangedSince({}); }
    /// Reads only sessions that `known` does not have in the version they are in.
    Result<Sessions> sessionsChangedSince(const OpencodeVersions& known) const;

private:
    std::string m_file;
};

} // namespace ax
