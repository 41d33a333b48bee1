// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>

namespace ax {

/// opencode and pi have no list of commands that they run on their events: they load programs of their
/// person's. Ours is a whole file that hears what the agent does and runs `ax hookstate WORD`, with the
/// session's own id and what is asked in JSON on its standard input (facts: harnesses §4.4).
/// What sub-agents do is told as their parent's state only where they ask something.
std::string opencodePlugin(std::string_view program);
std::string piExtension(std::string_view program);

/// Its first line says so.
bool isOurPlugin(std::string_view text);

} // namespace ax
