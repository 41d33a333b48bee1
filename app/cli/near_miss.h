// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace ax::cli {

/// Whether one added, missing or changed character makes one word out of the other.
bool isNearMiss(std::string_view word, std::string_view other);

} // namespace ax::cli
