// SPDX-License-Identifier: MIT
#include "core/transcripts/claude_text.h"

#include <algorithm>
#include <array>

namespace ax {

namespace {

constexpr std::array<std::string_view, 9> WrapperStarts = {
    "<local-command-",     "Caveat:",        "<command-name>",
    "<command-message>",   "<command-args>", "<system-reminder>",
    "<task-notification>", "<bash-",         "<ide_",
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

std::string_view between(std::string_view text, std::string_view opening, std::string_view closing) {
    const std::size_t start = text.find(opening);
    if (start == std::string_view::npos)
        return {};
    text.remove_prefix(start + opening.size());
    const std::size_t end = text.find(closing);
    return end == std::string_view::npos ? std::string_view() : text.substr(0, end);
}

} // namespace

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

bool isInterruptText(std::string_view text) {
    return withoutLeadingBlanks(text).starts_with("[Request interrupted by user");
}

bool isPromptText(std::string_view text) {
    const std::string_view start = withoutLeadingBlanks(text);
    const auto wraps = [start](std::string_view wrapper) { return start.starts_with(wrapper); };
    return !start.empty() && !isInterruptText(start) && !std::ranges::any_of(WrapperStarts, wraps);
}

std::optional<std::string> slashCommand(std::string_view text) {
    const std::string_view start = withoutLeadingBlanks(text);
    if (!start.starts_with("<command-name>") && !start.starts_with("<command-message>"))
        return std::nullopt;
    std::string command(between(start, "<command-name>", "</command-name>"));
    if (command.empty())
        return std::nullopt;
    const std::string_view arguments = between(start, "<command-args>", "</command-args>");
    if (!arguments.empty())
        command.append(1, ' ').append(arguments);
    return command;
}

bool isKnownClaudeType(std::string_view type) {
    return std::ranges::contains(KnownTypes, type);
}

} // namespace ax
