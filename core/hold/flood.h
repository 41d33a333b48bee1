// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ax {

/// A part of a program's output that leaves no trace on the screen: lines of text which others, behind them,
/// push off it before anybody looks.
struct Flood {
    std::size_t length = 0; ///< bytes from the start that need not be emulated; 0 when all of them must be
    std::string rendition;  ///< the SGR sequences of those bytes that still count behind them
    std::size_t rest = 0; ///< bytes of text behind them that fill the screen, one line end less than its rows
};

/// Looks at output that starts outside of any sequence and goes to a terminal of `rows` rows whose lines all
/// move when it scrolls. Emulating takes a microsecond for a dozen bytes; this lets a holder keep up with a
/// program that prints hundreds of megabytes, without a wrong cell.
Flood findFlood(std::string_view output, int rows);

} // namespace ax
