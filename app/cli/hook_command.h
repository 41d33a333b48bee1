// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax hook install|uninstall AGENT`: lets an agent's own hooks tell what its sessions do.
int runHook(CommandContext& context);

/// `ax hookstate WORD`: what those hooks run, with the event on standard input. Quiet, quick, and always
/// successful: it must never disturb the agent.
int runHookState(CommandContext& context);

} // namespace ax::cli
