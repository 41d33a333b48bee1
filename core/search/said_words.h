// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/search/word_list.h"
#include "core/transcripts/searchable_text.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ax {

/// The two bits of a byte that stand for place `place`: zero for nobody.
inline std::optional<Speaker> speakerIn(std::uint8_t byte, std::size_t place) {
    const unsigned bits = static_cast<unsigned>(byte) >> place % 4 * 2 & 3U;
    return bits == 0 ? std::nullopt : std::optional(static_cast<Speaker>(bits - 1));
}

/// Who was the first to say each word of a WordList in one document: two bits a word, zero for nobody that is
/// known of.
class SaidWords {
public:
    SaidWords() = default;
    explicit SaidWords(std::size_t words) : m_bits((words + 3) / 4) {}

    bool isEmpty() const { return m_bits.empty(); }
    void note(std::uint16_t word, Speaker speaker) {
        if (!said(word))
            m_bits[word / 4] = static_cast<std::uint8_t>(
                m_bits[word / 4] | (static_cast<unsigned>(speaker) + 1) << word % 4 * 2);
    }
    std::optional<Speaker> said(std::uint16_t word) const {
        return word / 4U < m_bits.size() ? speakerIn(m_bits[word / 4U], word) : std::nullopt;
    }

private:
    std::vector<std::uint8_t> m_bits;
};

/// All documents' said words as an immutable file: a row for each word, two bits a document, so that a search
/// reads the rows of the few words that have its phrase. The file (private, machine's byte order): Header,
/// the words one behind the other with a line end each, then the rows, each with four bytes checksum. A
/// damaged row says nothing, and costs a search the time it was to save. Any thread.
class SaidWordsFile {
public:
    /// The file's bytes. `documents` in the order of their numbers; null: nothing is known of one.
    static std::string bytesOf(std::uint64_t id, const WordList& words,
                               std::span<const SaidWords* const> documents);
    /// Nothing when it is not the file of that id, or cut.
    static std::optional<SaidWordsFile> open(const FileSystem& files, const std::string& path,
                                             std::uint64_t id);

    const WordList& words() const { return m_words; }
    std::size_t documents() const { return m_header.documents; }
    /// By number: who was the first to say a word that has `phrase` in it; of several such words, the
    /// weightiest of those who first said each (a person, else the agent).
    std::vector<std::optional<Speaker>> speakersOf(std::string_view phrase) const;
    /// For those who put the next file together.
    std::vector<SaidWords> all() const;

private:
    struct Header {
        std::array<char, 8> magic = {'a', 'x', 's', 'a', 'i', 'd', '1', '\n'};
        std::uint64_t id = 0;
        std::uint32_t words = 0;
        std::uint32_t documents = 0;
        std::uint64_t textBytes = 0;
        std::uint64_t checksum = 0; ///< of all before, and of the words
    };
    static std::size_t rowBytes(std::uint32_t documents) { return (documents + 3U) / 4U; }
    static std::uint64_t checksumOf(const Header& header, std::string_view text);
    /// Empty when it is damaged.
    std::string row(std::uint16_t word) const;

    Header m_header;
    WordList m_words;
    std::unique_ptr<ReadableFile> m_file;
};

} // namespace ax
