// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ax::cli {

/// How many columns of a terminal well-formed UTF-8 takes: two for wide characters and emoji, none for
/// combining marks; what people see as one character counts once.
std::size_t displayWidth(std::string_view text);

/// `text` followed by blanks up to `width` columns; longer text stays whole.
std::string paddedTo(std::string_view text, std::size_t width);

/// The longest start of `text` that fits into `width` columns, ending in `…` when something was cut. Never
/// cuts inside of what people see as one character.
std::string clippedTo(std::string_view text, std::size_t width);

/// `text` as at most `count` lines of at most `width` columns, broken at its own line ends, else at blanks,
/// else between characters. What is left off shows as `…` at the end of the last line.
std::vector<std::string> wrappedTo(std::string_view text, std::size_t width, std::size_t count);

} // namespace ax::cli
