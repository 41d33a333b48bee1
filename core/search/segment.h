// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/search/grams.h"

#include <array>
#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ax {

/// A *segment* is an immutable table: a row for each gram hash, a *column* for each block of text, a bit
/// where the block has the gram. A query reads a few rows of 64 bytes, whatever the size of the corpus.
///
/// The file (private, machine's byte order): Header, then GramHashes rows of `rowBytes` bytes: the bits of
/// column 8·i in byte i, and four bytes checksum, seeded with the row's number and the segment's id. So a row
/// that anything damaged, a crash of the machine included, is noticed when it is read, and never finds
/// nothing where there is something.
namespace segment {

constexpr std::size_t ChecksumBytes = 4;
constexpr std::size_t RowBytes = 64; ///< of a full segment
constexpr std::size_t Columns = (RowBytes - ChecksumBytes) * 8;
using ColumnBits = std::bitset<Columns>;

struct Header {
    std::array<char, 8> magic = {'a', 'x', 't', 'e', 'x', 't', '2', '\n'};
    std::uint64_t id = 0;
    std::uint32_t rowBytes = 0;
    std::uint32_t columns = 0;
    std::uint64_t checksum = 0; ///< of all before
};

} // namespace segment

/// Columns on their way into a segment. Keeps 128 KB for eight of them.
class SegmentBuilder {
public:
    explicit SegmentBuilder(std::uint64_t id) : m_id(id) {}

    std::uint64_t id() const { return m_id; }
    std::size_t columns() const { return m_columns; }
    bool isFull() const { return m_columns == segment::Columns; }
    /// Takes what is in `grams` and empties it; returns the column's number.
    std::uint16_t add(GramSet& grams);
    /// The file's bytes.
    std::string bytes() const;

private:
    std::uint64_t m_id;
    std::size_t m_columns = 0;
    std::vector<std::unique_ptr<std::uint8_t[]>> m_octets; ///< bits of eight columns, a byte for each hash
};

/// A segment to ask: a file that stays open. Any thread.
class Segment {
public:
    /// Nothing when it is not the segment of that id, or cut.
    static std::optional<Segment> open(const FileSystem& files, const std::string& path, std::uint64_t id);

    std::uint64_t id() const { return m_header.id; }
    std::size_t columns() const { return m_header.columns; }

    /// Everything, for those who put segments together; nothing when any row is damaged.
    class Rows {
    public:
        /// What the column has, added to `to`.
        void copyColumn(std::size_t column, GramSet& to) const;

    private:
        friend class Segment;
        std::string m_bytes;
        std::size_t m_rowBytes = 0;
    };
    std::optional<Rows> allRows() const;

    /// Which columns have all of these; nothing when a row is damaged or cannot be read.
    std::optional<segment::ColumnBits> columnsWith(std::span<const std::uint32_t> hashes) const;

private:
    bool isSoundRow(std::span<const char> row, std::size_t hash) const;
    bool readRow(std::uint32_t hash, std::span<char> row) const;

    segment::Header m_header;
    std::unique_ptr<ReadableFile> m_file;
};

} // namespace ax
