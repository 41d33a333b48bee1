// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/record_source.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace ax {

/// The records of a transcript by number, the first being 1: the cursor of `ax read` (facts: ax-compat §3,
/// "Turns") counts them. Counting looks for line ends only and remembers a place for each stretch, so that
/// records in the middle are found without reading all before them, and that a file which grew is counted
/// from where it ended. A record that is still being written does not count until it is whole. One thread at
/// a time.
class RecordNumbers {
public:
    explicit RecordNumbers(std::unique_ptr<RecordSource> source) : m_source(std::move(source)) {}

    /// How many there are now. A transcript that became shorter is counted anew.
    Result<std::uint64_t> count();

    using Visitor = std::function<void(std::uint64_t number, const RecordSource::Record& record)>;
    /// The records with after < number <= upTo, of those that the last count() found.
    Result<void> read(std::uint64_t after, std::uint64_t upTo, const Visitor& visit);

    /// How many records stand before the stretch that `number` belongs to: for going back bit by bit.
    std::uint64_t beforeStretchOf(std::uint64_t number) const;

private:
    struct Place {
        std::uint64_t position = 0;
        std::uint64_t before = 0; ///< records that begin before it
    };

    std::unique_ptr<RecordSource> m_source;
    std::vector<Place> m_places{Place{}}; ///< of stretches; the last one is where counting goes on
    std::uint64_t m_end = 0;              ///< of what was counted
};

} // namespace ax
