// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ax {

/// What agents write is UTF-8 by promise only. These make it so. Pure, any thread.

/// Every maximal ill-formed sequence becomes one U+FFFD, as the Unicode standard recommends and browsers do;
/// well-formed text comes back unchanged.
std::string repairUtf8(std::string_view bytes);

/// The longest start of well-formed `text` with at most `count` code points.
std::string_view firstCodePoints(std::string_view text, std::size_t count);

/// `text` as one line for a table: the first line that is not blank, each run of blanks and control
/// characters as one blank, none at the ends, cut after `count` code points.
std::string oneLine(std::string_view text, std::size_t count);

} // namespace ax
