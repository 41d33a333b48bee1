// SPDX-License-Identifier: MIT
#include "core/search/word_list.h"

#include "core/search/grams.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace ax {

WordList::WordList(std::vector<std::string> words) : m_words(std::move(words)), m_slots(Slots) {
    if (m_words.size() > MostWords)
        m_words.resize(MostWords);
    for (std::size_t place = 0; place < m_words.size(); ++place) {
        std::string padded = m_words[place];
        padded.resize(LongestWord);
        const ShortWord word = ShortWord::of(padded.data(), m_words[place].size());
        std::size_t slot = slotOf(word);
        while (m_slots[slot].isTaken)
            slot = (slot + 1) % Slots;
        m_slots[slot] = {.word = word, .place = static_cast<std::uint16_t>(place), .isTaken = true};
    }
}

std::size_t WordList::slotOf(const ShortWord& word) {
    return word.hash() >> (64 - std::bit_width(Slots - 1));
}

std::optional<std::uint16_t> WordList::find(const char* word, std::size_t size) const {
    if (size < ShortestWord || size > LongestWord || m_words.empty())
        return std::nullopt;
    const ShortWord wanted = ShortWord::of(word, size);
    for (std::size_t slot = slotOf(wanted); m_slots[slot].isTaken; slot = (slot + 1) % Slots) {
        if (m_slots[slot].word == wanted)
            return m_slots[slot].place;
    }
    return std::nullopt;
}

std::vector<std::uint16_t> WordList::with(std::string_view phrase) const {
    std::vector<std::uint16_t> places;
    for (std::size_t place = 0; place < m_words.size(); ++place) {
        if (m_words[place].contains(phrase))
            places.push_back(static_cast<std::uint16_t>(place));
    }
    return places;
}

void WordCounter::add(std::string_view text) {
    for (std::size_t begin = 0; begin < text.size();) {
        if (!isInWord(text[begin])) {
            ++begin;
            continue;
        }
        std::size_t end = begin;
        while (end < text.size() && isInWord(text[end]))
            ++end;
        const std::string_view word = text.substr(begin, end - begin);
        begin = end;
        if (word.size() < WordList::ShortestWord || word.size() > WordList::LongestWord)
            continue;
        auto known = m_counts.find(word);
        if (known == m_counts.end())
            known = m_counts.emplace(word, Count{.documents = 0, .lastDocument = UINT32_MAX}).first;
        if (std::exchange(known->second.lastDocument, m_documents) != m_documents)
            ++known->second.documents;
    }
}

void WordCounter::endDocument() {
    ++m_documents;
}

WordList WordCounter::mostCommon() const {
    std::vector<std::pair<std::uint32_t, std::string_view>> counted;
    for (const auto& [word, count] : m_counts) {
        if (16 * count.documents >= m_documents && count.documents > 1)
            counted.emplace_back(count.documents, word);
    }
    std::ranges::stable_sort(counted, std::ranges::greater(), [](const auto& each) { return each.first; });
    std::vector<std::string> words;
    for (std::size_t i = 0; i < std::min(counted.size(), WordList::MostWords); ++i)
        words.emplace_back(counted[i].second);
    return WordList(std::move(words));
}

} // namespace ax
