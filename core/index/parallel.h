// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/core_count.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace ax {

/// Calls `work(index)` for every index below `count`, on all cores, in no order; returns when all are done.
/// `work` touches nothing but its own index's things.
template <class Work>
void parallelFor(std::size_t count, Work work) {
    std::atomic<std::size_t> next = 0;
    const auto run = [&] {
        for (std::size_t index = next++; index < count; index = next++)
            work(index);
    };
    const std::size_t cores = coreCount();
    std::vector<std::jthread> helpers;
    for (std::size_t helper = 1; helper < std::min(cores, count); ++helper)
        helpers.emplace_back(run);
    run();
}

} // namespace ax
