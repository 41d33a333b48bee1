// SPDX-License-Identifier: MIT
#include "app/cli/plain_text.h"

#include "core/transcripts/utf8.h"

#include <cstddef>
#include <optional>

namespace ax::cli {

namespace {

constexpr char Escape = '\x1b';

bool isBetween(char c, char first, char last) {
    return static_cast<unsigned char>(c) >= static_cast<unsigned char>(first) &&
           static_cast<unsigned char>(c) <= static_cast<unsigned char>(last);
}

/// The size of a CSI sequence's parameters and final byte, at the start of `rest`.
std::size_t parametersSize(std::string_view rest) {
    std::size_t size = 0;
    while (size < rest.size() && isBetween(rest[size], 0x20, 0x3f))
        ++size;
    return size < rest.size() && isBetween(rest[size], 0x40, 0x7e) ? size + 1 : size;
}

/// The size of a control string (OSC, DCS, …) up to its BEL or ST; nothing when it never ends. It then is
/// taken for text: an open sequence must not swallow the rest.
std::optional<std::size_t> controlStringSize(std::string_view rest) {
    for (std::size_t at = 0; at < rest.size(); ++at) {
        if (rest[at] == '\a')
            return at + 1;
        if (rest.substr(at).starts_with("\x1b\\") || rest.substr(at).starts_with("\xc2\x9c"))
            return at + 2;
    }
    return std::nullopt;
}

std::size_t sequenceSize(char introducer, std::string_view rest) {
    switch (introducer) {
    case '[':
        return parametersSize(rest);
    case ']': // OSC
    case 'P': // DCS
    case 'X': // SOS
    case '^': // PM
    case '_': // APC
        return controlStringSize(rest).value_or(0);
    default:
        return 0;
    }
}

/// The size of the escape sequence that begins `text` in its seven-bit (`ESC [`) or eight-bit form; 0 for
/// none.
std::size_t escapeSize(std::string_view text) {
    if (text.size() < 2)
        return text.starts_with(Escape) ? 1 : 0;
    if (text[0] == Escape) {
        if (isBetween(text[1], 0x20, 0x2f)) // charset selections: `ESC ( B`
            return text.size() > 2 && isBetween(text[2], 0x30, 0x7e) ? 3 : 2;
        return isBetween(text[1], 0x30, 0x7e) ? 2 + sequenceSize(text[1], text.substr(2)) : 1;
    }
    // U+0080 to U+009F in UTF-8; each stands for ESC and the letter 0x40 below.
    if (text[0] == '\xc2' && isBetween(text[1], '\x80', '\x9f'))
        return 2 +
               sequenceSize(static_cast<char>(static_cast<unsigned char>(text[1]) - 0x40), text.substr(2));
    return 0;
}

/// The size of a mark that only steers the direction of writing, at the start of `text`; 0 for none.
std::size_t directionMarkSize(std::string_view text) {
    if (text.starts_with("\xd8\x9c")) // U+061C
        return 2;
    if (text.size() < 3 || text[0] != '\xe2')
        return 0;
    const bool isMark = (text[1] == '\x80' && (isBetween(text[2], '\x8e', '\x8f') ||   // U+200E, U+200F
                                               isBetween(text[2], '\xaa', '\xae'))) || // U+202A to U+202E
                        (text[1] == '\x81' && isBetween(text[2], '\xa6', '\xa9'));     // U+2066 to U+2069
    return isMark ? 3 : 0;
}

/// The size of a line end or tab at the start of `text`; 0 for none.
std::size_t breakSize(std::string_view text) {
    if (text[0] == '\n' || text[0] == '\r' || text[0] == '\t' || text[0] == '\v' || text[0] == '\f')
        return 1;
    if (text.starts_with("\xc2\x85")) // NEL
        return 2;
    return text.starts_with("\xe2\x80\xa8") || text.starts_with("\xe2\x80\xa9") ? 3 : 0; // LS, PS
}

} // namespace

std::string plainText(std::string_view text) {
    const std::string repaired = repairUtf8(text);
    std::string plain;
    plain.reserve(repaired.size());
    for (std::string_view rest = repaired; !rest.empty();) {
        if (const std::size_t size = breakSize(rest)) {
            plain += ' ';
            rest.remove_prefix(size);
        } else if (const std::size_t hidden = escapeSize(rest) + directionMarkSize(rest)) {
            rest.remove_prefix(hidden);
        } else {
            if (!isBetween(rest[0], 0x00, 0x1f) && rest[0] != 0x7f)
                plain += rest[0];
            rest.remove_prefix(1);
        }
    }
    return plain;
}

std::string plainLines(std::string_view text) {
    std::string lines;
    for (bool first = true; !text.empty() || first; first = false) {
        const std::size_t end = text.find('\n');
        std::string line(text.substr(0, end));
        if (line.ends_with('\r'))
            line.pop_back();
        for (std::size_t tab = line.find('\t'); tab != std::string::npos; tab = line.find('\t', tab))
            line.replace(tab, 1, "    ");
        if (!first)
            lines += '\n';
        lines += plainText(line);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

} // namespace ax::cli
