// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace ax {

/// A length of time as Go's programs take it on the command line (facts: ax-compat §1): `300ms`, `1.5h`,
/// `2h45m`, `-3s`, `0`. Nothing for anything else, also when it is more than 292 years.
std::optional<std::chrono::nanoseconds> parseDuration(std::string_view text);

} // namespace ax
