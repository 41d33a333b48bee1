// SPDX-License-Identifier: MIT
#include "core/hold/attach_scrubber.h"

#include <utility>

namespace ax {

namespace {

constexpr std::size_t UpdateLimit = 4 * 1024 * 1024;
constexpr std::size_t SequenceLimit = 64; ///< no sequence that matters here is longer
constexpr std::string_view BeginUpdate = "\x1b[?2026h";
constexpr std::string_view EndUpdate = "\x1b[?2026l";

/// The length of the CSI sequence at the start; 0 when it has not ended; 1, the escape alone, when it is
/// none.
std::size_t sequenceLength(std::string_view text) {
    if (text.size() < 2)
        return 0;
    if (text[1] != '[')
        return 1;
    for (std::size_t i = 2; i < text.size() && i < SequenceLimit; ++i) {
        if (text[i] >= '\x40' && text[i] <= '\x7e')
            return i + 1;
        if (text[i] < '\x20' || text[i] > '\x7e')
            return 1;
    }
    return text.size() < SequenceLimit ? 0 : 1;
}

bool changesKeys(std::string_view sequence) {
    const bool isKeyboardMode =
        sequence.size() > 3 && (sequence[2] == '>' || sequence[2] == '=') && sequence.ends_with('u');
    return isKeyboardMode || sequence == "\x1b[?9001h" || sequence == "\x1b[>4;1m" ||
           sequence == "\x1b[>4;2m";
}

} // namespace

std::string AttachScrubber::feed(std::string_view bytes) {
    std::string out;
    if (m_unfinished.empty()) {
        take(bytes, out);
    } else {
        const std::string whole = std::exchange(m_unfinished, {}).append(bytes);
        take(whole, out);
    }
    return out;
}

void AttachScrubber::take(std::string_view bytes, std::string& out) {
    while (!bytes.empty()) {
        std::string& into = m_isUpdating ? m_update : out;
        const std::size_t escape = bytes.find('\x1b');
        into += bytes.substr(0, escape);
        if (escape == std::string_view::npos)
            break;
        bytes.remove_prefix(escape);
        const std::size_t length = sequenceLength(bytes);
        if (length == 0) {
            m_unfinished = bytes;
            break;
        }
        const std::string_view sequence = bytes.substr(0, length);
        bytes.remove_prefix(length);
        if (changesKeys(sequence))
            continue;
        (sequence == BeginUpdate ? m_update : into) += sequence;
        if (sequence == BeginUpdate)
            m_isUpdating = true;
        if (m_isUpdating && sequence == EndUpdate) {
            m_isUpdating = false;
            out += std::exchange(m_update, {});
        }
    }
    if (m_update.size() > UpdateLimit) {
        m_isUpdating = false;
        out += std::exchange(m_update, {});
    }
}

} // namespace ax
