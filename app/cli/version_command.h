// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax version`: `ax v0.1.0 (COMMIT, built DATE)`.
int runVersion(CommandContext& context);

} // namespace ax::cli
