// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"
#include "app/cli/session_world.h"

#include <string>

namespace ax::cli {

/// `ax attach ID`: the session on this terminal, until the person detaches or it ends; a session that does
/// not run is resumed first (facts: ax-compat §7 and §13).
int runAttach(CommandContext& context);

/// Attaches to a session whose holder was started a moment ago.
int attachToNew(CommandContext& context, const SessionWorld& world, const std::string& sessionId);

} // namespace ax::cli
