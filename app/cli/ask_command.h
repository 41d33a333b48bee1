// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax ask [--default TEXT] [--timeout D] QUESTION...`: called by a session to ask its person; blocks until
/// somebody answers with `ax reply`, and prints the answer.
int runAsk(CommandContext& context);

} // namespace ax::cli
