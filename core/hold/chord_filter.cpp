// SPDX-License-Identifier: MIT
#include "core/hold/chord_filter.h"

#include <utility>

namespace ax {

std::optional<char> parseControlKey(std::string_view text) {
    const bool isShort = text.starts_with('^');
    if (!isShort && !text.starts_with("ctrl-"))
        return std::nullopt;
    const auto letter = parseChordLetter(text.substr(isShort ? 1 : 5));
    return letter ? std::optional(static_cast<char>(*letter & 0x1F)) : std::nullopt;
}

std::optional<char> parseChordLetter(std::string_view text) {
    if (text.starts_with("ctrl-"))
        text.remove_prefix(5);
    if (text.size() != 1 || text[0] < 'a' || text[0] > 'z')
        return std::nullopt;
    return text[0];
}

ChordFilter::Result ChordFilter::feed(std::string_view bytes) {
    Result result;
    for (const char byte : bytes) {
        const bool hadPrefix = std::exchange(m_hasPrefix, false);
        if (byte == DetachAtOnce || (hadPrefix && byte == m_chords.detach)) {
            result.action = Action::Detach;
            return result; // what was typed behind it is for nobody
        }
        if (hadPrefix) {
            if (byte != m_chords.prefix)
                result.typed += m_chords.prefix;
            result.typed += byte;
        } else if (byte == m_chords.prefix) {
            m_hasPrefix = true;
        } else {
            result.typed += byte;
        }
    }
    return result;
}

} // namespace ax
