// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/mux/mux_window.h"

namespace ax {

/// Ends the program in front of a window, and leaves the person's shell below it alone: tells it to end
/// (SIGTERM), and waits until another one is in front. NotFound when it is not the one any more that
/// `window` tells of; Busy when it has not ended after eight seconds; Unsupported where the system does not
/// tell what is in front.
Result<void> endFrontProgram(const MuxWindow& window);

} // namespace ax
