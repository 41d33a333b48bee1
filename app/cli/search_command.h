// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax search`: the ids of sessions in whose transcripts the query is found, the best first.
int runSearch(CommandContext& context);

} // namespace ax::cli
