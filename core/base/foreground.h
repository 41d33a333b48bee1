// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// The names of the programs that read from the terminal of this process now: its foreground group. Empty
/// when the system does not tell (everywhere but on Linux).
std::vector<std::string> foregroundPrograms(long processId);

/// The process group that reads from the terminal of this process now; 0 when the system does not tell.
long foregroundGroup(long processId);

bool isShellName(std::string_view program);

/// Whether what reads there is a shell and nothing else: typed text would be a command line.
bool isShellInFront(long processId);

} // namespace ax
