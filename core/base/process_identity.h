// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"

#include <optional>
#include <string>
#include <vector>

namespace ax {

/// Whether a record that was written at `written` and names `processId` speaks of the process that has this
/// id now: ids are used again, and an agent that was killed leaves its record behind.
bool isProcessOfRecord(long processId, Timestamp written);

/// What tells this process from any other one that ever has its id: `procstat:` and the start time in clock
/// ticks on Linux, as upstream's `ax` writes it (facts: ax-compat §2); `start:` and microseconds on macOS.
/// Empty when there is no such process, or it has ended.
std::string startToken(long processId);

/// Whether anybody of the process group still runs. Who has ended and waits to be collected does not count:
/// the first process of some containers takes its time to do so.
bool groupLives(long group);

/// When the process started, to a second or so; nothing when there is none, or it has ended.
std::optional<Timestamp> processStart(long processId);

/// The words the process was started with; empty when they cannot be read.
std::vector<std::string> commandLineOf(long processId);

} // namespace ax
