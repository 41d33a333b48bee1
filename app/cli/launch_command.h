// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

#include <string>

namespace ax::cli {

/// `ax HARNESS [options] TASK...`, and with a default harness `ax TASK...`: starts a session under a holder
/// and prints its id and run (facts: ax-compat §8). `context` has the words behind the harness.
int runLaunch(CommandContext& context, const std::string& harness);

/// `ax new [--with-args] [HARNESS [FLAGS...]]`: asks for what is not said, starts a session without a task
/// and attaches to it.
int runNew(CommandContext& context);

} // namespace ax::cli
