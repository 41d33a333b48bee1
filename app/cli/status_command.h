// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax status ID`: what the STATUS column says of a session, who says so, and what all the others say.
int runStatus(CommandContext& context);

} // namespace ax::cli
