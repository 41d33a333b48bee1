// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax attach ID`: the session on this terminal, until the person detaches or it ends; a session that does
/// not run is resumed first (facts: ax-compat §7 and §13).
int runAttach(CommandContext& context);

} // namespace ax::cli
