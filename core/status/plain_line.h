// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ax {

/// Text from an agent as one harmless line: well-formed UTF-8, line breaks and tabs as blanks, no other
/// control characters (C0, DEL, C1), at most `count` code points.
std::string plainLine(std::string_view text, std::size_t count);

} // namespace ax
