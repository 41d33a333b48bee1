// SPDX-License-Identifier: MIT
#include "widgets/search/local_zone.h"

#include <stdexcept>

namespace ax::widgets {

const std::chrono::time_zone* localZone() {
    try {
        return std::chrono::current_zone();
    } catch (const std::runtime_error&) {
        return nullptr;
    }
}

} // namespace ax::widgets
