// SPDX-License-Identifier: MIT
#pragma once

#include "core/search/grams.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// The words that most documents have (letters, digits and underscores, folded, three to sixteen bytes): for
/// these the index knows which documents say them (said_words.h), so that a search which most sessions match
/// reads none of them. Chosen once from a sample. Immutable; any thread.
class WordList {
public:
    static constexpr std::size_t MostWords = 4096;
    static constexpr std::size_t ShortestWord = 3;
    static constexpr std::size_t LongestWord = ShortWord::Longest;

    WordList() = default;
    explicit WordList(std::vector<std::string> words);

    std::size_t size() const { return m_words.size(); }
    bool isEmpty() const { return m_words.empty(); }
    const std::vector<std::string>& words() const { return m_words; }

    /// The place of a word, or nothing. Sixteen bytes can be read from `word` on.
    std::optional<std::uint16_t> find(const char* word, std::size_t size) const;
    /// Places of the words that have `phrase` in them.
    std::vector<std::uint16_t> with(std::string_view phrase) const;

private:
    struct Slot {
        ShortWord word;
        std::uint16_t place = 0;
        bool isTaken = false;
    };
    static constexpr std::size_t Slots = 4 * MostWords;
    static std::size_t slotOf(const ShortWord& word);

    std::vector<std::string> m_words;
    std::vector<Slot> m_slots; ///< a table with open addresses
};

/// Counts in how many documents words occur.
class WordCounter {
public:
    /// `text` is folded.
    void add(std::string_view text);
    void endDocument();
    /// The words of most documents, at least a sixteenth of them.
    WordList mostCommon() const;

private:
    struct Count {
        std::uint32_t documents = 0;
        std::uint32_t lastDocument = 0;
    };
    std::map<std::string, Count, std::less<>> m_counts;
    std::uint32_t m_documents = 0;
};

} // namespace ax
