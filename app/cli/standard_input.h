// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace ax::cli {

/// Everything on standard input, without the line ends at its end. Invalid beyond `limit` bytes; `purpose`
/// ends the sentence: "the text on standard input is too long …".
Result<std::string> readTextInput(std::size_t limit, std::string_view purpose);

} // namespace ax::cli
