// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/record_source.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace ax {

/// What the bytes of a transcript are for.
enum class ContentKind : std::uint8_t {
    UserText,
    AssistantText,
    Thinking,
    ToolInput,
    ToolOutput, ///< by tool
    Images,
    Notices,
    Bookkeeping, ///< what is not shown, by type of record: names, ids, usage, copies, attachments
    Damaged,     ///< records that cannot be read, or are too long to be looked at
};

/// Why a transcript is as large as it is: the answer to "what are these 800 MB?".
struct SizeBreakdown {
    struct Part {
        ContentKind kind = ContentKind::Bookkeeping;
        std::string name; ///< of the tool or the type of record; else empty
        std::uint64_t bytes = 0;
        std::uint64_t count = 0; ///< texts, calls, images, records
        friend bool operator==(const Part&, const Part&) = default;
    };
    struct LargeRecord {
        std::uint64_t position = 0;
        std::uint64_t bytes = 0;
        ContentKind kind = ContentKind::Bookkeeping; ///< of most of it
        std::string name;
        friend bool operator==(const LargeRecord&, const LargeRecord&) = default;
    };

    std::uint64_t bytes = 0; ///< of all records; the parts sum up to it
    std::uint64_t records = 0;
    std::vector<Part> parts;          ///< largest first
    std::vector<LargeRecord> largest; ///< ten at most, largest first

    static constexpr std::size_t MaximumLargest = 10;
};

/// Streams the whole transcript, record by record. Texts count as they are read, so escapes and what a record
/// repeats of them count as bookkeeping of its type. Bounded in memory but for one number a tool call. Busy
/// when `stop` is requested. Any thread.
Result<SizeBreakdown>
measureTranscript(RecordSource& records, const TranscriptLocation& location,
                  const std::function<void(std::uint64_t done, std::uint64_t end)>& progress,
                  const std::stop_token& stop);

} // namespace ax
