// SPDX-License-Identifier: MIT
#include "core/launch/template.h"

#include "core/launch/shell_words.h"

#include <array>
#include <cstdint>

namespace ax {

namespace {

enum class WhenEmpty : std::uint8_t { Quoted, DropsWord, DropsFlagToo };

struct Placeholder {
    std::string_view name;
    std::string TemplateValues::* value;
    WhenEmpty whenEmpty;
};

constexpr std::array Placeholders{
    Placeholder{"{id}", &TemplateValues::id, WhenEmpty::Quoted},
    Placeholder{"{dir}", &TemplateValues::directory, WhenEmpty::Quoted},
    Placeholder{"{newid}", &TemplateValues::newId, WhenEmpty::Quoted},
    Placeholder{"{model}", &TemplateValues::model, WhenEmpty::DropsFlagToo},
    Placeholder{"{behavior}", &TemplateValues::behavior, WhenEmpty::DropsFlagToo},
    Placeholder{"{task}", &TemplateValues::task, WhenEmpty::DropsWord},
    Placeholder{"{args}", &TemplateValues::arguments, WhenEmpty::DropsWord},
};

const Placeholder* placeholderAt(std::string_view text) {
    for (const Placeholder& placeholder : Placeholders)
        if (text.starts_with(placeholder.name))
            return &placeholder;
    return nullptr;
}

/// One word of the template as it goes into the command.
struct FilledWord {
    std::string text;
    bool lacksValue = false; ///< a placeholder in it was empty and may drop
    bool takesFlagAlong = false;
};

/// The value for a place inside quotes of the template closes these first and reopens them behind it: hostile
/// text must not end up bare because the template's author was careful.
std::string valueText(const Placeholder& placeholder, const std::string& value, char quote) {
    std::string text;
    if (placeholder.value == &TemplateValues::arguments)
        text = value;
    else if (!value.empty() || placeholder.whenEmpty == WhenEmpty::Quoted)
        text = quoteForShell(value);
    return quote == 0 ? text : quote + text + quote;
}

FilledWord fillWord(std::string_view word, const TemplateValues& values) {
    FilledWord filled;
    char quote = 0;
    while (!word.empty()) {
        if (const Placeholder* placeholder = placeholderAt(word)) {
            const std::string& value = values.*(placeholder->value);
            if (value.empty() && placeholder->whenEmpty != WhenEmpty::Quoted) {
                filled.lacksValue = true;
                filled.takesFlagAlong = placeholder->whenEmpty == WhenEmpty::DropsFlagToo;
            }
            filled.text += valueText(*placeholder, value, quote);
            word.remove_prefix(placeholder->name.size());
            continue;
        }
        const char c = word.front();
        if (quote == 0 && (c == '\'' || c == '"'))
            quote = c;
        else if (c == quote)
            quote = 0;
        const std::size_t length = c == '\\' && quote != '\'' && word.size() > 1 ? 2 : 1;
        filled.text += word.substr(0, length);
        word.remove_prefix(length);
    }
    return filled;
}

bool isBlank(std::string_view text) {
    return text.find_first_not_of("'\"") == std::string_view::npos;
}

} // namespace

std::string quoteForShell(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text) {
        if (c == '\'')
            quoted += "'\\''";
        else
            quoted += c;
    }
    return quoted + '\'';
}

std::string fillTemplate(std::string_view commandTemplate, const TemplateValues& values) {
    std::string command;
    std::size_t gapBegin = 0;
    std::size_t flagBegin = std::string::npos; // where the flag word right before begins in `command`
    for (const ShellWord& word : splitShellWords(commandTemplate)) {
        const std::string_view raw = commandTemplate.substr(word.begin, word.end - word.begin);
        const std::string_view gap = commandTemplate.substr(gapBegin, word.begin - gapBegin);
        gapBegin = word.end;
        const FilledWord filled = fillWord(raw, values);
        if (filled.lacksValue && (isBlank(filled.text) || raw.starts_with('-'))) {
            if (filled.takesFlagAlong && !raw.starts_with('-') && flagBegin != std::string::npos)
                command.erase(flagBegin);
            flagBegin = std::string::npos;
            continue;
        }
        const std::size_t before = command.size();
        if (!command.empty())
            command += gap;
        command += filled.text;
        flagBegin = raw.starts_with('-') ? before : std::string::npos;
    }
    const auto append = [&](std::string_view slot, const std::string& text) {
        if (text.empty() || commandTemplate.contains(slot))
            return;
        command += ' ';
        command += text;
    };
    append("{args}", values.arguments);
    append("{task}", values.task.empty() ? std::string() : quoteForShell(values.task));
    return command;
}

} // namespace ax
