// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace ax {

/// A text's *grams* are its runs of three bytes without a blank, and within its words those of four, six and
/// eight: three tell little where a language is built from few syllables, eight name a word nearly by itself,
/// and only within words are there few of them. The index knows each by a hash of 17 bits: a text that lacks
/// one of a phrase's hashes lacks the phrase.
constexpr std::size_t GramHashes = 1 << 17;
constexpr std::size_t AnyGram = 3; ///< bytes
constexpr std::array<std::size_t, 3> WordGrams = {8, 6, 4};
constexpr std::size_t LongestGram = 8;

/// The hash of the first `length` bytes of LongestGram that can be read.
inline std::uint32_t gramHash(const char* bytes, std::size_t length) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes, sizeof eight);
    return static_cast<std::uint32_t>((eight << (64 - 8 * length)) * 0x9e3779b97f4a7c15U >> 47);
}

/// Of folded text: letters, digits, underscores and everything beyond ASCII.
inline bool isInWord(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_' ||
           static_cast<unsigned char>(byte) >= 0x80;
}

/// A word of up to sixteen bytes, as it is: no two words are the same one.
struct ShortWord {
    static constexpr std::size_t Longest = 16;
    std::uint64_t head = 0;
    std::uint64_t tail = 0;

    /// Sixteen bytes can be read from `word` on.
    static ShortWord of(const char* word, std::size_t size);
    std::uint64_t hash() const; ///< its highest bits are the best
    friend bool operator==(const ShortWord&, const ShortWord&) = default;
};

/// Which hashes a stretch of folded text has. A byte each: setting one is a store and nothing else, which is
/// what makes it fast. Words that the stretch has had are passed over.
class GramSet {
public:
    static constexpr std::size_t Padding = 64; ///< readable behind a text

    GramSet() : m_present(std::make_unique<std::uint8_t[]>(GramHashes)) {}

    /// Called for each word of at least three bytes that the stretch may not have had before; sixteen bytes
    /// can be read from `word` on.
    using WordVisitor = std::function<void(const char* word, std::size_t size)>;
    void add(std::string_view text, const WordVisitor& onNewWord = {});
    void add(const GramSet& other);
    void add(std::size_t hash) { m_present[hash] = 1; }
    void clear();

    std::span<const std::uint8_t, GramHashes> bytes() const {
        return std::span<const std::uint8_t, GramHashes>(m_present.get(), GramHashes);
    }

private:
    static constexpr std::size_t SeenWords = 1 << 12;

    void addWord(const char* begin, const char* end, const WordVisitor& onNewWord);
    void addAround(const char* begin, const char* end, const char* textEnd);
    void addRange(const char* begin, const char* end, std::size_t length);
    bool wasSeen(const char* word, std::size_t size);

    std::unique_ptr<std::uint8_t[]> m_present;                         ///< 0 or 1
    std::vector<ShortWord> m_seen = std::vector<ShortWord>(SeenWords); ///< in the slots of their hashes
};

/// Of a phrase, each hash once, at most `most` of them: the longest grams first, which rule out most. None
/// for a phrase below three bytes.
std::vector<std::uint32_t> gramsOf(std::string_view phrase, std::size_t most);

} // namespace ax
