// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/random_source.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ax::bench {

/// Thirty thousand words and eight thousand identifiers, made once. Drawing follows Zipf's law: the word of
/// rank r turns up about 1/r as often as the first, the last twenty-odd thousand share one eighth of a text.
class Vocabulary {
public:
    static const Vocabulary& shared();

    /// At most LongestWord bytes, with as many readable bytes behind it.
    std::string_view word(std::uint64_t sixteenBits, std::uint64_t more) const {
        const std::uint32_t rank = m_wordSlots[sixteenBits & 0xFFFF];
        return at(m_words, rank != Tail ? rank : TailBegin + more % (WordCount - TailBegin));
    }
    std::string_view identifier(std::uint64_t sixteenBits) const {
        return at(m_identifiers, m_identifierSlots[sixteenBits & 0xFFFF]);
    }
    std::string_view wordOfRank(std::size_t rank) const { return at(m_words, rank); }

    static constexpr std::size_t LongestWord = 32;
    static constexpr std::size_t WordCount = 30'000;

private:
    static constexpr std::size_t TailBegin = 6000;
    static constexpr std::uint16_t Tail = UINT16_MAX;
    struct Words {
        std::string bytes;
        std::vector<std::uint32_t> ends;
    };

    Vocabulary();
    static std::string_view at(const Words& words, std::size_t index) {
        const std::size_t begin = index ? words.ends[index - 1] : 0;
        return {words.bytes.data() + begin, words.ends[index] - begin};
    }

    Words m_words, m_identifiers;
    std::array<std::uint16_t, 65536> m_wordSlots{}, m_identifierSlots{};
};

/// A word that stands in no vocabulary, the same for the same number: syllables that begin with a rare
/// letter.
std::string rareWord(std::uint64_t number);

/// The texts of one session, as they stand inside a JSON string: escaped, without quotes. Each call appends
/// about `bytes` bytes.
class TextSource {
public:
    explicit TextSource(std::uint64_t seed) : m_random(seed) {}

    RandomSource& random() { return m_random; }

    /// Sentences; now and then an identifier, a path, a hash, Chinese or an emoji.
    void prose(std::string& to, std::size_t bytes);
    /// Lines of code, logs and listings: an escape every fifty bytes or so.
    void toolOutput(std::string& to, std::size_t bytes);
    std::string prose(std::size_t bytes) {
        std::string text;
        prose(text, bytes);
        return text;
    }
    std::string toolOutput(std::size_t bytes) {
        std::string text;
        toolOutput(text, bytes);
        return text;
    }

    std::string path();                          ///< src/sharp/widget.cpp
    std::string hexadecimal(std::size_t digits); ///< a hash
    std::string uuid();                          ///< version 4
    std::string base62(std::size_t characters);  ///< as in many vendors' ids

private:
    char* special(char* out);
    char* codeLine(char* out);

    RandomSource m_random;
    std::uint64_t m_line = 0;
};

} // namespace ax::bench
