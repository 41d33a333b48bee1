// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ax {

/// JSON text with the escapes of Go's encoder, so that files and output equal upstream's byte for byte: `<`,
/// `>`, `&`, U+2028 and U+2029 as `\uXXXX` in lower case, invalid UTF-8 as U+FFFD (facts: ax-compat §1).
/// Takes what a JSON writer made; layout stays.
std::string withGoEscapes(std::string_view json);

/// A number as Go prints it: the shortest digits that read back the same, with an exponent only below 1e-6
/// and from 1e21 on. What JSON has no word for (infinity, not a number) becomes `null`.
std::string goNumber(double value);

/// The length of the UTF-8 sequence that `text`, which is not empty, begins with; 0 when that is none.
std::size_t utf8SequenceLength(std::string_view text);

/// JSON holds nothing else: file names that are not UTF-8 would come back as others.
bool isUtf8(std::string_view text);

} // namespace ax
