// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax list`: every session as a table or, with `--json`, as upstream's schema 7 with members of ours behind
/// it (facts of both: docs/man/ax.1).
int runList(CommandContext& context);

} // namespace ax::cli
