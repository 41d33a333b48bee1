// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"

#include <string_view>

namespace ax {

/// Ends a held session: tells its holder to, and waits until it has (facts: ax-compat §11). Only a process
/// that still is the one that wrote the heartbeat is signalled: ids are used again. A session with a task
/// that has not come to its end counts as failed, reason `killed`; what it asks is asked no more. NotFound
/// when it does not run; what a dead holder left behind is removed. Busy when it has not ended after eight
/// seconds.
Result<void> endSession(const FileSystem& files, const Paths& paths, const Clock& clock,
                        std::string_view sessionId);

/// The half of it that is written down: a task that has not come to its end counts as failed. For whoever
/// ends a session that no holder has.
void markKilled(const FileSystem& files, const Paths& paths, const Clock& clock, std::string_view sessionId);

} // namespace ax
