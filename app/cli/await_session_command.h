// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax await-session HARNESS FOLDER`: says `ready`, then the id of the next session that this harness begins
/// in this folder, once there is one; nothing after 90 seconds. For a holder whose agent mints its own id.
int runAwaitSession(CommandContext& context);

} // namespace ax::cli
