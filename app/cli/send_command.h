// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax send ID TEXT... | --stdin | --interrupt [--no-enter]`: types into a held session (facts: ax-compat
/// §7).
int runSend(CommandContext& context);

} // namespace ax::cli
