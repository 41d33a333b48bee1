// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace ax {

/// Bytes that must be readable behind a record (their values do not matter): scanners look at that many at
/// once, and never write any of them.
constexpr std::size_t TranscriptPadding = 64;

} // namespace ax
