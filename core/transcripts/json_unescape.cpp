// SPDX-License-Identifier: MIT
#include "core/transcripts/json_unescape.h"

#include "core/base/json_text.h"
#include "core/transcripts/utf8.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace ax {

namespace {

constexpr std::uint32_t ReplacementCharacter = 0xFFFD;

void appendUtf8(std::string& to, std::uint32_t codePoint) {
    const auto byte = [&to](std::uint32_t bits) { to += static_cast<char>(static_cast<std::uint8_t>(bits)); };
    if (codePoint < 0x80) {
        byte(codePoint);
    } else if (codePoint < 0x800) {
        byte(0xC0 | codePoint >> 6);
        byte(0x80 | (codePoint & 0x3F));
    } else if (codePoint < 0x10000) {
        byte(0xE0 | codePoint >> 12);
        byte(0x80 | (codePoint >> 6 & 0x3F));
        byte(0x80 | (codePoint & 0x3F));
    } else {
        byte(0xF0 | codePoint >> 18);
        byte(0x80 | (codePoint >> 12 & 0x3F));
        byte(0x80 | (codePoint >> 6 & 0x3F));
        byte(0x80 | (codePoint & 0x3F));
    }
}

/// The number in `\uXXXX` at the start of `text`.
std::optional<std::uint32_t> codeUnit(std::string_view text) {
    constexpr std::size_t Length = 6;
    if (text.size() < Length || !text.starts_with("\\u"))
        return std::nullopt;
    std::uint32_t unit = 0;
    const char* const end = text.data() + Length;
    const auto result = std::from_chars(text.data() + 2, end, unit, 16);
    return result.ptr == end && result.ec == std::errc() ? std::optional(unit) : std::nullopt;
}

/// Appends what the `\uXXXX` at the start of `text` stands for, together with its other half; returns how
/// many bytes that took, 0 when it is none.
std::size_t appendCodeUnits(std::string& to, std::string_view text) {
    const auto unit = codeUnit(text);
    if (!unit)
        return 0;
    const bool isSurrogate = *unit >= 0xD800 && *unit < 0xE000;
    if (isSurrogate && *unit < 0xDC00) {
        const auto low = codeUnit(text.substr(6));
        if (low && *low >= 0xDC00 && *low < 0xE000) {
            appendUtf8(to, 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00));
            return 12;
        }
    }
    appendUtf8(to, isSurrogate ? ReplacementCharacter : *unit);
    return 6;
}

/// What the letter behind a backslash stands for; 0 for none.
char plainEscape(char letter) {
    switch (letter) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case '"':
    case '\\':
    case '/':
        return letter;
    default:
        return 0;
    }
}

} // namespace

std::string unescapeJson(std::string_view escaped) {
    std::string text;
    text.reserve(escaped.size());
    while (!escaped.empty()) {
        const std::size_t plain = std::min(escaped.find('\\'), escaped.size());
        text += escaped.substr(0, plain);
        escaped.remove_prefix(plain);
        if (escaped.empty())
            break;
        std::size_t used = 2;
        if (const char character = escaped.size() > 1 ? plainEscape(escaped[1]) : '\0'; character != 0) {
            text += character;
        } else if (used = appendCodeUnits(text, escaped); used == 0) {
            used = 1;
            text += '\\';
        }
        escaped.remove_prefix(used);
    }
    return isUtf8(text) ? text : repairUtf8(text);
}

} // namespace ax
