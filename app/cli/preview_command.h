// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax preview`: what a session is and the last of what was said in it, coloured on a terminal.
int runPreview(CommandContext& context);

} // namespace ax::cli
