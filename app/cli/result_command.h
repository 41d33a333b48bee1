// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax result`: the last report of a session on standard output, how it ended on standard error; with
/// `--json` both as one object (docs/man/ax.1).
int runResult(CommandContext& context);

} // namespace ax::cli
