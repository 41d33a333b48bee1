// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax run [--hold] [--adopt HARNESS] [--cmd-file FILE] ID [COMMAND]`: holds a session for as long as it
/// lasts (facts: ax-compat §9). On a terminal it starts a holder of its own and attaches to it.
int runHolder(CommandContext& context);

} // namespace ax::cli
