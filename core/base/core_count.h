// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <thread>

namespace ax {

/// How many threads run at once here, at least one. The system is asked once: it reads a file for the answer.
inline std::size_t coreCount() {
    static const std::size_t count = std::max(1U, std::thread::hardware_concurrency());
    return count;
}

} // namespace ax
