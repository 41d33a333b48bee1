// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace ax {

/// Finds one folded phrase in long texts: looks for its two rarest bytes at once, at many places at a time.
/// A phrase of ASCII alone is found in texts as they stand, capitals or not; one with other letters in folded
/// texts (text_folding.h). Immutable; any thread.
class PhraseFinder {
public:
    /// `phrase` is folded and not empty.
    explicit PhraseFinder(std::string phrase);

    bool wantsFoldedTexts() const { return !m_isAscii; }

    const std::string& phrase() const { return m_phrase; }
    /// The first place at or behind `from`, or npos.
    std::size_t find(std::string_view text, std::size_t from) const;

private:
    bool matchesAt(const char* text) const;
    std::size_t findSlowly(std::string_view text, std::size_t from, std::size_t last) const;

    std::string m_phrase;
    bool m_isAscii = true;
    std::array<std::size_t, 2> m_rare{}; ///< places of the two bytes, ascending
};

} // namespace ax
