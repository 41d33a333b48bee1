// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/claude_text.h"

#include <string_view>

namespace ax {

/// Whether a text in a user message of Codex is a person's: not the environment, instructions or notices that
/// it passes to the model in their name, all of which begin with a tag or with the heading of AGENTS.md.
/// Takes plain text as well as text with JSON escapes.
inline bool isCodexPrompt(std::string_view text) {
    const std::string_view start = withoutLeadingBlanks(text);
    return !start.empty() && !start.starts_with('<') && !start.starts_with("# AGENTS.md instructions");
}

} // namespace ax
