// SPDX-License-Identifier: MIT
#include "core/search/text_folding.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utf8proc.h>

namespace ax {

namespace {

constexpr std::size_t Step = 32; ///< bytes looked at together

/// Small letters by code point, from First on; only such as are as long in UTF-8.
template <std::uint32_t First, std::uint32_t Last>
class SmallLetters {
public:
    SmallLetters() {
        for (std::uint32_t letter = First; letter <= Last; ++letter) {
            const auto small =
                static_cast<std::uint32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(letter)));
            const bool fits =
                small >= (First < 0x800 ? 0x80U : 0x800U) && small <= (First < 0x800 ? 0x7ffU : 0xffffU);
            m_letters[letter - First] = static_cast<std::uint16_t>(fits ? small : letter);
        }
    }
    std::uint32_t of(std::uint32_t letter) const { return m_letters[letter - First]; }

private:
    std::array<std::uint16_t, Last - First + 1> m_letters{};
};

using TwoByteLetters = SmallLetters<0x80, 0x7ff>;
using ExtendedLetters = SmallLetters<0x1e00, 0x1fff>;

bool isContinuation(unsigned char byte) {
    return (byte & 0xc0) == 0x80;
}

unsigned char small(unsigned char byte) {
    return static_cast<unsigned char>(byte - 'A') < 26 ? byte | 0x20 : byte;
}

/// Folds the character at `at`; returns how many bytes were dealt with.
std::size_t foldCharacter(unsigned char* at, std::size_t left) {
    static const TwoByteLetters twoByteLetters;
    static const ExtendedLetters extendedLetters;
    if (*at < 0x80) {
        *at = small(*at);
        return 1;
    }
    if (*at >= 0xc2 && *at < 0xe0 && left >= 2 && isContinuation(at[1])) {
        const std::uint32_t letter = twoByteLetters.of((at[0] & 0x1fU) << 6 | (at[1] & 0x3fU));
        at[0] = static_cast<unsigned char>(0xc0 | letter >> 6);
        at[1] = static_cast<unsigned char>(0x80 | (letter & 0x3f));
        return 2;
    }
    if (*at == 0xe1 && left >= 3 && at[1] >= 0xb8 && at[1] <= 0xbf && isContinuation(at[2])) {
        const std::uint32_t letter = extendedLetters.of(0x1000 | (at[1] & 0x3fU) << 6 | (at[2] & 0x3fU));
        at[0] = static_cast<unsigned char>(0xe0 | letter >> 12);
        at[1] = static_cast<unsigned char>(0x80 | (letter >> 6 & 0x3f));
        at[2] = static_cast<unsigned char>(0x80 | (letter & 0x3f));
        return 3;
    }
    return 1;
}

/// Written for the vectoriser: no branch in the loops.
bool foldAscii(unsigned char* bytes) {
    unsigned char all = 0;
    for (std::size_t i = 0; i < Step; ++i)
        all |= bytes[i];
    if (all >= 0x80)
        return false;
    for (std::size_t i = 0; i < Step; ++i)
        bytes[i] = small(bytes[i]);
    return true;
}

} // namespace

void foldText(std::span<char> text) {
    auto* bytes = reinterpret_cast<unsigned char*>(text.data());
    const std::size_t size = text.size();
    std::size_t at = 0;
    while (at < size) {
        if (size - at >= Step && foldAscii(bytes + at)) {
            at += Step;
            continue;
        }
        const std::size_t end = std::min(size, at + Step);
        while (at < end)
            at += foldCharacter(bytes + at, size - at);
    }
}

std::string folded(std::string_view text) {
    std::string copy(text);
    foldText(copy);
    return copy;
}

} // namespace ax
