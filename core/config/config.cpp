// SPDX-License-Identifier: MIT
#include "core/config/config.h"

#include <algorithm>

namespace ax {

const Harness* Config::findHarness(std::string_view name) const {
    const auto found = std::ranges::find(harnesses, name, &Harness::name);
    return found == harnesses.end() ? nullptr : &*found;
}

std::string ConfigProblem::text() const {
    if (line == 0)
        return file + ": " + message;
    return file + ':' + std::to_string(line) + ':' + std::to_string(column) + ": " + message;
}

} // namespace ax
