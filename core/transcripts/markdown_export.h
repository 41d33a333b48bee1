// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/record_source.h"
#include "core/transcripts/turn.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace ax {

/// What stands at the head of an exported transcript; what is empty is left out.
struct ExportHeader {
    std::string title;
    std::string agent;
    std::string model;
    std::string sessionId;
    std::string directory;
    std::optional<Timestamp> created;
    std::optional<Timestamp> last;
    TokenCounts tokens;
};

/// Takes the next piece of text, or says why it cannot.
using TextSink = std::function<Result<void>(std::string_view)>;
/// How far a long piece of work has come, in positions.
using WorkProgress = std::function<void(std::uint64_t done, std::uint64_t end)>;

/// One turn as plain Markdown (CommonMark, no HTML): a heading with speaker, time (UTC) and tokens, texts as
/// they were written, thoughts as block quotes, each tool call as a line with fenced blocks for its input (a
/// diff for edits) and its output. Control characters are shown by their symbols, so that the result is safe
/// to print in a terminal.
std::string turnMarkdown(const Turn& turn, std::string_view agent);

/// The whole transcript that way, from the start, in bounded memory whatever its size. Ends with Busy when
/// `stop` is requested, and with the sink's error. Any thread.
Result<void> exportMarkdown(RecordSource& records, const TranscriptLocation& location,
                            const ExportHeader& header, const TextSink& sink, const WorkProgress& progress,
                            const std::stop_token& stop);

} // namespace ax
