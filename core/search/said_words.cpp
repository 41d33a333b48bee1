// SPDX-License-Identifier: MIT
#include "core/search/said_words.h"

#include "core/base/hash.h"
#include "core/base/read_exactly.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace ax {

namespace {

constexpr std::size_t ChecksumBytes = 4;
constexpr std::uint64_t LongestText = WordList::MostWords * (WordList::LongestWord + 1);

std::uint32_t rowChecksum(std::string_view row, std::uint64_t id, std::size_t word) {
    return static_cast<std::uint32_t>(hashBytes(row, id + word));
}

} // namespace

std::uint64_t SaidWordsFile::checksumOf(const Header& header, std::string_view text) {
    return hashBytes(text, hashBytes({reinterpret_cast<const char*>(&header), offsetof(Header, checksum)}));
}

std::string SaidWordsFile::bytesOf(std::uint64_t id, const WordList& words,
                                   std::span<const SaidWords* const> documents) {
    std::string text;
    for (const std::string& word : words.words())
        text.append(word).append(1, '\n');
    Header header;
    header.id = id;
    header.words = static_cast<std::uint32_t>(words.size());
    header.documents = static_cast<std::uint32_t>(documents.size());
    header.textBytes = text.size();
    header.checksum = checksumOf(header, text);
    std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
    bytes += text;
    const std::size_t size = rowBytes(header.documents);
    std::vector<std::string> rows(words.size(), std::string(size, '\0'));
    for (std::size_t number = 0; number < documents.size(); ++number) {
        if (!documents[number] || documents[number]->isEmpty())
            continue;
        for (std::uint16_t word = 0; word < rows.size(); ++word) {
            if (const auto speaker = documents[number]->said(word))
                rows[word][number / 4] = static_cast<char>(
                    rows[word][number / 4] | (static_cast<int>(*speaker) + 1) << number % 4 * 2);
        }
    }
    for (std::size_t word = 0; word < rows.size(); ++word) {
        const std::uint32_t sum = rowChecksum(rows[word], id, word);
        bytes.append(rows[word]).append(reinterpret_cast<const char*>(&sum), sizeof sum);
    }
    return bytes;
}

std::optional<SaidWordsFile> SaidWordsFile::open(const FileSystem& files, const std::string& path,
                                                 std::uint64_t id) {
    auto file = files.open(path);
    if (!file)
        return std::nullopt;
    SaidWordsFile opened;
    Header& header = opened.m_header;
    if (!readExactly(**file, 0, {reinterpret_cast<char*>(&header), sizeof header}) ||
        header.magic != Header().magic || header.id != id || header.words > WordList::MostWords ||
        header.textBytes > LongestText)
        return std::nullopt;
    std::string text(header.textBytes, '\0');
    if (!readExactly(**file, sizeof header, text) || checksumOf(header, text) != header.checksum)
        return std::nullopt;
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    opened.m_words = WordList(std::move(words));
    if (opened.m_words.size() != header.words)
        return std::nullopt;
    opened.m_file = std::move(*file);
    return opened;
}

std::string SaidWordsFile::row(std::uint16_t word) const {
    const std::size_t size = rowBytes(m_header.documents);
    std::string bytes(size + ChecksumBytes, '\0');
    const std::uint64_t offset = sizeof m_header + m_header.textBytes + std::uint64_t{word} * bytes.size();
    std::uint32_t sum = 0;
    if (!readExactly(*m_file, offset, bytes))
        return {};
    std::memcpy(&sum, bytes.data() + size, sizeof sum);
    bytes.resize(size);
    return rowChecksum(bytes, m_header.id, word) == sum ? bytes : std::string();
}

std::vector<std::optional<Speaker>> SaidWordsFile::speakersOf(std::string_view phrase) const {
    std::vector<std::optional<Speaker>> speakers(documents());
    for (const std::uint16_t word : m_words.with(phrase)) {
        const std::string said = row(word);
        for (std::size_t number = 0; number < speakers.size() && !said.empty(); ++number) {
            const auto speaker = speakerIn(static_cast<unsigned char>(said[number / 4]), number);
            if (speaker && (!speakers[number] || *speaker < *speakers[number]))
                speakers[number] = speaker;
        }
    }
    return speakers;
}

std::vector<SaidWords> SaidWordsFile::all() const {
    std::vector<SaidWords> documents(this->documents(), SaidWords(m_words.size()));
    for (std::uint16_t word = 0; word < m_words.size(); ++word) {
        const std::string said = row(word);
        for (std::size_t number = 0; number < documents.size() && !said.empty(); ++number) {
            if (const auto speaker = speakerIn(static_cast<unsigned char>(said[number / 4]), number))
                documents[number].note(word, *speaker);
        }
    }
    return documents;
}

} // namespace ax
