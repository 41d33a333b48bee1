// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace ax {

/// SHA-1 (RFC 3174). For names that other programs derive in the same way, never for security.
std::array<std::uint8_t, 20> sha1(std::string_view bytes);

} // namespace ax
