// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax models`: where prices and context sizes come from. `ax models update`: fetches newer ones from
/// models.dev into the state directory, with curl or wget; never by itself (facts: ax-compat §4).
int runModels(CommandContext& context);

} // namespace ax::cli
