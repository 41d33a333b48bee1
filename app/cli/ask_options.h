// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <chrono>
#include <optional>
#include <span>
#include <string>

namespace ax::cli {

/// The words behind `ax ask`.
struct AskOptions {
    std::string question;
    bool isOnInput = false;                           ///< the question is on standard input
    std::optional<std::string> otherwise;             ///< `--default`: when nobody answers
    std::optional<std::chrono::milliseconds> timeout; ///< for so long somebody may
};

/// Invalid with a sentence when they cannot be understood.
Result<AskOptions> parseAskOptions(std::span<const std::string> arguments);

} // namespace ax::cli
