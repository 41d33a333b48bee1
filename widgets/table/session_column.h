// SPDX-License-Identifier: MIT
#pragma once

namespace ax::widgets {

/// The columns of the session table, in their first order.
enum class SessionColumn { Status, Title, Harness, Model, Age, Context, Cost, Folder };

constexpr int SessionColumnCount = 8;

} // namespace ax::widgets
