// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// Decides what the words of the command line mean and does it: a verb, an agent's name, an `ax-WORD` on
/// PATH, a task for the default agent, or nothing that is known. `context.arguments` is the whole line
/// without the program. Returns the exit code.
int dispatch(CommandContext& context);

} // namespace ax::cli
