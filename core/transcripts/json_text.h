// SPDX-License-Identifier: MIT
#pragma once

#include <simdjson.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace ax {

/// What simdjson's On-Demand interface lacks for hostile records. Private to the rooms that parse JSON: the
/// header is heavy.

/// The text of a string value as it stands in the file, escapes and all, without its quotes. Costs no copy
/// and does not consume the value. Nothing for a value of another type.
inline std::optional<std::string_view> escapedText(simdjson::ondemand::value value) {
    std::string_view token = value.raw_json_token();
    token = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
    if (token.size() < 2 || token.front() != '"' || token.back() != '"')
        return std::nullopt;
    return token.substr(1, token.size() - 2);
}

/// The text of a string value; lone surrogates (JavaScript cuts strings in the middle of a pair) become
/// U+FFFD.
inline std::optional<std::string> plainText(simdjson::ondemand::value value) {
    constexpr bool ReplaceLoneSurrogates = true;
    std::string_view text;
    if (value.get_string(ReplaceLoneSurrogates).get(text) != simdjson::SUCCESS)
        return std::nullopt;
    return std::string(text);
}

} // namespace ax
