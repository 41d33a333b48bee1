// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/transcript_padding.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string_view>

namespace ax::fuzz {

/// Calls visit(line, position) for each line, in memory of its own with just the padding that readers may
/// count on: a byte beyond it is an error that AddressSanitizer sees.
template <class Visit>
void forEachRecord(std::string_view bytes, const Visit& visit) {
    for (std::size_t begin = 0; begin < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
        const std::string_view line = bytes.substr(begin, end - begin);
        const auto copy = std::make_unique<char[]>(line.size() + TranscriptPadding);
        line.copy(copy.get(), line.size());
        if (!line.empty())
            visit(std::string_view(copy.get(), line.size()), begin);
        begin = end + 1;
    }
}

} // namespace ax::fuzz
