// SPDX-License-Identifier: MIT
#pragma once

#include "core/search/segment.h"
#include "core/search/text_pattern.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ax {

/// Which columns of a segment may hold a match of a pattern. One thread.
class ColumnFilter {
public:
    explicit ColumnFilter(const TextPattern& pattern);

    /// Whether it can rule anything out.
    bool filters() const { return !m_atoms.empty(); }
    /// Nothing when the segment is damaged.
    std::optional<segment::ColumnBits> candidates(const Segment& segment) const;

private:
    struct Atom {
        int place = 0; ///< in TextPattern::atoms()
        std::vector<std::uint32_t> hashes;
    };

    const TextPattern& m_pattern;
    std::vector<Atom> m_atoms;
    std::vector<int> m_always; ///< atoms that no gram stands for: taken to be there
};

} // namespace ax
