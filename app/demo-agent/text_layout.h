// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ax::demo {

/// How wide a terminal draws things, for text that is valid UTF-8. Pure.

/// The code point at the start of `text` (not empty), and its length in bytes.
struct CodePoint {
    char32_t value = 0;
    std::size_t length = 1;
};
CodePoint firstCodePoint(std::string_view text);

/// 0 for marks that join the letter before, 2 for East Asian letters and pictures, else 1.
int cellWidth(char32_t codePoint);
int cellWidth(std::string_view text);

/// Without control characters, which could steer the terminal; line ends stay, tabs turn into blanks.
std::string printable(std::string_view text);

/// Lines of at most `width` cells (at least 1): broken at line ends, then at blanks, then where it must be.
/// Appending whole words to `text` changes no line but the last.
std::vector<std::string> wrap(std::string_view text, int width);

/// The longest start of `text` that fits into `width` cells.
std::string_view firstCells(std::string_view text, int width);

} // namespace ax::demo
