// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/json_unescape.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace ax {

enum class Speaker : std::uint8_t { User, Assistant, Tool };

/// One text of a record as it stands there: with JSON escapes, without its quotes.
struct SpokenText {
    Speaker speaker = Speaker::User;
    std::string_view escaped;
};

/// What was said in one record (a line, TranscriptPadding bytes readable behind it): user text, assistant
/// text and tool output, each once, in order. Not thinking, tool input, what the agent program wraps around
/// prompts, or bookkeeping. Formats: claude, codex, pi, gemini, opencode (its records are those of
/// RecordSource). Fast: this is what content search reads gigabytes with. Safe on any bytes: a damaged record
/// yields what stands before the damage, or nothing.
void forEachSpokenText(std::string_view format, std::string_view record,
                       const std::function<void(const SpokenText&)>& visit);

} // namespace ax
