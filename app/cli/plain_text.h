// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace ax::cli {

/// Hostile text made fit for one line of a terminal: well-formed UTF-8 without control characters, escape
/// sequences and marks that turn the direction of writing; line ends and tabs become blanks.
std::string plainText(std::string_view text);

/// The same for several lines: line feeds stay, tabs become four blanks.
std::string plainLines(std::string_view text);

} // namespace ax::cli
