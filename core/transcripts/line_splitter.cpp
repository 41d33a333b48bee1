// SPDX-License-Identifier: MIT
#include "core/transcripts/line_splitter.h"

namespace ax {

std::string_view recordText(std::string_view line) {
    constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";
    constexpr std::string_view Blanks{" \t\r\0", 4};
    if (line.starts_with(ByteOrderMark))
        line.remove_prefix(ByteOrderMark.size());
    const std::size_t first = line.find_first_not_of(Blanks);
    if (first == std::string_view::npos)
        return {};
    return line.substr(first, line.find_last_not_of(Blanks) - first + 1);
}

} // namespace ax
