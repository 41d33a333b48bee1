// SPDX-License-Identifier: MIT
#pragma once

#include "core/launch/launch.h"

#include <QString>

namespace ax::widgets {

/// "Ask me", "Accept edits", …: what a permission mode is called on a button.
QString permissionName(PermissionMode mode);
/// What it means, in one sentence.
QString permissionExplanation(PermissionMode mode);

} // namespace ax::widgets
