// SPDX-License-Identifier: MIT
#include "app/cli/ask_options.h"

#include "core/base/duration.h"

#include <vector>

namespace ax::cli {

namespace {

constexpr std::string_view Usage =
    "usage: ax ask [--default TEXT] [--timeout DURATION] QUESTION... | --stdin";

std::unexpected<Error> wrong(std::string message) {
    return std::unexpected(Error{ErrorCode::Invalid, std::move(message)});
}

bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

} // namespace

Result<AskOptions> parseAskOptions(std::span<const std::string> arguments) {
    AskOptions options;
    std::vector<std::string> words;
    bool onlyWords = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        const bool takesValue = word == "--default" || word == "--timeout";
        const bool isOption = takesValue || word == "--stdin" || word == "--";
        if (onlyWords || !word.starts_with("--") || (!isOption && !words.empty())) {
            words.push_back(word);
        } else if (word == "--") {
            onlyWords = true;
        } else if (word == "--stdin") {
            options.isOnInput = true;
        } else if (!takesValue) {
            return wrong("ask: unknown option " + word + "; a question that begins like this goes behind --");
        } else if (i + 1 == arguments.size()) {
            return wrong(word + " needs a value");
        } else if (word == "--default") {
            options.otherwise = arguments[++i];
        } else {
            const auto limit = parseDuration(arguments[++i]);
            if (!limit || limit->count() < 0)
                return wrong("ask: --timeout takes a time like 90s or 1h30m, not \"" + arguments[i] + '"');
            options.timeout = std::chrono::ceil<std::chrono::milliseconds>(*limit);
        }
    }
    if (words.size() == 1 && words[0] == "-" && !onlyWords) {
        options.isOnInput = true;
        words.clear();
    }
    for (const std::string& word : words)
        options.question += (options.question.empty() ? "" : " ") + word;
    if (options.isOnInput != words.empty() || (!options.isOnInput && isBlank(options.question)))
        return wrong(std::string(Usage));
    return options;
}

} // namespace ax::cli
