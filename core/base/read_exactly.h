// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"

#include <cstdint>
#include <span>

namespace ax {

/// Fills all of `into` from `offset` on, in as many reads as it takes; false when the file ends before, or
/// cannot be read. Any thread.
inline bool readExactly(const ReadableFile& file, std::uint64_t offset, std::span<char> into) {
    while (!into.empty()) {
        const auto count = file.readAt(offset, into);
        if (!count || *count == 0)
            return false;
        offset += *count;
        into = into.subspan(*count);
    }
    return true;
}

} // namespace ax
