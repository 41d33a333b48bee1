// SPDX-License-Identifier: MIT
#pragma once

namespace ax {

/// From now on the calling thread gets processor and disk only when nobody else wants them, as far as the
/// system offers it. Cannot be taken back.
void yieldToOtherWork();

} // namespace ax
