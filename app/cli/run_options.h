// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <span>
#include <string>

namespace ax::cli {

struct RunOptions {
    std::string sessionId;
    std::string command;
    std::string commandFile;   ///< instead of `command`
    std::string adoptHarness;  ///< its sessions choose their own ids; empty: `sessionId` is the true one
    bool keepsFailure = false; ///< `--hold`: a window that failed at once stays to be read
};

/// Invalid with a sentence when they are none.
Result<RunOptions> parseRunOptions(std::span<const std::string> arguments);

} // namespace ax::cli
