// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// The names, without folders, of the programs that a shell line starts, in their order: `claude` of `cd
/// /src/codex && FOO=1 exec /opt/bin/claude "ask pi"`. Guesses like a person who glances at it: words are
/// split at blanks, so that some of a quoted text behind an operator may be taken for a program.
std::vector<std::string> programsIn(std::string_view command);

} // namespace ax
