// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax metrics`: what sessions and runs cost, how long they took and what came of them; as tables, as one
/// line of JSON (`--json`), or for Prometheus (`--prom`) (docs/man/ax.1).
int runMetrics(CommandContext& context);

} // namespace ax::cli
