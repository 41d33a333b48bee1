// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/transcripts/json_scan.h"
#include "core/transcripts/json_unescape.h"

#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// Taking members that may have any type off a JsonCursor: one of the wrong type is as if missing, and leaves
/// what was there.

/// Escaped; an empty text leaves what was there.
inline void take(std::string_view& into, JsonCursor& from) {
    if (const auto text = from.text(); text && !text->empty())
        into = *text;
}

inline void take(bool& into, JsonCursor& from) {
    into = from.boolean().value_or(into);
}

inline void take(std::uint64_t& into, JsonCursor& from) {
    into = from.number().value_or(into);
}

/// RFC 3339.
inline void take(std::optional<Timestamp>& into, JsonCursor& from) {
    if (const auto text = from.text())
        into = parseTimestamp(*text);
}

/// Plain text from an escaped one, without work when nothing changes; an empty one leaves what was there.
inline void keepText(std::string& into, std::string_view escaped) {
    if (!escaped.empty() && escaped != into)
        into = unescapeJson(escaped);
}

} // namespace ax
