// SPDX-License-Identifier: MIT
#include "core/transcripts/tool_reader.h"

#include "core/transcripts/utf8.h"

#include <array>
#include <format>

namespace ax {

namespace {

constexpr std::size_t SummaryLength = 300; ///< code points

/// Between pieces of one file, or of several, that are shown as one.
constexpr std::string_view Gap = "\n\u22EE\n";

/// The first of these that a tool's input has says what the call is about.
constexpr std::array<std::string_view, 19> TellingMembers = {
    "command", "cmd",  "file_path", "filePath",    "notebook_path", "absolute_path", "pattern",
    "query",   "url",  "skill",     "description", "prompt",        "path",          "dir_path",
    "message", "name", "chars",     "explanation", "uri",
};

/// A command comes as text, or as the list that is executed; then the shell around it says nothing.
std::string commandOf(const JsonValue& value) {
    if (!value.isArray())
        return value.text();
    const auto& words = value.elements();
    if (words.size() == 3 && words[1].text().starts_with('-') && words[1].text().ends_with('c'))
        return words[2].text();
    std::string command;
    for (const JsonValue& word : words) {
        if (word.isText())
            command.append(command.empty() ? "" : " ").append(word.text());
    }
    return command;
}

/// Of a list of steps, the one at work.
std::string stepOf(const JsonValue& steps) {
    std::string step;
    for (const JsonValue& entry : steps.elements()) {
        const std::string& text = entry["content"].isText() ? entry["content"].text() : entry["step"].text();
        if (step.empty() || entry["status"].text() == "in_progress")
            step = text;
    }
    return step;
}

std::string summaryOf(const JsonValue& input) {
    for (const std::string_view member : TellingMembers) {
        const JsonValue& value = input[member];
        const bool mayBeList = member == "command" || member == "cmd";
        if (std::string text = mayBeList ? commandOf(value) : value.text(); !text.empty())
            return oneLine(text, SummaryLength);
    }
    for (const std::string_view list : {"todos", "plan", "questions"}) {
        if (const std::string step = stepOf(input[list]); !step.empty())
            return oneLine(step, SummaryLength);
    }
    return {};
}

const JsonValue* firstText(const JsonValue& input, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        if (input[name].isText())
            return &input[name];
    }
    return nullptr;
}

const JsonValue* textBefore(const JsonValue& input) {
    return firstText(input, {"old_string", "oldString", "oldText", "old_str"});
}
const JsonValue* textAfter(const JsonValue& input) {
    return firstText(input, {"new_string", "newString", "newText", "new_str", "content", "new_source"});
}

void append(std::string& joined, const JsonValue* text) {
    if (text)
        joined.append(joined.empty() ? "" : Gap).append(text->text());
}

/// A replacement, several in one file, a new cell, or a whole new file.
std::optional<ToolCall::Edit> editOf(const JsonValue& input) {
    const JsonValue* path = firstText(input, {"file_path", "filePath", "notebook_path", "path"});
    if (!path)
        return std::nullopt;
    ToolCall::Edit edit{.path = path->text(), .before = {}, .after = {}};
    bool changes = false;
    for (const JsonValue& replacement : input["edits"].elements()) {
        changes |= textAfter(replacement) != nullptr;
        append(edit.before, textBefore(replacement));
        append(edit.after, textAfter(replacement));
    }
    if (!changes) {
        changes = textAfter(input) != nullptr;
        append(edit.before, textBefore(input));
        append(edit.after, textAfter(input));
    }
    return changes ? std::optional(std::move(edit)) : std::nullopt;
}

/// The first argument of a call in a script, when it is a literal: a string's text, or an object as it
/// stands. `rest` begins behind the opening parenthesis.
std::string_view literalAt(std::string_view rest) {
    const std::size_t start = rest.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos)
        return {};
    rest.remove_prefix(start);
    int depth = 0;
    char quote = 0;
    for (std::size_t at = 0; at < rest.size(); ++at) {
        const char byte = rest[at];
        if (quote != 0) {
            if (byte == '\\')
                ++at;
            else if (byte == quote)
                quote = 0;
        } else if (byte == '"' || byte == '\'' || byte == '`') {
            quote = byte;
        } else if (byte == '{' || byte == '[' || byte == '(') {
            ++depth;
        } else if (byte == '}' || byte == ']' || byte == ')') {
            --depth;
        }
        if (quote == 0 && depth <= 0)
            return rest.substr(0, byte == ')' && depth < 0 ? at : at + 1);
    }
    return {};
}

} // namespace

