// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/hold/held_session.h"

#include <string_view>

namespace ax {

/// Writes down what became of a task whose program has ended (facts: ax-compat §10, "Process exit"): a
/// headless one that ended well is a success, every other that had not come to its end is a failure, with a
/// reason. Sessions without a task, or that a person only talks with, and those that have been concluded
/// already, stay as they are. What the session asks is asked no more.
void concludeTask(const FileSystem& files, const Paths& paths, const Clock& clock, std::string_view sessionId,
                  const HeldSessionEnd& end);

} // namespace ax
