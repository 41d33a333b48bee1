// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/read_options.h"
#include "app/cli/session_world.h"

#include <vector>

namespace ax::cli {

/// The sessions that `ax read` is about: the one that was named, or those of the run, the latest first.
/// NotFound or Invalid when there is none, or not only one, with the sentence to print.
Result<std::vector<SessionPointer>> readMembers(const Snapshot& snapshot, const SessionWorld& world,
                                                const ReadOptions& options);

} // namespace ax::cli
