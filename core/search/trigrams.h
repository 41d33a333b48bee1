// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace ax {

/// A text's *trigrams* are its runs of three bytes. The index knows each by a hash of 16 bits: a text that
/// lacks one of a phrase's hashes lacks the phrase.
constexpr std::size_t TrigramHashes = 1 << 16;

/// The hash of the first three bytes of four that can be read.
inline std::uint16_t trigramHash(const char* bytes) {
    std::uint32_t four = 0;
    std::memcpy(&four, bytes, sizeof four);
    return static_cast<std::uint16_t>(((four << 8) * 0x9e3779b1U) >> 16);
}

/// Which trigram hashes a stretch of text has. A byte each: setting one is a store and nothing else, which
/// is what makes it fast.
class TrigramSet {
public:
    TrigramSet() : m_present(std::make_unique<std::uint8_t[]>(TrigramHashes)) {}

    /// `text` is followed by a readable byte.
    void add(std::string_view text);
    std::span<std::uint8_t, TrigramHashes> bytes() {
        return std::span<std::uint8_t, TrigramHashes>(m_present.get(), TrigramHashes);
    }

private:
    std::unique_ptr<std::uint8_t[]> m_present; ///< 0 or 1
};

/// Of a phrase, each hash once, at most `most` of them spread over it. None for a phrase below three bytes.
std::vector<std::uint16_t> trigramsOf(std::string_view phrase, std::size_t most);

} // namespace ax
