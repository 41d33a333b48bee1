// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax reply ID TEXT... | --stdin`: answers the question of a session that waits in `ax ask`, and says
/// whether the answer arrived.
int runReply(CommandContext& context);

} // namespace ax::cli
