// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ax {

/// What a text that was decoded had in it. Nearly no text has any of it.
struct TextTraits {
    /// Something is escaped that JSON writers usually leave plain, or in another way than they do (`\/`,
    /// `\u000a`, a control character as it is): looking for the usual form in the file's bytes
    /// would miss it.
    bool unusualEscapes = false;
    /// A character beyond ASCII is escaped, which only a phrase that has such a character would miss.
    bool foreignEscapes = false;
    /// U+017F or U+212A, which regular expressions take for `s` and `k`, and folding does not.
    bool foreignAscii = false;
};

/// Appends what JSON escapes stand for. Lone surrogates become U+FFFD, an escape that JSON does not know
/// stands for itself, one cut by the end for nothing. Any thread.
TextTraits appendUnescaped(std::string_view escaped, std::string& to);

/// The form in which JSON writers (JavaScript's, serde's) put `text` into a file, without quotes.
std::string usuallyEscaped(std::string_view text);

} // namespace ax
