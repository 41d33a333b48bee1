// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// Wall-clock instant in UTC. "Not known" is an empty optional, never the epoch.
using Timestamp = std::chrono::sys_time<std::chrono::nanoseconds>;

/// Parses RFC 3339 with an optional fraction; anything else is no time (facts: ax-compat §3).
std::optional<Timestamp> parseTimestamp(std::string_view text);

/// RFC 3339 in UTC with up to nine fraction digits, trailing zeros trimmed; an unknown time prints
/// `0001-01-01T00:00:00Z` (facts: ax-compat §1).
std::string formatTimestamp(std::optional<Timestamp> time);

/// The short age of the table: `now`, `5m`, `3h`, `12d`; `?` when unknown (facts: ax-compat §4).
std::string formatAge(std::optional<Timestamp> then, Timestamp now);

} // namespace ax
