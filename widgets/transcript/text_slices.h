// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ax::widgets {

/// A stretch of a long text that is laid out by itself, so that only what is seen costs anything.
struct TextSlice {
    std::size_t begin = 0;
    std::size_t length = 0;
    std::string fence = {}; ///< opening fence to repeat before a slice that begins inside a code block
};

/// Bytes one slice of markdown has at most: about 4 ms of layout.
inline constexpr std::size_t MarkdownSliceBytes = 12 * 1024;

/// Cuts the first `maximumBytes` of markdown at blank lines outside code blocks where there are any, else at
/// line ends, else between characters. A text that fits is one slice. Time linear in `maximumBytes`.
std::vector<TextSlice> markdownSlices(std::string_view text, std::size_t maximumBytes);

/// Cuts the first `maximumBytes` of plain text every `lines` lines, or sooner when these are long.
std::vector<TextSlice> lineSlices(std::string_view text, std::size_t maximumBytes, std::size_t lines);

/// The largest length ≤ `length` that does not end inside a UTF-8 character.
std::size_t wholeCharacters(std::string_view text, std::size_t length);

} // namespace ax::widgets
