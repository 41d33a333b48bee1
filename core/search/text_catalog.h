// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ax {

/// A stretch of a document whose grams are in one column. Several short ones share a column.
struct TextSpan {
    enum Trait : std::uint8_t {
        UnusualEscapes = 1, ///< TextTraits, of any of its texts
        ForeignEscapes = 16,
        ForeignAscii = 2,
        AloneInColumn = 4,
        Silent = 8, ///< nothing is said in it; it has no column
    };
    std::uint64_t from = 0; ///< bytes; of records in a database that are not indexed, their positions
    std::uint64_t to = 0;
    std::uint32_t segment = 0; ///< place in TextCatalog::segments
    std::uint16_t column = 0;
    std::uint8_t traits = 0;
};

/// 128 bits of hash of what names a document: its format, its file, and for databases its session.
struct DocumentKey {
    std::array<std::uint64_t, 2> bits{};
    friend bool operator==(const DocumentKey&, const DocumentKey&) = default;
    struct Hash {
        std::size_t operator()(const DocumentKey& key) const { return key.bits[0]; }
    };
};
DocumentKey documentKey(std::string_view format, std::string_view file, std::string_view sessionId);

/// What the index knows of one transcript, as it was when it was read. Of a database's session it has a text
/// extract (text_extract.h): sizes and spans are those of the extract.
struct IndexedDocument {
    FileIdentity identity;
    std::uint64_t size = 0;               ///< bytes; what follows `end` has no end of line yet
    std::int64_t modifiedNanoseconds = 0; ///< of a database's session, as its row says
    std::uint64_t end = 0;                ///< indexed up to here
    std::uint64_t tailSum =
        0; ///< checksum of the bytes before `end`: a file that was written anew has others
    std::uint32_t number = NoNumber; ///< among those of TextCatalog::saidWords
    std::vector<TextSpan> spans;     ///< in order, without gaps

    static constexpr std::uint32_t NoNumber = UINT32_MAX;

    bool isExtract() const { return identity == FileIdentity(); }
};

/// The table of contents of the index: which stretch of which transcript is which column of which segment. A
/// value; saved beside the segments as one file with a checksum.
struct TextCatalog {
    std::vector<std::uint64_t> segments; ///< ids; 0: gone
    std::uint64_t saidWords = 0;         ///< id of the file (said_words.h); 0: there is none
    std::unordered_map<DocumentKey, IndexedDocument, DocumentKey::Hash> documents;

    std::string bytes() const;
    /// Nothing when these are not the bytes of a catalog of this version.
    static std::optional<TextCatalog> fromBytes(std::string_view bytes);
};

} // namespace ax
