// SPDX-License-Identifier: MIT
#include "core/search/segment.h"

#include "core/base/hash.h"
#include "core/base/read_exactly.h"

#include <algorithm>
#include <cstddef>

namespace ax {

using segment::ColumnBits;
using segment::Header;

namespace {

constexpr std::size_t RowsAtOnce = 64; ///< of all octets together they fit the first cache

std::uint64_t headerChecksum(const Header& header) {
    return hashBytes({reinterpret_cast<const char*>(&header), offsetof(Header, checksum)}, 0);
}

std::uint32_t rowChecksum(std::string_view bits, std::uint64_t id, std::size_t row) {
    return static_cast<std::uint32_t>(hashBytes(bits, id + row));
}

std::uint64_t fileSize(const Header& header) {
    return sizeof(Header) + std::uint64_t{GramHashes} * header.rowBytes;
}

bool isSound(const Header& header, std::uint64_t id) {
    return header.magic == Header().magic && header.checksum == headerChecksum(header) && header.id == id &&
           header.columns <= segment::Columns &&
           header.rowBytes == (header.columns + 7) / 8 + segment::ChecksumBytes;
}

/// Rows and columns of an 8 by 8 square of bytes, exchanged: byte `column` of `rows[row]` goes to byte `row`
/// of `rows[column]`.
void turnSquare(std::array<std::uint64_t, 8>& rows) {
    const auto exchange = [&rows](std::size_t distance, std::uint64_t mask) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if ((i & distance) != 0)
                continue;
            const std::uint64_t changed = (rows[i] >> (8 * distance) ^ rows[i + distance]) & mask;
            rows[i + distance] ^= changed;
            rows[i] ^= changed << (8 * distance);
        }
    };
    exchange(4, 0x00000000ffffffff);
    exchange(2, 0x0000ffff0000ffff);
    exchange(1, 0x00ff00ff00ff00ff);
}

/// RowsAtOnce rows from `first` on, eight octets of each.
void turnSquares(std::span<const std::unique_ptr<std::uint8_t[]>> octets, std::size_t first, char* to,
                 std::size_t rowBytes) {
    for (std::size_t at = 0; at < RowsAtOnce; at += 8, to += 8 * rowBytes) {
        std::array<std::uint64_t, 8> square{};
        for (std::size_t i = 0; i < octets.size(); ++i)
            std::memcpy(&square[i], octets[i].get() + first + at, sizeof square[i]);
        turnSquare(square);
        for (std::size_t row = 0; row < square.size(); ++row)
            std::memcpy(to + row * rowBytes, &square[row], octets.size());
    }
}

} // namespace

std::uint16_t SegmentBuilder::add(GramSet& grams) {
    const std::size_t bit = m_columns % 8;
    if (bit == 0)
        m_octets.push_back(std::make_unique<std::uint8_t[]>(GramHashes));
    std::uint8_t* const octet = m_octets.back().get();
    const auto present = grams.bytes();
    for (std::size_t i = 0; i < GramHashes; ++i)
        octet[i] = static_cast<std::uint8_t>(octet[i] | present[i] << bit);
    grams.clear();
    return static_cast<std::uint16_t>(m_columns++);
}

std::string SegmentBuilder::bytes() const {
    const std::size_t octets = m_octets.size();
    Header header;
    header.id = m_id;
    header.columns = static_cast<std::uint32_t>(m_columns);
    header.rowBytes = static_cast<std::uint32_t>(octets + segment::ChecksumBytes);
    header.checksum = headerChecksum(header);

    std::string bytes(fileSize(header), '\0');
    std::memcpy(bytes.data(), &header, sizeof header);
    char* const rows = bytes.data() + sizeof header;
    for (std::size_t first = 0; first < GramHashes; first += RowsAtOnce) {
        for (std::size_t octet = 0; octet < octets; octet += 8)
            turnSquares(std::span(m_octets).subspan(octet, std::min<std::size_t>(8, octets - octet)), first,
                        rows + first * header.rowBytes + octet, header.rowBytes);
        for (std::size_t row = first; row < first + RowsAtOnce; ++row) {
            char* const bits = rows + row * header.rowBytes;
            const std::uint32_t sum = rowChecksum({bits, octets}, m_id, row);
            std::memcpy(bits + octets, &sum, sizeof sum);
        }
    }
    return bytes;
}

std::optional<Segment> Segment::open(const FileSystem& files, const std::string& path, std::uint64_t id) {
    auto file = files.open(path);
    if (!file)
        return std::nullopt;
    Segment opened;
    std::array<char, sizeof(Header)> bytes{};
    const auto read = (*file)->readAt(0, bytes);
    const auto status = (*file)->status();
    if (!read || *read != bytes.size() || !status)
        return std::nullopt;
    std::memcpy(&opened.m_header, bytes.data(), bytes.size());
    if (!isSound(opened.m_header, id) || status->size != fileSize(opened.m_header))
        return std::nullopt;
    opened.m_file = std::move(*file);
    return opened;
}

std::optional<Segment::Rows> Segment::allRows() const {
    Rows rows;
    rows.m_rowBytes = m_header.rowBytes;
    rows.m_bytes.resize(GramHashes * rows.m_rowBytes);
    const std::span<char> bytes(rows.m_bytes);
    if (!readExactly(*m_file, sizeof(Header), bytes))
        return std::nullopt;
    for (std::size_t row = 0; row < GramHashes; ++row) {
        if (!isSoundRow(bytes.subspan(row * rows.m_rowBytes, rows.m_rowBytes), row))
            return std::nullopt;
    }
    return rows;
}

void Segment::Rows::copyColumn(std::size_t column, GramSet& to) const {
    const char* octet = m_bytes.data() + column / 8;
    for (std::size_t row = 0; row < GramHashes; ++row, octet += m_rowBytes) {
        if ((*octet >> column % 8 & 1) != 0)
            to.add(row);
    }
}

bool Segment::isSoundRow(std::span<const char> row, std::size_t hash) const {
    const std::size_t bits = row.size() - segment::ChecksumBytes;
    std::uint32_t sum = 0;
    std::memcpy(&sum, row.data() + bits, sizeof sum);
    return sum == rowChecksum({row.data(), bits}, m_header.id, hash);
}

bool Segment::readRow(std::uint32_t hash, std::span<char> row) const {
    const auto read = m_file->readAt(sizeof(Header) + std::uint64_t{hash} * row.size(), row);
    return read && *read == row.size() && isSoundRow(row, hash);
}

std::optional<ColumnBits> Segment::columnsWith(std::span<const std::uint32_t> hashes) const {
    std::array<std::uint8_t, segment::RowBytes> all;
    all.fill(0xff);
    std::array<char, segment::RowBytes> row{};
    const std::size_t octets = m_header.rowBytes - segment::ChecksumBytes;
    for (const std::uint32_t hash : hashes) {
        if (!readRow(hash, std::span(row).first(m_header.rowBytes)))
            return std::nullopt;
        for (std::size_t i = 0; i < octets; ++i)
            all[i] &= static_cast<std::uint8_t>(row[i]);
    }
    ColumnBits columns;
    for (std::size_t column = 0; column < m_header.columns; ++column)
        columns[column] = (all[column / 8] >> column % 8 & 1) != 0;
    return columns;
}

} // namespace ax
