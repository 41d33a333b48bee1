// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace ax {

/// A number that another text has only by accident (1 in 2^64): finds damage and tells names apart. Not
/// against an adversary. The same on all machines of one byte order.
std::uint64_t checksum(std::string_view bytes, std::uint64_t seed);

} // namespace ax
