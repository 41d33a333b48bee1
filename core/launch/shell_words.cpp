// SPDX-License-Identifier: MIT
#include "core/launch/shell_words.h"

namespace ax {

namespace {

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
}

} // namespace

std::vector<ShellWord> splitShellWords(std::string_view command) {
    std::vector<ShellWord> words;
    std::size_t at = 0;
    while (true) {
        while (at < command.size() && isBlank(command[at]))
            ++at;
        if (at == command.size())
            return words;
        ShellWord word{.begin = at, .end = at, .text = {}};
        char quote = 0;
        for (; at < command.size() && (quote != 0 || !isBlank(command[at])); ++at) {
            const char c = command[at];
            if (quote != 0 ? c == quote : c == '\'' || c == '"') {
                quote = quote != 0 ? '\0' : c;
            } else if (c == '\\' && quote != '\'' && at + 1 < command.size()) {
                word.text += command[++at];
            } else {
                word.text += c;
            }
        }
        word.end = at;
        words.push_back(std::move(word));
    }
}

} // namespace ax
