// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/launch/launch.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ax::cli {

/// What `ax HARNESS "TASK"` was told (facts: ax-compat §8).
struct LaunchOptions {
    std::string task; ///< the bare words; `-`: it is on standard input
    std::optional<std::string> taskFile;
    std::string behaviorPath;
    std::string name;
    std::string run;
    std::string parent;
    std::string directory;
    std::vector<std::string> labels;
    bool attaches = false;
    bool asJson = false;
    NewSessionRequest request; ///< what goes on as it is: model, effort, flags, form, key, variables
};

/// Invalid with a sentence for what is no option, or contradicts another.
Result<LaunchOptions> parseLaunchOptions(std::span<const std::string> arguments);

} // namespace ax::cli
