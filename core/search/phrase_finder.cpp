// SPDX-License-Identifier: MIT
#include "core/search/phrase_finder.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace ax {

namespace {

/// How common a byte is in folded transcripts: from the commonest on; all others are rarer.
constexpr std::string_view Common =
    " etaoinsr\"lhdcum,:pfgy.bw-_/vk0123={}()\\[]x45;'9876jq`z<>*#|\xd0\xd1\x80";

std::size_t commonness(char byte) {
    const std::size_t place = Common.find(byte);
    return place == std::string_view::npos ? 0 : Common.size() - place;
}

} // namespace

PhraseFinder::PhraseFinder(std::string phrase) : m_phrase(std::move(phrase)) {
    std::size_t rarest = 0;
    for (std::size_t i = 1; i < m_phrase.size(); ++i) {
        if (commonness(m_phrase[i]) < commonness(m_phrase[rarest]))
            rarest = i;
    }
    std::size_t second = rarest == 0 ? m_phrase.size() - 1 : 0;
    for (std::size_t i = 0; i < m_phrase.size(); ++i) {
        if (i != rarest && commonness(m_phrase[i]) < commonness(m_phrase[second]))
            second = i;
    }
    m_rare = {std::min(rarest, second), std::max(rarest, second)};
}

std::size_t PhraseFinder::find(std::string_view text, std::size_t from) const {
    const std::size_t size = m_phrase.size();
    if (text.size() < size || from > text.size() - size)
        return std::string_view::npos;
    const std::size_t last = text.size() - size;
    const auto matches = [&](std::size_t at) {
        return std::memcmp(text.data() + at, m_phrase.data(), size) == 0;
    };
    std::size_t at = from;
#ifdef __SSE2__
    const __m128i first = _mm_set1_epi8(m_phrase[m_rare[0]]);
    const __m128i second = _mm_set1_epi8(m_phrase[m_rare[1]]);
    const auto load = [&](std::size_t place) {
        return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + place));
    };
    for (; at + 15 <= last; at += 16) {
        const __m128i both = _mm_and_si128(_mm_cmpeq_epi8(load(at + m_rare[0]), first),
                                           _mm_cmpeq_epi8(load(at + m_rare[1]), second));
        for (auto places = static_cast<std::uint32_t>(_mm_movemask_epi8(both)); places != 0;
             places &= places - 1) {
            const std::size_t place = at + static_cast<std::size_t>(std::countr_zero(places));
            if (matches(place))
                return place;
        }
    }
#endif
    while (at <= last) {
        const void* found = std::memchr(text.data() + at + m_rare[0], m_phrase[m_rare[0]], last - at + 1);
        if (!found)
            return std::string_view::npos;
        at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) - m_rare[0];
        if (matches(at))
            return at;
        ++at;
    }
    return std::string_view::npos;
}

} // namespace ax
