// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace ax {

/// 64 bits of some bytes, the same in every run on this kind of machine: to find things by, and to notice
/// damage. Fast (gigabytes a second); no defence against somebody who makes collisions on purpose.
std::uint64_t hashBytes(std::string_view bytes, std::uint64_t seed = 0);

} // namespace ax
