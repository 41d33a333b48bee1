// SPDX-License-Identifier: MIT
#include "core/index/command_programs.h"

#include "core/base/paths.h"

#include <algorithm>
#include <array>

namespace ax {

namespace {

constexpr std::string_view Blanks = " \t\n";
constexpr std::string_view Quotes = "'\"";
constexpr std::array<std::string_view, 5> Operators = {"&&", "||", ";", "|", "&"};
/// What stands before a program's name and is none that counts.
constexpr std::array<std::string_view, 4> Prefixes = {"exec", "env", "command", "nohup"};

std::string_view withoutQuotes(std::string_view word) {
    word.remove_prefix(std::min(word.find_first_not_of(Quotes), word.size()));
    return word.substr(0, word.find_last_not_of(Quotes) + 1);
}

bool isPrefix(std::string_view word) {
    return std::ranges::contains(Prefixes, word) || (word.contains('=') && !word.starts_with('='));
}

} // namespace

std::vector<std::string> programsIn(std::string_view command) {
    std::vector<std::string> programs;
    bool beginsCommand = true;
    for (std::size_t at = command.find_first_not_of(Blanks); at != std::string_view::npos;) {
        const std::size_t end = std::min(command.find_first_of(Blanks, at), command.size());
        std::string_view word = command.substr(at, end - at);
        at = command.find_first_not_of(Blanks, end);
        if (std::ranges::contains(Operators, word)) {
            beginsCommand = true;
            continue;
        }
        const bool endsCommand = word.ends_with(';');
        if (endsCommand)
            word.remove_suffix(1);
        if (beginsCommand && !isPrefix(word)) {
            programs.emplace_back(fileName(withoutQuotes(word)));
            beginsCommand = false;
        }
        beginsCommand |= endsCommand;
    }
    return programs;
}

} // namespace ax
