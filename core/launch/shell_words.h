// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// A word of a shell command line: where it stands, and what it says without its quotes.
struct ShellWord {
    std::size_t begin = 0;
    std::size_t end = 0; ///< behind the last character
    std::string text;
};

/// Splits at blanks outside quotes. Operators (`&&`, `|`) count as words when they stand alone, nothing is
/// expanded: enough to find flags in a command line.
std::vector<ShellWord> splitShellWords(std::string_view command);

} // namespace ax
