// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace ax::widgets {

/// The zone that days in a query are of; null for UTC, where the system has no table of zones. The first call
/// reads that table. Any thread.
const std::chrono::time_zone* localZone();

} // namespace ax::widgets
