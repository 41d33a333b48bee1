// SPDX-License-Identifier: MIT
#pragma once

namespace ax {

/// Gives memory back to the system that was needed for a piece of work and is free now: the allocator would
/// keep it for the next one. Costs milliseconds; nothing where the system has no such call. Any thread.
void releaseUnusedMemory();

} // namespace ax
