// SPDX-License-Identifier: MIT
#include "core/base/clock.h"

namespace ax {

Timestamp SystemClock::now() const {
    return std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
}

} // namespace ax
