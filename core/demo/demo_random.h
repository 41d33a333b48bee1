// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

namespace ax {

/// The chance of the demo: the same seed gives the same ids and numbers on every machine, which is why this
/// is no std::uniform_int_distribution.
class DemoRandom {
public:
    explicit DemoRandom(std::uint64_t seed) : m_engine(seed) {}
    static DemoRandom unpredictable();

    /// From 0 to `bound` - 1; `bound` is at least 1.
    std::uint64_t below(std::uint64_t bound) { return m_engine() % bound; }
    /// A version 4 UUID in lower case.
    std::string uuid();
    std::string hexDigits(std::size_t count);
    std::string letters(std::size_t count);

private:
    std::mt19937_64 m_engine;
};

} // namespace ax
