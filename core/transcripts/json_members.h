// SPDX-License-Identifier: MIT
#pragma once

#include "core/models/model_catalog.h"

#include <simdjson.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// Taking members out of On-Demand objects whose members may have any type: one of the wrong type is as if
/// missing. Private to the rooms that parse JSON: simdjson's header is heavy.

/// The text of a string value as it stands in the file, escapes and all, without its quotes. Costs no copy
/// and does not consume the value.
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

/// Escaped; an empty text leaves what was there.
inline void take(std::string_view& into, simdjson::ondemand::value from) {
    if (const auto text = escapedText(from); text && !text->empty())
        into = *text;
}

inline void take(std::string& into, simdjson::ondemand::value from) {
    if (auto text = plainText(from))
        into = std::move(*text);
}

inline void take(bool& into, simdjson::ondemand::value from) {
    bool given = false;
    if (from.get_bool().get(given) == simdjson::SUCCESS)
        into = given;
}

inline void take(std::uint64_t& into, simdjson::ondemand::value from) {
    std::uint64_t given = 0;
    if (from.get_uint64().get(given) == simdjson::SUCCESS)
        into = given;
}

/// Calls `visit(key, value)` for each member, keys as they stand in the file. False when the object is
/// broken.
template <class Visitor>
bool forEachMember(simdjson::ondemand::object members, Visitor visit) {
    for (auto member : members) {
        std::string_view key;
        simdjson::ondemand::value content;
        if (member.escaped_key().get(key) != simdjson::SUCCESS ||
            member.value().get(content) != simdjson::SUCCESS)
            return false;
        visit(key, content);
    }
    return true;
}

/// The `usage` of one answer.
inline TokenCounts claudeUsage(simdjson::ondemand::object members) {
    TokenCounts counts;
    forEachMember(members, [&counts](std::string_view key, simdjson::ondemand::value content) {
        if (key == "input_tokens")
            take(counts.input, content);
        else if (key == "output_tokens")
            take(counts.output, content);
        else if (key == "cache_read_input_tokens")
            take(counts.cacheRead, content);
        else if (key == "cache_creation_input_tokens")
            take(counts.cacheWrite, content);
        else if (simdjson::ondemand::object lifetimes;
                 key == "cache_creation" && content.get_object().get(lifetimes) == simdjson::SUCCESS)
            forEachMember(lifetimes, [&counts](std::string_view lifetime, simdjson::ondemand::value tokens) {
                if (lifetime == "ephemeral_1h_input_tokens")
                    take(counts.cacheWriteHour, tokens);
            });
    });
    counts.cacheWriteHour = std::min(counts.cacheWriteHour, counts.cacheWrite);
    return counts;
}

} // namespace ax