std::optional<ToolCall::Edit> editOfPatch(std::string_view patch) {
    constexpr std::array<std::string_view, 3> Headers = {
        "*** Add File: ", "*** Update File: ", "*** Delete File: "};
    if (!patch.contains("*** Begin Patch"))
        return std::nullopt;
    ToolCall::Edit edit;
    bool gap = false;
    const auto add = [&gap](std::string& side, std::string_view line) {
        if (gap && !side.empty())
            side.append(Gap.substr(1));
        side.append(line).append("\n");
    };
    while (!patch.empty()) {
        const std::string_view line = patch.substr(0, patch.find('\n'));
        patch.remove_prefix(std::min(patch.size(), line.size() + 1));
        std::string_view path;
        for (const std::string_view header : Headers) {
            if (line.starts_with(header))
                path = line.substr(header.size());
        }
        if (!path.empty()) {
            edit.path.append(edit.path.empty() ? "" : ", ").append(path);
            gap = true;
        } else if (line.starts_with("@@") || line.starts_with("***")) {
            gap = true;
        } else if (line.starts_with('+')) {
            add(edit.after, line.substr(1));
            gap = false;
        } else if (line.starts_with('-')) {
            add(edit.before, line.substr(1));
            gap = false;
        } else if (!line.empty()) {
            add(edit.before, line.substr(1));
            add(edit.after, line.substr(1));
            gap = false;
        }
    }
    return edit.path.empty() ? std::nullopt : std::optional(std::move(edit));
}

void ToolReader::describe(ToolCall& call) {
    if (const auto input = m_reader.readCopy(call.input)) {
        call.summary = summaryOf(*input);
        call.edit = editOf(*input);
        const JsonValue* patch = firstText(*input, {"input", "patch", "patchText"});
        if (!call.edit && patch)
            call.edit = editOfPatch(patch->text());
    } else if (!call.input.starts_with('"')) {
        describeScript(call, call.input);
    }
    if (call.summary.empty() && call.edit)
        call.summary = oneLine(call.edit->path, SummaryLength);
}

/// Tools that take plain text: a patch, or a script that calls other tools (Codex's code mode); of that, what
/// its first call does.
void ToolReader::describeScript(ToolCall& call, std::string_view script) {
    constexpr std::string_view Call = "tools.";
    call.edit = script.starts_with("***") ? editOfPatch(script) : std::nullopt;
    if (call.edit)
        return;
    call.summary = oneLine(script, SummaryLength);
    const std::size_t start = script.find(Call);
    const std::size_t open = script.find('(', start == std::string_view::npos ? start : start + Call.size());
    if (open == std::string_view::npos)
        return;
    const std::string_view literal = literalAt(script.substr(open + 1));
    if (literal.starts_with('{')) {
        ToolCall inner;
        inner.input = literal;
        if (const auto input = m_reader.readCopy(literal)) {
            inner.summary = summaryOf(*input);
            inner.edit = editOf(*input);
        }
        if (!inner.summary.empty())
            call.summary = std::move(inner.summary);
        call.edit = std::move(inner.edit);
    } else if (literal.starts_with('"') || literal.starts_with('`')) {
        std::string text(literal.substr(1, literal.size() - 2));
        if (literal.starts_with('"')) {
            if (const auto wrapped = m_reader.readCopy(std::format("{{\"text\":{}}}", literal)))
                text = (*wrapped)["text"].text();
        }
        call.edit = editOfPatch(text);
        call.summary = oneLine(call.edit ? call.edit->path : text, SummaryLength);
    }
}

} // namespace ax
