// SPDX-License-Identifier: MIT
#include "core/search/phrase_finder.h"

#include "core/base/byte_block.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace ax {

namespace {

/// How common a byte is in folded transcripts: from the commonest on; all others are rarer.
constexpr std::string_view Common =
    " etaoinsr\"lhdcum,:pfgy.bw-_/vk0123={}()\\[]x45;'9876jq`z<>*#|\xd0\xd1\x80";

std::size_t commonness(char byte) {
    const std::size_t place = Common.find(byte);
    return place == std::string_view::npos ? 0 : Common.size() - place;
}

bool isSmallLetter(char byte) {
    return byte >= 'a' && byte <= 'z';
}

constexpr char CapitalBit = 0x20; ///< what a capital letter of ASCII lacks

/// What to set in a byte of a text so that it is the phrase's whether it is a capital or not.
char maskOf(char byte) {
    return isSmallLetter(byte) ? CapitalBit : '\0';
}

} // namespace

PhraseFinder::PhraseFinder(std::string phrase)
    : m_phrase(std::move(phrase)),
      m_isAscii(
          std::ranges::all_of(m_phrase, [](char byte) { return static_cast<unsigned char>(byte) < 0x80; })) {
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

bool PhraseFinder::matchesAt(const char* text) const {
    return std::ranges::equal(m_phrase, std::string_view(text, m_phrase.size()), [](char wanted, char found) {
        return wanted == static_cast<char>(found | maskOf(wanted));
    });
}

std::size_t PhraseFinder::find(std::string_view text, std::size_t from) const {
    const std::size_t size = m_phrase.size();
    if (text.size() < size || from > text.size() - size)
        return std::string_view::npos;
    const std::size_t last = text.size() - size;
    std::size_t at = from;
    const auto places = [&](std::size_t rare) {
        const char wanted = m_phrase[rare];
        const ByteBlock block(text.data() + at + rare);
        return maskOf(wanted) != 0 ? block.equalsFolded(wanted) : block.equals(wanted);
    };
    for (; at + ByteBlock::Size <= last + 1; at += ByteBlock::Size) {
        for (std::uint64_t both = places(m_rare[0]) & places(m_rare[1]); both != 0; both &= both - 1) {
            const std::size_t place = at + static_cast<std::size_t>(std::countr_zero(both));
            if (matchesAt(text.data() + place))
                return place;
        }
    }
    return findSlowly(text, at, last);
}

std::size_t PhraseFinder::findSlowly(std::string_view text, std::size_t from, std::size_t last) const {
    for (std::size_t at = from; at <= last; ++at) {
        if (matchesAt(text.data() + at))
            return at;
    }
    return std::string_view::npos;
}

} // namespace ax
