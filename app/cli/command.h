// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/standard_streams.h"
#include "core/base/environment.h"

#include <span>
#include <string>

namespace ax::cli {

enum ExitCode : int {
    ExitOk = 0,
    ExitFailure = 1,
    ExitUsage = 2,
};

/// What a command gets from the world. The references outlive the call.
struct CommandContext {
    std::span<const std::string> arguments; ///< behind the verb
    const Environment& environment;
    Output& output;
    Diagnostics& diagnostics;
};

/// A verb's implementation; returns the exit code.
using Command = int (*)(CommandContext& context);

} // namespace ax::cli
