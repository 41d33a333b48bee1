// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace ax {

/// The text that JSON escapes stand for, as valid UTF-8. Takes anything: an escape that means nothing stands
/// for itself, half a surrogate pair (JavaScript cuts strings in the middle of one) and ill-formed UTF-8
/// become U+FFFD.
std::string unescapeJson(std::string_view escaped);

} // namespace ax
