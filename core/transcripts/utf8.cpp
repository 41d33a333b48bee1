// SPDX-License-Identifier: MIT
#include "core/transcripts/utf8.h"

#include <cstdint>

namespace ax {

namespace {

constexpr std::string_view Replacement = "\xEF\xBF\xBD";

struct Sequence {
    std::size_t length = 1; ///< bytes; of the ill-formed part when not `valid`
    bool valid = false;
};

/// What follows a lead byte: how many bytes, and the range of the second one, which is where overlong forms,
/// surrogates and values above U+10FFFF show.
struct Lead {
    std::size_t length = 0;
    std::uint8_t low = 0x80;
    std::uint8_t high = 0xBF;
};

Lead leadOf(std::uint8_t byte) {
    if (byte >= 0xC2 && byte <= 0xDF)
        return {.length = 2};
    if (byte >= 0xE0 && byte <= 0xEF)
        return {.length = 3,
                .low = static_cast<std::uint8_t>(byte == 0xE0 ? 0xA0 : 0x80),
                .high = static_cast<std::uint8_t>(byte == 0xED ? 0x9F : 0xBF)};
    if (byte >= 0xF0 && byte <= 0xF4)
        return {.length = 4,
                .low = static_cast<std::uint8_t>(byte == 0xF0 ? 0x90 : 0x80),
                .high = static_cast<std::uint8_t>(byte == 0xF4 ? 0x8F : 0xBF)};
    return {};
}

/// The sequence at the start of `bytes`, which is not empty.
Sequence nextSequence(std::string_view bytes) {
    const auto at = [&](std::size_t index) { return static_cast<std::uint8_t>(bytes[index]); };
    if (at(0) < 0x80)
        return {.length = 1, .valid = true};
    const Lead lead = leadOf(at(0));
    if (lead.length == 0 || bytes.size() < 2 || at(1) < lead.low || at(1) > lead.high)
        return {};
    for (std::size_t index = 2; index < lead.length; ++index) {
        if (index >= bytes.size() || (at(index) & 0xC0) != 0x80)
            return {.length = index, .valid = false};
    }
    return {.length = lead.length, .valid = true};
}

bool isBlank(char character) {
    const auto byte = static_cast<std::uint8_t>(character);
    return byte <= 0x20 || byte == 0x7F;
}

std::string_view firstLineWithText(std::string_view text) {
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    return text.substr(0, text.find_first_of("\r\n"));
}

} // namespace

std::string repairUtf8(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        const Sequence sequence = nextSequence(bytes);
        text += sequence.valid ? bytes.substr(0, sequence.length) : Replacement;
        bytes.remove_prefix(sequence.length);
    }
    return text;
}

std::string_view firstCodePoints(std::string_view text, std::size_t count) {
    std::size_t end = 0;
    for (; end < text.size(); ++end) {
        const bool starts = (static_cast<std::uint8_t>(text[end]) & 0xC0) != 0x80;
        if (starts && count-- == 0)
            break;
    }
    return text.substr(0, end);
}

std::string oneLine(std::string_view text, std::size_t count) {
    // Looking at no more than needed: a pasted log may be the "title" of a session.
    constexpr std::size_t BytesPerCodePoint = 4;
    std::string_view source = firstLineWithText(text);
    std::string line;
    for (const char character : source) {
        if (!isBlank(character))
            line += character;
        else if (!line.ends_with(' '))
            line += ' ';
        if (line.size() > (count + 1) * BytesPerCodePoint)
            break;
    }
    line.resize(firstCodePoints(line, count).size());
    while (line.ends_with(' '))
        line.pop_back();
    return line;
}

} // namespace ax
