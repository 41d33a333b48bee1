// SPDX-License-Identifier: MIT
#include "core/search/record_stream.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace ax {

namespace {

constexpr std::size_t Usual =
    256 << 10; ///< bytes read at once: with its indices it stays in the second cache

/// Where it ends, when what was read there belongs to a hole longer than any record. Such files hold many
/// gigabytes of nothing.
std::optional<std::uint64_t> endOfLongHole(const ReadableFile& file, std::uint64_t offset,
                                           std::string_view read) {
    if (read.front() != '\0' || read.back() != '\0')
        return std::nullopt;
    const std::uint64_t end = file.endOfHole(offset);
    return end > offset + RecordStream::MaximumRecord ? std::optional(end) : std::nullopt;
}

} // namespace

/// Returns how many bytes belong to complete lines, those before `start` included.
std::size_t RecordStream::visitLines(std::size_t start, std::uint64_t position, const Visitor& visit) {
    while (!m_stopped) {
        const void* found = std::memchr(m_bytes.data() + start, '\n', m_filled - start);
        if (!found)
            break;
        const auto end = static_cast<std::size_t>(static_cast<const char*>(found) - m_bytes.data());
        m_stopped = !visit({m_bytes.data() + start, end - start}, position + start, position + end + 1);
        start = end + 1;
    }
    return start;
}

void RecordStream::makeRoom() {
    if (m_filled + Padding < m_bytes.size())
        return;
    m_bytes.resize(std::max(Usual, std::min(2 * m_filled, MaximumRecord + Usual)) + Padding);
}

Result<std::uint64_t> RecordStream::read(const ReadableFile& file, std::uint64_t from, std::uint64_t to,
                                         const Visitor& visit) {
    if (m_bytes.size() > 4 * Usual)
        m_bytes = {};
    m_filled = 0;
    m_stopped = false;
    std::uint64_t position = from; // of m_bytes[0]
    std::uint64_t behindLast = from;
    bool skipsLine = false;
    while (!m_stopped && position + m_filled < to) {
        makeRoom();
        const std::size_t room =
            std::min<std::uint64_t>(m_bytes.size() - Padding - m_filled, to - position - m_filled);
        const auto count = file.readAt(position + m_filled, {m_bytes.data() + m_filled, room});
        if (!count)
            return std::unexpected(count.error());
        if (*count == 0)
            break;
        if (const auto end = endOfLongHole(file, position + m_filled, {m_bytes.data() + m_filled, *count})) {
            m_filled = 0;
            position = std::min(*end, to);
            skipsLine = true;
            continue;
        }
        m_filled += *count;
        std::size_t done = 0;
        if (skipsLine) {
            const void* found = std::memchr(m_bytes.data(), '\n', m_filled);
            done = found ? static_cast<std::size_t>(static_cast<const char*>(found) - m_bytes.data()) + 1
                         : m_filled;
            skipsLine = !found;
        }
        if (!skipsLine) {
            done = visitLines(done, position, visit);
            if (done > 0)
                behindLast = position + done;
            if (done == 0 && m_filled > MaximumRecord) {
                skipsLine = true;
                done = m_filled;
            }
        }
        std::memmove(m_bytes.data(), m_bytes.data() + done, m_filled - done);
        m_filled -= done;
        position += done;
    }
    return behindLast;
}

} // namespace ax
