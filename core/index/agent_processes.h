// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"

namespace ax {

/// Whether a record that was written at `written` and names `processId` speaks of the process that has this
/// id now: ids are used again, and an agent that was killed leaves its record behind.
bool isProcessOfRecord(long processId, Timestamp written);

} // namespace ax
