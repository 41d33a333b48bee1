// SPDX-License-Identifier: MIT
#include "core/status/plain_line.h"

#include "core/transcripts/utf8.h"

namespace ax {

namespace {

/// In UTF-8 the C1 controls are C2 80 … C2 9F.
bool isC1Control(std::string_view text) {
    const auto second = text.size() > 1 ? static_cast<unsigned char>(text[1]) : 0U;
    return text.starts_with('\xC2') && second >= 0x80 && second <= 0x9F;
}

} // namespace

std::string plainLine(std::string_view text, std::size_t count) {
    const std::string repaired = repairUtf8(text);
    std::string line;
    line.reserve(repaired.size());
    for (std::string_view rest = repaired; !rest.empty();) {
        const auto byte = static_cast<unsigned char>(rest.front());
        const std::size_t length = isC1Control(rest) ? 2 : 1;
        if (byte == '\n' || byte == '\r' || byte == '\t')
            line += ' ';
        else if (length == 1 && byte >= 0x20 && byte != 0x7F)
            line += rest.front();
        rest.remove_prefix(length);
    }
    line.resize(firstCodePoints(line, count).size());
    return line;
}

} // namespace ax
