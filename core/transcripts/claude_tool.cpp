// SPDX-License-Identifier: MIT
#include "core/transcripts/claude_tool.h"

#include "core/transcripts/json_line.h"
#include "core/transcripts/json_members.h"
#include "core/transcripts/utf8.h"

#include <algorithm>
#include <array>
#include <map>

namespace ax {

namespace {

constexpr std::size_t SummaryLength = 300; ///< code points

/// The first of these that a tool's input has says what the call is about.
constexpr std::array<std::string_view, 12> TellingMembers = {
    "command", "file_path",   "notebook_path", "pattern", "query", "url",
    "skill",   "description", "prompt",        "path",    "name",  "message",
};

using Texts = std::map<std::string, std::string, std::less<>>;

std::string summaryOf(const Texts& texts) {
    for (const std::string_view member : TellingMembers) {
        if (const auto found = texts.find(member); found != texts.end() && !found->second.empty())
            return oneLine(found->second, SummaryLength);
    }
    return {};
}

const std::string* find(const Texts& texts, std::string_view name) {
    const auto found = texts.find(name);
    return found == texts.end() ? nullptr : &found->second;
}

/// A replacement, a new cell, or a whole new file.
std::optional<ToolCall::Edit> editOf(const Texts& texts) {
    const std::string* path = find(texts, "file_path");
    if (!path)
        path = find(texts, "notebook_path");
    const std::string* before = find(texts, "old_string");
    const std::string* after = find(texts, "new_string");
    for (const std::string_view whole : {"content", "new_source"}) {
        if (!after)
            after = find(texts, whole);
    }
    if (!path || !after)
        return std::nullopt;
    return ToolCall::Edit{.path = *path, .before = before ? *before : std::string(), .after = *after};
}

/// Several replacements in one file read as one, with a gap between.
void addReplacement(Texts& texts, const Texts& replacement) {
    for (const std::string_view name : {"old_string", "new_string"}) {
        std::string& joined = texts[std::string(name)];
        if (const std::string* text = find(replacement, name))
            joined += (joined.empty() ? "" : "\n\u22EE\n") + *text;
    }
}

Texts textsOf(simdjson::ondemand::object members) {
    Texts texts;
    forEachMember(members, [&texts](std::string_view key, simdjson::ondemand::value content) {
        if (auto text = plainText(content)) {
            texts[std::string(key)] = std::move(*text);
            return;
        }
        simdjson::ondemand::array replacements;
        if (key != "edits" || content.get_array().get(replacements) != simdjson::SUCCESS)
            return;
        for (auto element : replacements) {
            simdjson::ondemand::object replacement;
            if (element.get_object().get(replacement) == simdjson::SUCCESS)
                addReplacement(texts, textsOf(replacement));
        }
    });
    return texts;
}

} // namespace

class ClaudeToolReader::Private {
public:
    JsonLine line;
};

ClaudeToolReader::ClaudeToolReader() : d(std::make_unique<Private>()) {
}
ClaudeToolReader::~ClaudeToolReader() = default;

void ClaudeToolReader::describe(ToolCall& call) {
    std::string padded;
    padded.reserve(call.input.size() + simdjson::SIMDJSON_PADDING);
    padded = call.input;
    Texts texts;
    const bool sound = d->line.visit(padded, [&texts](simdjson::ondemand::object members) {
        texts = textsOf(members);
        return true;
    });
    if (!sound)
        return;
    call.summary = summaryOf(texts);
    call.edit = editOf(texts);
}

} // namespace ax
