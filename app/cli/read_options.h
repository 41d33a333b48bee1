// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <chrono>
#include <cstdint>
#include <set>
#include <span>
#include <string>

namespace ax::cli {

enum class TurnFormat : std::uint8_t { Json, Text };

/// What `ax read` was asked for (facts: ax-compat §7). Words that it does not know are passed over, and
/// numbers and durations that are none read as 0, as upstream does: scripts may be written for a newer one.
struct ReadOptions {
    std::string id;
    std::string run; ///< in place of an id: each session of that run
    std::uint64_t since = 0;
    std::uint64_t limit = 0; ///< the last turns, or events; 0: all
    TurnFormat format = TurnFormat::Json;
    bool follow = false;
    std::chrono::nanoseconds timeout{0}; ///< of following; 0: none
    std::set<std::string> events = {"turn", "waiting", "exit", "crash"};
    bool withContent = false;
    bool onlyActive = false;
    bool fromNow = false;
    std::set<std::string> excluded; ///< ids
    bool excludeSelf = false;
    bool withHosts = false;
};

/// Invalid, with the sentence to print, when an option lacks its value or no session is named.
Result<ReadOptions> parseReadOptions(std::span<const std::string> arguments);

} // namespace ax::cli
