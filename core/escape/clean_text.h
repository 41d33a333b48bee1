// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ax::terminal {

/// What a program calls text, made fit to be shown outside its terminal (a title, a notification): control
/// characters of both sets, bidirectional overrides and damaged UTF-8 are gone, and the rest is at most
/// `limit` bytes, cut between characters. Line ends become spaces.
std::string cleanLine(std::string_view bytes, std::size_t limit);

/// The same for text of several lines: LF and TAB stay.
std::string cleanBlock(std::string_view bytes, std::size_t limit);

/// `%41` is `A`; a damaged escape stays as it is.
std::string decodePercent(std::string_view text);

} // namespace ax::terminal
