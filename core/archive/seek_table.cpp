// SPDX-License-Identifier: MIT
#include "core/archive/seek_table.h"

#include <algorithm>

namespace ax {

namespace {

constexpr std::uint32_t SkippableMagic = 0x184D2A5E;
constexpr std::uint32_t SeekableMagic = 0x8F92EAB1;
constexpr std::uint64_t HeaderSize = 8;
constexpr std::uint64_t FooterSize = 9;
constexpr std::uint64_t EntrySize = 8;
constexpr std::uint64_t EntrySizeWithChecksum = 12;
constexpr unsigned ChecksumFlag = 0x80;
constexpr unsigned ReservedBits = 0x7c;
constexpr std::size_t BlockSize = 1U << 20; ///< of the search for an older table
constexpr int MostCandidates = 64;          ///< a hostile file may be full of them

std::uint32_t littleEndian(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t index = 0; index < 4; ++index)
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + index])) << (8 * index);
    return value;
}

void appendLittleEndian(std::string& into, std::uint32_t value) {
    for (unsigned shift = 0; shift < 32; shift += 8)
        into += static_cast<char>(value >> shift & 0xffU);
}

std::unexpected<Error> noTable(const std::string& path) {
    return std::unexpected(Error{ErrorCode::Invalid, path + " is damaged: it has no table of its parts"});
}

} // namespace

Result<std::string> readExactly(const ReadableFile& file, std::uint64_t offset, std::size_t size,
                                const std::string& path) {
    std::string bytes(size, '\0');
    std::size_t used = 0;
    while (used < size) {
        const auto count = file.readAt(offset + used, std::span(bytes).subspan(used));
        if (!count)
            return std::unexpected(count.error());
        if (*count == 0)
            return std::unexpected(Error{ErrorCode::Invalid, path + " ends too early"});
        used += *count;
    }
    return bytes;
}

void SeekTable::add(std::uint32_t storedSize, std::uint32_t logicalSize) {
    m_frames.push_back({m_framesEnd, m_logicalSize, storedSize, logicalSize});
    m_framesEnd += storedSize;
    m_logicalSize += logicalSize;
}

void SeekTable::keepOldTable() {
    if (m_storedSize > m_framesEnd)
        add(static_cast<std::uint32_t>(m_storedSize - m_framesEnd), 0);
}

std::string SeekTable::bytes() const {
    std::string bytes;
    appendLittleEndian(bytes, SkippableMagic);
    appendLittleEndian(bytes, static_cast<std::uint32_t>(m_frames.size() * EntrySize + FooterSize));
    for (const Frame& frame : m_frames) {
        appendLittleEndian(bytes, frame.storedSize);
        appendLittleEndian(bytes, frame.logicalSize);
    }
    appendLittleEndian(bytes, static_cast<std::uint32_t>(m_frames.size()));
    bytes += '\0'; // no checksums
    appendLittleEndian(bytes, SeekableMagic);
    return bytes;
}

std::size_t SeekTable::frameAt(std::uint64_t position) const {
    // An empty part has the position of the one behind it, so the last one at or before is never empty.
    const auto after = std::ranges::upper_bound(m_frames, position, {}, &Frame::position);
    return static_cast<std::size_t>(after - m_frames.begin()) - 1;
}

/// The table whose last byte stands before `end`. Its frames must fill the file up to it exactly: so no text
/// that merely contains a table is taken for one.
Result<SeekTable> SeekTable::readEndingAt(const ReadableFile& file, std::uint64_t end,
                                          const std::string& path) {
    if (end < HeaderSize + FooterSize)
        return noTable(path);
    const auto footer = readExactly(file, end - FooterSize, FooterSize, path);
    if (!footer)
        return std::unexpected(footer.error());
    const std::uint64_t count = littleEndian(*footer, 0);
    const auto descriptor = static_cast<unsigned char>((*footer)[4]);
    if (littleEndian(*footer, 5) != SeekableMagic || (descriptor & ReservedBits) != 0)
        return noTable(path);
    const std::uint64_t entrySize = (descriptor & ChecksumFlag) != 0 ? EntrySizeWithChecksum : EntrySize;
    const std::uint64_t size = HeaderSize + count * entrySize + FooterSize;
    if (size > end || size > UINT32_MAX)
        return noTable(path);
    const std::uint64_t begin = end - size;
    const auto table = readExactly(file, begin, static_cast<std::size_t>(size - FooterSize), path);
    if (!table)
        return std::unexpected(table.error());
    if (littleEndian(*table, 0) != SkippableMagic || littleEndian(*table, 4) != size - HeaderSize)
        return noTable(path);
    SeekTable read;
    read.m_frames.reserve(count);
    for (std::uint64_t index = 0; index < count; ++index) {
        const std::size_t at = HeaderSize + index * entrySize;
        read.add(littleEndian(*table, at), littleEndian(*table, at + 4));
        if (read.m_frames.back().logicalSize > LargestFrame || read.m_framesEnd > begin)
            return noTable(path);
    }
    if (read.m_framesEnd != begin)
        return noTable(path);
    read.m_storedSize = end;
    return read;
}

Result<SeekTable> SeekTable::read(const ReadableFile& file, const std::string& path) {
    const auto status = file.status();
    if (!status)
        return std::unexpected(status.error());
    auto table = readEndingAt(file, status->size, path);
    if (table || table.error().code != ErrorCode::Invalid)
        return table;
    // An append was cut short: look backwards for the table before it.
    std::string magic;
    appendLittleEndian(magic, SeekableMagic);
    int candidates = 0;
    for (std::uint64_t end = status->size; end > 0 && candidates < MostCandidates;) {
        const std::uint64_t begin = end > BlockSize ? end - BlockSize : 0;
        // Three bytes more, for a mark that lies across the border.
        const std::uint64_t last = std::min(status->size, end + magic.size() - 1);
        const auto block = readExactly(file, begin, static_cast<std::size_t>(last - begin), path);
        if (!block)
            return std::unexpected(block.error());
        for (std::size_t at = block->rfind(magic); at != std::string::npos && candidates < MostCandidates;
             at = at == 0 ? std::string::npos : block->rfind(magic, at - 1)) {
            ++candidates;
            table = readEndingAt(file, begin + at + magic.size(), path);
            if (table || table.error().code != ErrorCode::Invalid)
                return table;
        }
        end = begin;
    }
    return noTable(path);
}

} // namespace ax
