// SPDX-License-Identifier: MIT
#include "core/escape/clean_text.h"

#include <array>

namespace ax::terminal {
namespace {

struct Character {
    char32_t code = 0;
    std::size_t length = 0; ///< 0: not UTF-8 here
};

/// The character at the start of `bytes`, which is not empty.
Character firstCharacter(std::string_view bytes) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || bytes.size() < length)
        return {};
    char32_t code = lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80)
            return {};
        code = (code << 6) | (byte(i) & 0x3FU);
    }
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < smallest[length] || code > 0x10FFFF || surrogate)
        return {};
    return {code, length};
}

bool isControl(char32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0);
}

/// Characters that change how their neighbours are shown: what one reads would not be what is there.
bool isDeceptive(char32_t code) {
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x200E ||
           code == 0x200F || code == 0x061C || code == 0x2028 || code == 0x2029 || code == 0xFEFF;
}

enum class LineEnds { Keep, Flatten };

std::string clean(std::string_view bytes, std::size_t limit, LineEnds lineEnds) {
    std::string result;
    while (!bytes.empty()) {
        const Character character = firstCharacter(bytes);
        const std::string_view encoded = bytes.substr(0, character.length);
        bytes.remove_prefix(character.length == 0 ? 1 : character.length);
        if (encoded.empty() || isDeceptive(character.code))
            continue;
        const bool blank = character.code == '\n' || character.code == '\t';
        if (isControl(character.code) && !blank)
            continue;
        if (result.size() + encoded.size() > limit)
            break;
        if (blank && lineEnds == LineEnds::Flatten)
            result += ' ';
        else
            result += encoded;
    }
    return result;
}

int hexValue(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

} // namespace

std::string cleanLine(std::string_view bytes, std::size_t limit) {
    return clean(bytes, limit, LineEnds::Flatten);
}

std::string cleanBlock(std::string_view bytes, std::size_t limit) {
    return clean(bytes, limit, LineEnds::Keep);
}

std::string decodePercent(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size();
        const int high = escape ? hexValue(text[i + 1]) : -1;
        const int low = escape ? hexValue(text[i + 2]) : -1;
        if (high < 0 || low < 0) {
            result += text[i];
            continue;
        }
        result += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return result;
}

} // namespace ax::terminal
