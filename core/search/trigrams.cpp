// SPDX-License-Identifier: MIT
#include "core/search/trigrams.h"

#include <algorithm>
#include <bit>
#include <string>

namespace ax {

static_assert(std::endian::native == std::endian::little, "trigramHash() takes the first three bytes");

void TrigramSet::add(std::string_view text) {
    std::uint8_t* const present = m_present.get();
    const char* at = text.data();
    for (const char* const end = at + text.size(); at + 2 < end; ++at)
        present[trigramHash(at)] = 1;
}

std::vector<std::uint16_t> trigramsOf(std::string_view phrase, std::size_t most) {
    std::vector<std::uint16_t> hashes;
    const std::string padded = std::string(phrase) + '\0';
    for (std::size_t at = 0; at + 3 <= phrase.size(); ++at)
        hashes.push_back(trigramHash(padded.data() + at));
    if (hashes.size() > most) {
        std::vector<std::uint16_t> some;
        for (std::size_t i = 0; i < most; ++i)
            some.push_back(hashes[i * hashes.size() / most]);
        hashes = std::move(some);
    }
    std::ranges::sort(hashes);
    const auto repeated = std::ranges::unique(hashes);
    hashes.erase(repeated.begin(), repeated.end());
    return hashes;
}

} // namespace ax
