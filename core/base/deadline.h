// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

namespace ax {

/// Until when to wait, on a clock that nobody sets back.
using Deadline = std::chrono::steady_clock::time_point;

inline constexpr Deadline Never = Deadline::max();

inline Deadline deadlineAfter(std::optional<std::chrono::milliseconds> limit) {
    return limit ? std::chrono::steady_clock::now() + *limit : Never;
}

inline bool hasPassed(Deadline deadline) {
    return std::chrono::steady_clock::now() >= deadline;
}

/// What is left, for poll(): milliseconds, rounded up; -1 for ever.
inline int pollTimeout(Deadline deadline) {
    if (deadline == Never)
        return -1;
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000'000));
}

} // namespace ax
