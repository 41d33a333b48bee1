// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/standard_streams.h"
#include "core/base/environment.h"

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

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
    /// What a verb need not take apart before the process ends: main() leaves without it, since freeing ten
    /// thousand sessions one by one takes as long as listing them.
    std::vector<std::shared_ptr<const void>> untilExit = {};

    template <class Thing, class... Parts>
    Thing& keep(Parts&&... parts) {
        auto thing = std::make_shared<Thing>(std::forward<Parts>(parts)...);
        untilExit.push_back(thing);
        return *thing;
    }
};

/// A verb's implementation; returns the exit code.
using Command = int (*)(CommandContext& context);

} // namespace ax::cli
