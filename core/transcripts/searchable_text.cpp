// SPDX-License-Identifier: MIT
#include "core/transcripts/searchable_text.h"

#include "core/transcripts/claude_text.h"
#include "core/transcripts/codex_text.h"
#include "core/transcripts/json_scan.h"
#include "core/transcripts/scanned_member.h"

#include <algorithm>
#include <array>
#include <span>

namespace ax {

namespace {

using Visitor = std::function<void(const SpokenText&)>;

void say(Speaker speaker, std::string_view escaped, const Visitor& visit) {
    if (!withoutLeadingBlanks(escaped).empty())
        visit({.speaker = speaker, .escaped = escaped});
}

/// A string, or an array whose elements are strings or have a `text`: what all formats make of content.
/// `isSaid` picks the texts.
template <class Predicate>
void sayContent(Speaker speaker, std::string_view content, const Visitor& visit, Predicate isSaid) {
    const auto sayIf = [&](std::string_view text) {
        if (isSaid(text))
            say(speaker, text, visit);
    };
    JsonCursor cursor(content);
    if (cursor.kind() == JsonKind::Text)
        return sayIf(cursor.text().value_or(std::string_view()));
    cursor.elements([&](JsonCursor& element) {
        if (element.kind() == JsonKind::Text)
            return sayIf(element.text().value_or(std::string_view()));
        element.members([&](std::string_view key, JsonCursor& value) {
            if (key == "text")
                sayIf(value.text().value_or(std::string_view()));
        });
    });
}

void sayContent(Speaker speaker, std::string_view content, const Visitor& visit) {
    sayContent(speaker, content, visit, [](std::string_view) { return true; });
}

// Claude Code: the message's text blocks and tool results. `toolUseResult` repeats the latter.

void sayClaudeBlock(Speaker speaker, JsonCursor& block, const Visitor& visit) {
    std::string_view type, text, content;
    block.members([&](std::string_view key, JsonCursor& value) {
        if (key == "type")
            take(type, value);
        else if (key == "text")
            take(text, value);
        else if (key == "content")
            content = value.skip();
    });
    if (type == "tool_result")
        sayContent(Speaker::Tool, content, visit);
    else if (type == "text" && (speaker == Speaker::Assistant || isPromptText(text)))
        say(speaker, text, visit);
}

void sayClaude(std::string_view record, const Visitor& visit) {
    std::string_view type, message;
    bool isMeta = false, isCompactSummary = false;
    visitJsonObject(record, [&](std::string_view key, JsonCursor& value) {
        if (key == "type") {
            take(type, value);
            if (type != "user" && type != "assistant")
                value.abandon(); // most records, and most bytes
        } else if (key == "message") {
            message = value.skip();
        } else if (key == "isMeta") {
            take(isMeta, value);
        } else if (key == "isCompactSummary") {
            take(isCompactSummary, value);
        }
    });
    if ((type != "user" && type != "assistant") || isMeta || isCompactSummary)
        return;
    const Speaker speaker = type == "user" ? Speaker::User : Speaker::Assistant;
    JsonCursor(message).members([&](std::string_view key, JsonCursor& value) {
        if (key != "content")
            return;
        if (value.kind() != JsonKind::Text) {
            value.elements([&](JsonCursor& block) { sayClaudeBlock(speaker, block, visit); });
        } else if (const auto text = value.text();
                   text && (speaker == Speaker::Assistant || isPromptText(*text))) {
            say(speaker, *text, visit);
        }
    });
}

// Codex: response items. Events repeat them in other words.

void sayCodex(std::string_view record, const Visitor& visit) {
    std::string_view type, role, content, output;
    const auto readPayload = [&](std::string_view key, JsonCursor& value) {
        if (key == "type")
            take(type, value);
        else if (key == "role")
            take(role, value);
        else if (key == "content")
            content = value.skip();
        else if (key == "output")
            output = value.skip();
    };
    visitJsonObject(record, [&](std::string_view key, JsonCursor& value) {
        if (key == "payload")
            value.members(readPayload);
        else if (key != "type")
            readPayload(key, value); // before there were envelopes
        else if (take(type, value); type.ends_with("_msg") || type.ends_with("_meta") || type == "compacted")
            value.abandon();
    });
    if (type == "message" && role == "user")
        sayContent(Speaker::User, content, visit, isCodexPrompt);
    else if (type == "message" && role == "assistant")
        sayContent(Speaker::Assistant, content, visit);
    else if (type.ends_with("_call_output"))
        sayContent(Speaker::Tool, output, visit);
}

void sayPi(std::string_view record, const Visitor& visit) {
    std::string_view type, message;
    visitJsonObject(record, [&](std::string_view key, JsonCursor& value) {
        if (key == "type")
            take(type, value);
        else if (key == "message")
            message = value.skip();
    });
    if (type != "message")
        return;
    std::string_view role, content, output;
    JsonCursor(message).members([&](std::string_view key, JsonCursor& value) {
        if (key == "role")
            take(role, value);
        else if (key == "content")
            content = value.skip();
        else if (key == "output") // of a command that the person ran
            output = value.skip();
    });
    if (role == "user")
        sayContent(Speaker::User, content, visit);
    else if (role == "assistant")
        sayContent(Speaker::Assistant, content, visit);
    else if (role == "toolResult")
        sayContent(Speaker::Tool, content, visit);
    else if (role == "bashExecution")
        sayContent(Speaker::Tool, output, visit);
}

/// Calls `visit(cursor)` for the member `path[1]` of the member `path[0]` …; elements of arrays on the way
/// all count.
void follow(JsonCursor& value, std::span<const std::string_view> path,
            const std::function<void(JsonCursor&)>& visit) {
    if (value.kind() == JsonKind::Array)
        value.elements([&](JsonCursor& element) {
            if (element.kind() == JsonKind::Object) // an array within an array is nothing we look for
                follow(element, path, visit);
        });
    else if (path.empty())
        visit(value);
    else
        value.members([&](std::string_view key, JsonCursor& member) {
            if (key == path.front())
                follow(member, path.subspan(1), visit);
        });
}

void sayGemini(std::string_view record, const Visitor& visit) {
    static constexpr std::array<std::string_view, 4> Output = {"result", "functionResponse", "response",
                                                               "output"};
    std::string_view type, content, toolCalls;
    visitJsonObject(record, [&](std::string_view key, JsonCursor& value) {
        if (key == "type")
            take(type, value);
        else if (key == "content")
            content = value.skip();
        else if (key == "toolCalls")
            toolCalls = value.skip();
    });
    if (type == "user")
        sayContent(Speaker::User, content, visit, isPromptText);
    else if (type == "gemini")
        sayContent(Speaker::Assistant, content, visit);
    JsonCursor calls(toolCalls);
    follow(calls, Output, [&](JsonCursor& output) {
        if (const auto text = output.text())
            say(Speaker::Tool, *text, visit);
    });
}

void sayOpencode(std::string_view record, const Visitor& visit) {
    std::string_view role, part;
    visitJsonObject(record, [&](std::string_view key, JsonCursor& value) {
        if (key == "role")
            take(role, value);
        else if (key == "part")
            part = value.skip();
    });
    std::string_view type, text, output;
    bool isSynthetic = false, isIgnored = false;
    JsonCursor(part).members([&](std::string_view key, JsonCursor& value) {
        if (key == "type")
            take(type, value);
        else if (key == "text")
            take(text, value);
        else if (key == "synthetic")
            take(isSynthetic, value);
        else if (key == "ignored")
            take(isIgnored, value);
        else if (key == "state")
            value.members([&output](std::string_view name, JsonCursor& content) {
                if (name == "output" || name == "error")
                    take(output, content);
            });
    });
    if (type == "text" && !isSynthetic && !isIgnored && !role.empty())
        say(role == "user" ? Speaker::User : Speaker::Assistant, text, visit);
    else if (type == "tool")
        say(Speaker::Tool, output, visit);
}

} // namespace

void forEachSpokenText(std::string_view format, std::string_view record, const Visitor& visit) {
    if (format == "claude")
        sayClaude(record, visit);
    else if (format == "codex")
        sayCodex(record, visit);
    else if (format == "pi")
        sayPi(record, visit);
    else if (format == "gemini")
        sayGemini(record, visit);
    else if (format == "opencode")
        sayOpencode(record, visit);
}

} // namespace ax
