// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace ax {

/// Stands for everything but the transcripts themselves that cached records depend on: how they are read and
/// packed, and the time zone that decides on which day something was used. The same in every build that reads
/// alike.
std::uint64_t recordFingerprint();

} // namespace ax
