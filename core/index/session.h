// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/time.h"
#include "core/models/model_catalog.h"
#include "core/status/session_status.h"
#include "core/transcripts/record_source.h"
#include "core/transcripts/transcript_facts.h"
#include "core/transcripts/usage.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ax {

enum class CostBasis : std::uint8_t { Unknown, Recorded, Estimated };

struct Cost {
    CostBasis basis = CostBasis::Unknown;
    double dollars = 0;
    friend bool operator==(const Cost&, const Cost&) = default;
};

/// A session that another one started inside its own harness.
struct SubAgent {
    std::string id;
    std::string file;                     ///< its own transcript, or the database it is in
    std::optional<FileStatus> fileStatus; ///< as of a session
    std::string kind;                     ///< `agentType`
    std::string description;
    std::string model;
    TokenCounts tokens;
    Usage usage; ///< sums up to `tokens`
    Cost cost;
    friend bool operator==(const SubAgent&, const SubAgent&) = default;
};

/// One row: everything the program knows of a session. Immutable once in a snapshot.
struct Session {
    std::string harness;
    std::string id;
    std::string format;      ///< of the harness: which reader
    std::string file;        ///< transcript or database; empty while the agent has not written one
    bool isKeptCopy = false; ///< the original is gone: `file` lies in the archive (core/archive)
    /// Of the transcript, as the last look found it. Nothing for a database.
    std::optional<FileStatus> fileStatus;
    std::string forkOf;            ///< id of the session whose history this one began with; else empty
    std::string directory;         ///< after relinking (state/dirmap)
    std::string recordedDirectory; ///< as the transcript says
    bool directoryExists = true;
    std::string title;
    std::string run;                 ///< id of the run it belongs to, of its sidecar; else empty
    std::vector<std::string> labels; ///< of its sidecar
    std::string model;
    std::optional<Timestamp> created;
    std::optional<Timestamp> last;
    TokenCounts tokens; ///< its own, without sub-agents and without what it took over from another session
    Usage usage;        ///< sums up to `tokens`
    std::uint64_t contextTokens = 0;
    std::uint64_t contextWindow = 0; ///< 0: not known
    Cost cost;                       ///< its own and its sub-agents'
    std::uint32_t prompts = 0;
    std::uint64_t unknownRecords = 0;
    std::uint64_t damagedRecords = 0;
    std::vector<SubAgent> subAgents; ///< in order of their start
    SessionStatus status;
    bool isHeld = false; ///< a holder of ours or upstream's has it: it can be attached, typed into and ended

    /// Unique over all harnesses and stable for life: `harness/id`.
    std::string key() const { return harness + '/' + id; }
    TranscriptLocation location() const { return {.format = format, .file = file, .sessionId = id}; }
    /// When the transcript was written to, as the file system has it: agents delete by it.
    std::optional<Timestamp> fileModified() const {
        return fileStatus
                   ? std::optional(Timestamp(std::chrono::nanoseconds(fileStatus->modifiedNanoseconds)))
                   : std::nullopt;
    }
    bool isLive() const { return status.status != Status::Past && status.status != Status::Crash; }
    friend bool operator==(const Session&, const Session&) = default;
};

using SessionPointer = std::shared_ptr<const Session>;

/// A place that was looked at, for the welcome page and for error reports.
struct StoreReport {
    std::string harness;
    std::string pattern; ///< as configured: `~/.claude/projects/*/*.jsonl`
    bool exists = false;
    std::size_t sessions = 0;
    std::vector<std::string> problems; ///< sentences: what could not be read, and why
    friend bool operator==(const StoreReport&, const StoreReport&) = default;
};

/// How far a scan has come that is still under way.
struct ScanProgress {
    std::size_t files = 0; ///< read, of those that had to be
    std::size_t filesInAll = 0;
    std::uint64_t bytes = 0;
    std::uint64_t bytesInAll = 0;
    friend bool operator==(const ScanProgress&, const ScanProgress&) = default;
};

/// All sessions at one moment. Rows that did not change are the same objects as in the snapshot before, so
/// comparing pointers finds what changed. Handed across threads as SnapshotPointer.
struct Snapshot {
    std::uint64_t generation = 0;
    std::vector<SessionPointer> sessions; ///< newest activity first; unknown times last; ties by key
    std::vector<StoreReport> stores;
    std::optional<ScanProgress> progress; ///< while sessions are still missing: the first scan takes long
};

using SnapshotPointer = std::shared_ptr<const Snapshot>;

} // namespace ax
