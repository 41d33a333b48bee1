// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax move ID... | --run R | --tag K=V [--to NAME]`: windows of sessions into the multiplexer's session of
/// that name (facts: ax-compat §7 and §14). Prints a line for each that has moved; fails when none has.
int runMove(CommandContext& context);

} // namespace ax::cli
