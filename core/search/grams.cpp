// SPDX-License-Identifier: MIT
#include "core/search/grams.h"

#include "core/base/byte_block.h"

#include <algorithm>
#include <bit>
#include <string>

namespace ax {

static_assert(std::endian::native == std::endian::little, "gramHash() takes the first bytes");

namespace {

bool isBlank(char byte) {
    return static_cast<unsigned char>(byte) <= ' ';
}

std::uint64_t wordBytes(const char* bytes) {
    const ByteBlock block(bytes);
    return block.within('a', 'z') | block.within('0', '9') | block.equals('_') | block.within(0x80, 0xff);
}

/// The first `size` bytes, at most eight, of those that can be read.
std::uint64_t firstBytes(const char* bytes, std::size_t size) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes, sizeof eight);
    return size >= sizeof eight ? eight : eight & ((std::uint64_t{1} << (8 * size)) - 1);
}

} // namespace

ShortWord ShortWord::of(const char* word, std::size_t size) {
    constexpr std::size_t Half = sizeof(std::uint64_t);
    return {.head = firstBytes(word, size), .tail = size > Half ? firstBytes(word + Half, size - Half) : 0};
}

std::uint64_t ShortWord::hash() const {
    return (head ^ std::rotl(tail, 29)) * 0x9e3779b97f4a7c15U;
}

void GramSet::addRange(const char* begin, const char* end, std::size_t length) {
    std::uint8_t* const present = m_present.get();
    for (const char* at = begin; at < end; ++at)
        present[gramHash(at, length)] = 1;
}

bool GramSet::wasSeen(const char* word, std::size_t size) {
    if (size > ShortWord::Longest)
        return false;
    const ShortWord seen = ShortWord::of(word, size);
    ShortWord& slot = m_seen[seen.hash() >> (64 - std::bit_width(SeenWords - 1))];
    if (slot == seen)
        return true;
    slot = seen;
    return false;
}

void GramSet::addWord(const char* begin, const char* end, const WordVisitor& onNewWord) {
    const auto size = static_cast<std::size_t>(end - begin);
    if (size < AnyGram || wasSeen(begin, size))
        return;
    if (onNewWord)
        onNewWord(begin, size);
    addRange(begin, end - AnyGram + 1, AnyGram);
    for (const std::size_t length : WordGrams) {
        if (size >= length)
            addRange(begin, end - length + 1, length);
    }
}

/// The grams that begin between these places and are not within a word.
void GramSet::addAround(const char* begin, const char* end, const char* textEnd) {
    for (const char* at = begin; at < end && textEnd - at >= std::ptrdiff_t{AnyGram}; ++at) {
        if (!isBlank(at[0]) && !isBlank(at[1]) && !isBlank(at[2]))
            m_present[gramHash(at, AnyGram)] = 1;
    }
}

void GramSet::add(std::string_view text, const WordVisitor& onNewWord) {
    const char* const textEnd = text.data() + text.size();
    const char* around = text.data(); // from here on grams lead out of the last word
    const char* edge = text.data();   // of that word
    bool inWord = false;
    for (const char* block = text.data(); block < textEnd; block += ByteBlock::Size) {
        std::uint64_t word = wordBytes(block);
        if (const auto left = static_cast<std::size_t>(textEnd - block); left < ByteBlock::Size)
            word &= (std::uint64_t{1} << left) - 1;
        for (std::uint64_t edges = word ^ (word << 1 | std::uint64_t{inWord}); edges != 0;
             edges &= edges - 1) {
            const char* const place = block + std::countr_zero(edges);
            if (inWord) {
                addWord(edge, place, onNewWord);
                around = std::max(edge, place - AnyGram + 1);
            } else if (place - edge != 1 || !isBlank(*edge)) { // one blank between words is the usual
                addAround(around, place, textEnd);
            }
            edge = place;
            inWord = !inWord;
        }
    }
    if (inWord)
        addWord(edge, textEnd, onNewWord);
    else
        addAround(around, textEnd, textEnd);
}

void GramSet::add(const GramSet& other) {
    std::uint8_t* const present = m_present.get();
    const auto others = other.bytes();
    for (std::size_t i = 0; i < GramHashes; ++i)
        present[i] |= others[i];
}

void GramSet::clear() {
    std::fill_n(m_present.get(), GramHashes, std::uint8_t{0});
    std::ranges::fill(m_seen, ShortWord());
}

std::vector<std::uint32_t> gramsOf(std::string_view phrase, std::size_t most) {
    const std::string padded = std::string(phrase) + std::string(GramSet::Padding, '\0');
    std::vector<std::uint32_t> hashes;
    const auto take = [&](std::size_t length, auto isGram) {
        std::vector<std::uint32_t> candidates;
        for (std::size_t at = 0; at + length <= phrase.size(); ++at) {
            const std::uint32_t hash = gramHash(padded.data() + at, length);
            if (isGram(phrase.substr(at, length)) && !std::ranges::contains(candidates, hash) &&
                !std::ranges::contains(hashes, hash))
                candidates.push_back(hash);
        }
        const std::size_t count = std::min(candidates.size(), most - hashes.size());
        for (std::size_t i = 0; i < count; ++i) // spread over the phrase
            hashes.push_back(candidates[i * candidates.size() / count]);
    };
    for (const std::size_t length : WordGrams)
        take(length, [](std::string_view gram) { return std::ranges::all_of(gram, isInWord); });
    take(AnyGram, [](std::string_view gram) { return std::ranges::none_of(gram, isBlank); });
    std::ranges::sort(hashes);
    return hashes;
}

} // namespace ax
