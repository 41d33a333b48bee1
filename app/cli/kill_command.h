// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax kill ID...`: ends held sessions (facts: ax-compat §7 and §11).
int runKill(CommandContext& context);

} // namespace ax::cli
