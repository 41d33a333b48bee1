// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/transcript_find.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ax::widgets {

/// What a search has found so far, in the order of the transcript though it comes in another, and the present
/// match among it.
class FoundPlaces {
public:
    struct Place {
        std::uint64_t position = 0; ///< of the record
        std::uint32_t match = 0;    ///< in the record, from 0
    };
    enum class Direction : std::uint8_t { Forward, Backward };

    void clear() { *this = FoundPlaces(); }
    /// The present match stays the one it is.
    void add(const std::vector<FoundRecord>& records);
    std::size_t total() const { return m_total; }
    const std::optional<Place>& current() const { return m_current; }
    /// Which one it is, from 1; 0 without one.
    std::size_t ordinal() const;
    /// To the next match and round at the ends; to the first one at or behind `from` when there was none.
    std::optional<Place> step(Direction direction, std::uint64_t from);
    /// Matches before the present one in the records from `position` on.
    std::size_t matchesSince(std::uint64_t position) const;

private:
    std::vector<FoundRecord> m_records;
    std::size_t m_total = 0;
    std::optional<Place> m_current;
};

} // namespace ax::widgets
