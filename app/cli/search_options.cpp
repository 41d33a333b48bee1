// SPDX-License-Identifier: MIT
#include "app/cli/search_options.h"

#include <charconv>
#include <format>
#include <optional>
#include <string_view>

namespace ax::cli {

namespace {

std::optional<std::size_t> countFrom(std::string_view text) {
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(count) : std::nullopt;
}

} // namespace

/// Not CLI11: it would take `-model:opus` for options.
Result<SearchOptions> parseSearchOptions(std::span<const std::string> arguments) {
    SearchOptions options;
    bool takesOptions = true;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        if (takesOptions && word == "--") {
            takesOptions = false;
        } else if (takesOptions && word == "--json") {
            options.json = true;
        } else if (takesOptions && (word == "--limit" || word.starts_with("--limit="))) {
            const bool isNext = word == "--limit";
            if (isNext && i + 1 == arguments.size())
                return std::unexpected(Error{ErrorCode::Invalid, "--limit needs a value"});
            const std::string value = isNext ? arguments[++i] : word.substr(word.find('=') + 1);
            const auto count = countFrom(value);
            if (!count)
                return std::unexpected(
                    Error{ErrorCode::Invalid, std::format("--limit needs a number, not \"{}\"", value)});
            options.limit = *count;
        } else {
            options.query += (options.query.empty() ? "" : " ") + word;
        }
    }
    return options;
}

} // namespace ax::cli
