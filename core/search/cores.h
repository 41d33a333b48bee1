// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/core_count.h"

#include <algorithm>
#include <cstddef>
#include <thread>
#include <vector>

namespace ax {

/// Runs `work` on the calling thread and on one more for each other core, `most` in all at most, and returns
/// when all are done. `work(isCaller)` finds out by itself what is left to do.
enum class Thread : bool { Helper, Caller };
template <class Work>
void onAllCores(std::size_t most, Work work) {
    const std::size_t cores = coreCount();
    std::vector<std::jthread> helpers;
    for (std::size_t helper = 1; helper < std::min(cores, most); ++helper)
        helpers.emplace_back([&work] { work(Thread::Helper); });
    work(Thread::Caller);
}

} // namespace ax
