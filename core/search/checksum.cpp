// SPDX-License-Identifier: MIT
#include "core/search/checksum.h"

#include <cstring>

namespace ax {

namespace {

constexpr std::uint64_t Odd = 0x9e3779b97f4a7c15;

std::uint64_t mixed(std::uint64_t state, std::uint64_t word) {
    state = (state ^ word) * Odd;
    return state ^ (state >> 29);
}

} // namespace

std::uint64_t checksum(std::string_view bytes, std::uint64_t seed) {
    std::uint64_t state = mixed(seed + Odd, bytes.size());
    std::uint64_t word = 0;
    while (bytes.size() >= sizeof word) {
        std::memcpy(&word, bytes.data(), sizeof word);
        state = mixed(state, word);
        bytes.remove_prefix(sizeof word);
    }
    word = 0;
    std::memcpy(&word, bytes.data(), bytes.size());
    state = mixed(mixed(state, word), Odd);
    return state ^ (state >> 32);
}

} // namespace ax
