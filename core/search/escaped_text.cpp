// SPDX-License-Identifier: MIT
#include "core/search/escaped_text.h"

#include "core/base/byte_block.h"

#include <bit>
#include <charconv>
#include <format>
#include <optional>

namespace ax {

namespace {

constexpr std::uint32_t Replacement = 0xfffd;

void appendCharacter(std::uint32_t character, std::string& to) {
    const auto tail = [&](int shift) { to += static_cast<char>(0x80 | (character >> shift & 0x3f)); };
    if (character < 0x80) {
        to += static_cast<char>(character);
    } else if (character < 0x800) {
        to += static_cast<char>(0xc0 | character >> 6);
        tail(0);
    } else if (character < 0x10000) {
        to += static_cast<char>(0xe0 | character >> 12);
        tail(6);
        tail(0);
    } else {
        to += static_cast<char>(0xf0 | character >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

/// The number behind `\u`, when four digits stand there.
std::optional<std::uint32_t> hexadecimal(std::string_view digits) {
    std::uint32_t value = 0;
    if (digits.size() < 4)
        return std::nullopt;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + 4, value, 16);
    return error == std::errc() && end == digits.data() + 4 ? std::optional(value) : std::nullopt;
}

/// A `\u` escape with `rest` behind it; returns how many bytes of `rest` belong to it.
std::size_t appendNumbered(std::string_view rest, std::string& to, TextTraits& traits) {
    traits.unusualEscapes = true;
    const auto first = hexadecimal(rest);
    if (!first)
        return 0;
    std::size_t used = 4;
    std::uint32_t character = *first;
    if (character >= 0xd800 && character < 0xdc00 && rest.substr(4).starts_with("\\u")) {
        const auto second = hexadecimal(rest.substr(6));
        if (second && *second >= 0xdc00 && *second < 0xe000) {
            character = 0x10000 + ((character - 0xd800) << 10) + (*second - 0xdc00);
            used = 10;
        }
    }
    if (character >= 0xd800 && character < 0xe000)
        character = Replacement;
    appendCharacter(character, to);
    if (character >= 0x80) {
        traits.unusualEscapes = false;
        traits.foreignEscapes = true;
    }
    // `\u001b` is how everybody writes it; digits in capitals differ from that.
    if (character < 0x20 && usuallyEscaped(to.substr(to.size() - 1)).substr(2) == rest.substr(0, 4))
        traits.unusualEscapes = false;
    return used;
}

/// The escape behind a backslash; returns how many bytes of `rest` belong to it.
std::size_t appendEscape(std::string_view rest, std::string& to, TextTraits& traits) {
    if (rest.empty())
        return 0;
    switch (rest[0]) {
    case 'n':
        to += '\n';
        return 1;
    case 't':
        to += '\t';
        return 1;
    case 'r':
        to += '\r';
        return 1;
    case 'b':
        to += '\b';
        return 1;
    case 'f':
        to += '\f';
        return 1;
    case '"':
    case '\\':
        to += rest[0];
        return 1;
    case 'u': {
        TextTraits own;
        const std::size_t used = appendNumbered(rest.substr(1), to, own);
        traits.unusualEscapes |= own.unusualEscapes;
        traits.foreignEscapes |= own.foreignEscapes;
        return 1 + used;
    }
    default:
        traits.unusualEscapes = true;
        to += rest[0];
        return 1;
    }
}

bool hasForeignAscii(std::string_view text) {
    return text.contains("\u017f") || text.contains("\u212a");
}

} // namespace

TextTraits appendUnescaped(std::string_view escaped, std::string& to) {
    TextTraits traits;
    const std::size_t start = to.size();
    to.reserve(start + escaped.size() + ByteBlock::Size);
    bool hasForeign = false;
    while (escaped.size() >= ByteBlock::Size) {
        const ByteBlock block(escaped.data());
        const std::uint64_t backslashes = block.equals('\\');
        const auto plain = static_cast<std::size_t>(std::countr_zero(backslashes)); // all, when there is none
        to.append(escaped.data(), ByteBlock::Size); // at its full size a copy is a few instructions
        to.resize(to.size() - ByteBlock::Size + plain);
        // JSON forbids controls, crashes leave them.
        traits.unusualEscapes |= block.within(0, 0x1f) != 0;
        hasForeign |= block.within(0x80, 0xff) != 0;
        escaped.remove_prefix(plain);
        if (plain < ByteBlock::Size) {
            escaped.remove_prefix(1);
            escaped.remove_prefix(appendEscape(escaped, to, traits));
        }
    }
    while (!escaped.empty()) {
        const char byte = escaped.front();
        escaped.remove_prefix(1);
        if (byte == '\\') {
            escaped.remove_prefix(appendEscape(escaped, to, traits));
            continue;
        }
        traits.unusualEscapes |= static_cast<unsigned char>(byte) < 0x20;
        hasForeign |= static_cast<unsigned char>(byte) >= 0x80;
        to += byte;
    }
    traits.foreignAscii =
        (hasForeign || traits.foreignEscapes) && hasForeignAscii(std::string_view(to).substr(start));
    return traits;
}

std::string usuallyEscaped(std::string_view text) {
    std::string escaped;
    for (const char letter : text) {
        switch (letter) {
        case '"':
            escaped += "\\\"";
            break;
        case '\\':
            escaped += "\\\\";
            break;
        case '\n':
            escaped += "\\n";
            break;
        case '\t':
            escaped += "\\t";
            break;
        case '\r':
            escaped += "\\r";
            break;
        case '\b':
            escaped += "\\b";
            break;
        case '\f':
            escaped += "\\f";
            break;
        default:
            if (static_cast<unsigned char>(letter) < 0x20)
                escaped += std::format("\\u{:04x}", static_cast<unsigned>(letter));
            else
                escaped += letter;
        }
    }
    return escaped;
}

} // namespace ax
