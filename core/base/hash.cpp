// SPDX-License-Identifier: MIT
#include "core/base/hash.h"

#include <cstring>

namespace ax {

namespace {

constexpr std::uint64_t Odd = 0x9e3779b97f4a7c15; // 2^64 by the golden ratio
constexpr std::uint64_t OtherOdd = 0xd6e8feb86659fd93;

std::uint64_t mix(std::uint64_t state, std::uint64_t word) {
    state = (state ^ word) * Odd;
    return state ^ (state >> 32);
}

std::uint64_t wordAt(const char* bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

} // namespace

std::uint64_t hashBytes(std::string_view bytes, std::uint64_t seed) {
    std::uint64_t one = seed + bytes.size();
    std::uint64_t other = one ^ OtherOdd;
    while (bytes.size() >= 16) { // two chains, so that multiplications overlap
        one = mix(one, wordAt(bytes.data()));
        other = mix(other, wordAt(bytes.data() + 8));
        bytes.remove_prefix(16);
    }
    if (bytes.size() >= 8) {
        one = mix(one, wordAt(bytes.data()));
        bytes.remove_prefix(8);
    }
    std::uint64_t last = 0;
    if (!bytes.empty())
        std::memcpy(&last, bytes.data(), bytes.size());
    return mix(mix(one, last), other * OtherOdd);
}

} // namespace ax
