// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace ax::bench {

/// SplitMix64: tiny, and the same everywhere, which the standard library's distributions are not.
class RandomSource {
public:
    explicit RandomSource(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next() {
        m_state += 0x9E3779B97F4A7C15;
        std::uint64_t mixed = m_state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
    /// In [0, bound).
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }
    bool oneIn(std::uint64_t count) { return below(count) == 0; }

private:
    std::uint64_t m_state;
};

} // namespace ax::bench
