// SPDX-License-Identifier: MIT
#include "core/transcripts/claude_text.h"

#include <algorithm>
#include <array>

namespace ax {

namespace {

constexpr std::array<std::string_view, 8> WrapperStarts = {
    "<local-command-", "Caveat:",           "<command-name>",      "<command-message>",
    "<command-args>",  "<system-reminder>", "<task-notification>", "<bash-",
};

constexpr std::array<std::string_view, 22> KnownTypes = {
    "user",
    "assistant",
    "attachment",
    "system",
    "queue-operation",
    "last-prompt",
    "mode",
    "permission-mode",
    "custom-title",
    "ai-title",
    "summary",
    "agent-name",
    "cost-state",
    "file-history-snapshot",
    "tools-used",
    "atis-latch",
    "api-request",
    "api-request-shape",
    "api-request-blob",
    "prompt_snapshot",
    "progress",
    "pr-link",
};

/// Blanks at the start, those behind a backslash too.
std::string_view withoutLeadingBlanks(std::string_view text) {
    while (!text.empty()) {
        if (static_cast<unsigned char>(text.front()) <= ' ')
            text.remove_prefix(1);
        else if (text.starts_with("\\n") || text.starts_with("\\t") || text.starts_with("\\r"))
            text.remove_prefix(2);
        else
            break;
    }
    return text;
}

} // namespace

bool isInterruptText(std::string_view text) {
    return withoutLeadingBlanks(text).starts_with("[Request interrupted by user");
}

bool isPromptText(std::string_view text) {
    const std::string_view start = withoutLeadingBlanks(text);
    const auto wraps = [start](std::string_view wrapper) { return start.starts_with(wrapper); };
    return !start.empty() && !isInterruptText(start) && !std::ranges::any_of(WrapperStarts, wraps);
}

bool isKnownClaudeType(std::string_view type) {
    return std::ranges::contains(KnownTypes, type);
}

} // namespace ax
