// SPDX-License-Identifier: MIT
#include "core/base/sha1.h"

#include <bit>
#include <cstddef>
#include <string>

namespace ax {

namespace {

constexpr std::size_t BlockSize = 64;
using State = std::array<std::uint32_t, 5>;

std::uint32_t mix(std::size_t round, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    if (round < 20)
        return ((b & c) | (~b & d)) + 0x5A827999U;
    if (round < 40)
        return (b ^ c ^ d) + 0x6ED9EBA1U;
    if (round < 60)
        return ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDCU;
    return (b ^ c ^ d) + 0xCA62C1D6U;
}

void addBlock(State& state, std::string_view block) {
    std::array<std::uint32_t, 80> words{};
    for (std::size_t i = 0; i < BlockSize; ++i)
        words[i / 4] = words[i / 4] << 8 | static_cast<unsigned char>(block[i]);
    for (std::size_t i = 16; i < words.size(); ++i)
        words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    auto [a, b, c, d, e] = state;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::uint32_t next = std::rotl(a, 5) + mix(i, b, c, d) + e + words[i];
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    }
    state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e};
}

} // namespace

std::array<std::uint8_t, 20> sha1(std::string_view bytes) {
    std::string text(bytes);
    text += '\x80';
    while (text.size() % BlockSize != BlockSize - 8)
        text += '\0';
    const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
    for (int shift = 56; shift >= 0; shift -= 8)
        text += static_cast<char>(bits >> shift);

    State state{0x67452301U, 0xEFCDAB89U, 0x98BADCFEU, 0x10325476U, 0xC3D2E1F0U};
    for (std::size_t at = 0; at < text.size(); at += BlockSize)
        addBlock(state, std::string_view(text).substr(at, BlockSize));
    std::array<std::uint8_t, 20> digest{};
    for (std::size_t i = 0; i < digest.size(); ++i)
        digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
    return digest;
}

} // namespace ax
