// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax read`: the turns of a session, or of each session of a run, as JSON or text; with `--follow` what
/// happens in them, an event a line (docs/man/ax.1).
int runRead(CommandContext& context);

} // namespace ax::cli
