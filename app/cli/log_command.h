// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax log`: the diagnostic log as it is, the older part first.
int runLog(CommandContext& context);

} // namespace ax::cli
