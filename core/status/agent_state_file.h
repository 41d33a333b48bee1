// SPDX-License-Identifier: MIT
#pragma once

#include "core/status/session_status.h"

#include <optional>
#include <string_view>

namespace ax {

/// Parses a live agent's own state file (facts: harnesses §0.2). Nothing when it is no JSON object or names
/// no session; other members of the wrong type are as if missing. Texts come without control characters.
std::optional<AgentStateFile> parseClaudeStateFile(std::string_view json);

} // namespace ax
