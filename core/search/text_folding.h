// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace ax {

/// How search compares: capital letters are their small ones, byte for byte in place, so that a position in
/// folded text is the position in the text. Folded are ASCII, letters of two bytes (Latin, Greek, Cyrillic,
/// Armenian, …) and the Latin and Greek extensions U+1E00–U+1FFF, each where both forms are equally long;
/// everything else is compared as it stands. Any bytes may be folded: broken UTF-8 stays as it is. Any
/// thread.
void foldText(std::span<char> text);
std::string folded(std::string_view text);

} // namespace ax
