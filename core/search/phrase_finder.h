// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace ax {

/// Finds one fixed byte string in long texts: looks for its two rarest bytes at once, sixteen places at a
/// time. Immutable; any thread.
class PhraseFinder {
public:
    /// `phrase` is not empty.
    explicit PhraseFinder(std::string phrase);

    const std::string& phrase() const { return m_phrase; }
    /// The first place at or behind `from`, or npos.
    std::size_t find(std::string_view text, std::size_t from) const;

private:
    std::string m_phrase;
    std::array<std::size_t, 2> m_rare{}; ///< places of the two bytes, ascending
};

} // namespace ax
