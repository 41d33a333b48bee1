// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace ax {

/// Where a transcript is: a file, or one session of a database.
struct TranscriptLocation {
    std::string format;    ///< of the harness: claude, codex, pi, gemini, opencode
    std::string file;      ///< the transcript, or the database
    std::string sessionId; ///< needed for databases; else for messages only
    friend bool operator==(const TranscriptLocation&, const TranscriptLocation&) = default;
};

/// The records of one transcript in their order, read a stretch at a time. A *position* is a number that
/// grows along the transcript: the byte offset of a record in a file, the rank of a part in a database.
/// Positions stay valid while the transcript only grows. Readers never keep more than the stretch they were
/// asked for, and never hold a transaction between calls. One thread at a time.
class RecordSource {
public:
    struct Record {
        std::string_view text;      ///< one JSON object; TranscriptPadding bytes readable behind it
        std::uint64_t position = 0; ///< where it begins
        /// The last record of a growing file may still be in the making: broken, it is no damage, and who
        /// reads on later begins with it again.
        bool mayBeUnfinished = false;
    };
    using Visitor = std::function<void(const Record&)>;

    virtual ~RecordSource() = default;

    /// Behind the last record, at this moment.
    virtual Result<std::uint64_t> end() = 0;
    /// The records that begin in [from, to), in order. A record too long to be looked at is passed with an
    /// empty text.
    virtual Result<void> read(std::uint64_t from, std::uint64_t to, const Visitor& visit) = 0;
    /// Where a stretch of about `bytes` begins that ends at `end`: at the start of a record, and before `end`
    /// unless that is 0.
    virtual Result<std::uint64_t> startOfStretch(std::uint64_t end, std::uint64_t bytes) = 0;
    /// The other end of a stretch of about `bytes` from `start` on; behind at least one record, if there is
    /// one.
    virtual Result<std::uint64_t> endOfStretch(std::uint64_t start, std::uint64_t bytes) = 0;
};

/// A fork that holds only its new records (codex) is preceded by its parent's, as far as they are shared.
Result<std::unique_ptr<RecordSource>> openRecords(const FileSystem& files,
                                                  const TranscriptLocation& location);

} // namespace ax
