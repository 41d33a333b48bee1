// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax help`: what the verbs are.
int runHelp(CommandContext& context);

} // namespace ax::cli
