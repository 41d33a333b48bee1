// SPDX-License-Identifier: MIT
#include "core/base/json_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace ax {

namespace {

constexpr std::string_view Replacement = "\\ufffd";

char toLower(char c) {
    return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// How long the escape at the front is, `\n` or `\u00e9`.
std::size_t escapeLength(std::string_view text) {
    const std::size_t length = text.size() > 1 && text[1] == 'u' ? 6 : 2;
    return std::min(length, text.size());
}

std::string_view escapeFor(std::string_view sequence) {
    if (sequence == "<")
        return "\\u003c";
    if (sequence == ">")
        return "\\u003e";
    if (sequence == "&")
        return "\\u0026";
    if (sequence == "\xe2\x80\xa8")
        return "\\u2028";
    if (sequence == "\xe2\x80\xa9")
        return "\\u2029";
    return sequence;
}

} // namespace

std::size_t utf8SequenceLength(std::string_view text) {
    const auto byteAt = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t first = byteAt(0);
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xc2 ? 0
                               : first < 0xe0 ? 2
                               : first < 0xf0 ? 3
                               : first < 0xf5 ? 4
                                              : 0;
    if (length == 0 || length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byteAt(i) & 0xc0) != 0x80)
            return 0;
    // Overlong forms, surrogates, and what lies behind U+10FFFF show in the second byte.
    if ((first == 0xe0 && byteAt(1) < 0xa0) || (first == 0xed && byteAt(1) > 0x9f) ||
        (first == 0xf0 && byteAt(1) < 0x90) || (first == 0xf4 && byteAt(1) > 0x8f))
        return 0;
    return length;
}

std::string withGoEscapes(std::string_view json) {
    std::string text;
    text.reserve(json.size());
    while (!json.empty()) {
        if (json.front() == '\\') {
            const std::size_t length = escapeLength(json);
            for (const char c : json.substr(0, length))
                text += length == 6 ? toLower(c) : c;
            json.remove_prefix(length);
            continue;
        }
        const std::size_t length = utf8SequenceLength(json);
        text += length == 0 ? Replacement : escapeFor(json.substr(0, length));
        json.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return text;
}

std::string goNumber(double value) {
    if (!std::isfinite(value))
        return "null";
    const double size = std::abs(value);
    const bool plain = value == 0 || (size >= 1e-6 && size < 1e21);
    std::array<char, 64> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                   plain ? std::chars_format::fixed : std::chars_format::scientific);
    std::string text(digits.data(), end.ptr);
    // Go writes 1e-7 where C++ writes 1e-07.
    if (const auto exponent = text.find("e-0"); exponent != std::string::npos)
        text.erase(exponent + 2, 1);
    return text;
}

bool isUtf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8SequenceLength(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

} // namespace ax
