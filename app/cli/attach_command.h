// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"
#include "app/cli/session_world.h"
#include "core/base/descriptor.h"

#include <string>

namespace ax::cli {

/// `ax attach ID`: the session on this terminal, until the person detaches or it ends; one that runs in a
/// multiplexer's window is brought to the front there; one that does not run is resumed first (facts:
/// ax-compat §7 and §13). With `--hold`, for windows: what failed at once stays to be read.
int runAttach(CommandContext& context);

/// A connection to a holder that is on its way, once it listens. NotFound when it does not within five
/// seconds.
Result<Descriptor> awaitHolder(const SessionWorld& world, const Environment& environment,
                               const std::string& id);

/// Attaches to a session whose holder was started a moment ago.
int attachToNew(CommandContext& context, const SessionWorld& world, const std::string& sessionId);

} // namespace ax::cli
