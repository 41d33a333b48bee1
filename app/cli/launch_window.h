// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/session_world.h"
#include "core/launch/launch.h"
#include "core/mux/multiplexer.h"

#include <string>

namespace ax::cli {

/// Starts a session that shows in a window of the multiplexer: under a holder of its own that the window is
/// attached to, so that it outlives the window; with `hold_backend = "none"` in the window itself. Returns
/// once it listens, or the window is open.
Result<void> startInWindow(const SessionWorld& world, const Environment& environment,
                           const Multiplexer& multiplexer, const LaunchSpec& spec, const std::string& id,
                           const std::string& title, NewMuxWindow::Shown shown);

/// Becomes the program that was asked for, in its folder: `mux = "none"`, `hold_backend = "none"`. Returns
/// only when that fails.
Error runHere(const Environment& environment, const LaunchSpec& spec);

} // namespace ax::cli
