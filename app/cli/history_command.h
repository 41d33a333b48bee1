// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace ax::cli {

/// `ax history [status | enable [--limit SIZE] | disable | keep [ID...] | restore ID]`: copies of transcripts
/// that agents are going to delete by themselves (core/archive).
int runHistory(CommandContext& context);

} // namespace ax::cli
