// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/conversation.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ax::bench {

/// What a request costs at list price, in billionths of a dollar: pi and opencode record it. Without steps
/// for long prompts, which these agents do not know of.
std::uint64_t nanodollars(std::string_view model, const Tally& tally);

/// As JSON writes it: 0.0005960.
std::string dollarText(std::uint64_t nanodollars);

} // namespace ax::bench
