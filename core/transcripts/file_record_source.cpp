// SPDX-License-Identifier: MIT
#include "core/transcripts/file_record_source.h"

#include "core/transcripts/line_splitter.h"
#include "core/transcripts/transcript_padding.h"

#include <algorithm>

namespace ax {

namespace {

constexpr std::size_t Padding = TranscriptPadding;
constexpr std::uint64_t ChunkSize = 256 << 10; ///< bytes read at once

/// Looking for the end of a line starts small: most lines are short, and a stretch may be.
constexpr std::uint64_t FirstLook = 4 << 10;

} // namespace

FileRecordSource::FileRecordSource(std::unique_ptr<ReadableFile> file)
    : m_file(std::move(file)), m_buffer(std::make_unique<char[]>(ChunkSize + Padding)) {
}

/// At most `count` bytes and one chunk, fewer at the end of the file.
Result<std::string_view> FileRecordSource::bytesAt(std::uint64_t offset, std::uint64_t count) {
    count = std::min(count, ChunkSize);
    std::size_t filled = 0;
    while (filled < count) {
        const auto got = m_file->readAt(offset + filled, {m_buffer.get() + filled, count - filled});
        if (!got)
            return std::unexpected(got.error());
        if (*got == 0)
            break;
        filled += *got;
    }
    return std::string_view(m_buffer.get(), filled);
}

Result<std::uint64_t> FileRecordSource::end() {
    const auto status = m_file->status();
    if (!status)
        return std::unexpected(status.error());
    return status->size;
}

/// Behind the first newline at or behind `from`; `end` when there is none before it.
Result<std::uint64_t> FileRecordSource::lineStartBehind(std::uint64_t from, std::uint64_t end) {
    for (std::uint64_t step = FirstLook; from < end; step = ChunkSize) {
        const auto part = bytesAt(from, std::min(step, end - from));
        if (!part)
            return std::unexpected(part.error());
        if (part->empty())
            break;
        if (const std::size_t newline = part->find('\n'); newline != std::string_view::npos)
            return from + newline + 1;
        from += part->size();
    }
    return end;
}

/// Behind the last newline before `end`, or 0; no further back than a line may be long.
Result<std::uint64_t> FileRecordSource::lineStartBefore(std::uint64_t end) {
    const std::uint64_t furthest = end > LineSplitter::MaximumLine ? end - LineSplitter::MaximumLine : 0;
    for (std::uint64_t step = FirstLook; end > furthest; step = ChunkSize) {
        const std::uint64_t start = end - std::min(step, end - furthest);
        const auto part = bytesAt(start, end - start);
        if (!part)
            return std::unexpected(part.error());
        if (const std::size_t newline = part->rfind('\n'); newline != std::string_view::npos)
            return start + newline + 1;
        end = start;
    }
    return furthest;
}

/// `position` when a line begins there, else the start of the next line, `end` at most.
Result<std::uint64_t> FileRecordSource::lineStart(std::uint64_t position, std::uint64_t end) {
    return position == 0 ? Result<std::uint64_t>(0) : lineStartBehind(position - 1, end);
}

Result<std::uint64_t> FileRecordSource::startOfStretch(std::uint64_t end, std::uint64_t bytes) {
    if (end <= bytes)
        return 0;
    const auto start = lineStart(end - bytes, end);
    if (!start || *start < end)
        return start;
    return lineStartBefore(end - std::max<std::uint64_t>(bytes, 1)); // one line fills it: at least that
}

Result<std::uint64_t> FileRecordSource::endOfStretch(std::uint64_t start, std::uint64_t bytes) {
    const auto size = end();
    if (!size || *size <= start || *size - start <= bytes)
        return size;
    const std::uint64_t wanted = start + std::max<std::uint64_t>(bytes, 1) - 1;
    return lineStartBehind(wanted, std::min<std::uint64_t>(*size, wanted + LineSplitter::MaximumLine));
}

Result<void> FileRecordSource::read(std::uint64_t from, std::uint64_t to, const Visitor& visit) {
    const auto size = end();
    if (!size)
        return std::unexpected(size.error());
    const auto first = lineStart(from, std::min(to, *size));
    if (!first)
        return std::unexpected(first.error());

    LineSplitter lines;
    std::uint64_t position = *first; // of the line being gathered
    const auto onLine = [&](std::string_view line) {
        if (const std::string_view text = recordText(line); !text.empty())
            visit({.text = text, .position = position});
    };
    const auto onOverlong = [&] { visit({.text = {}, .position = position}); };

    std::uint64_t offset = position;
    while (position < to && offset < *size &&
           !(lines.state() == LineSplitter::State::Dropping && offset >= to)) {
        // Behind `to` there is only the rest of one line to read.
        const std::uint64_t wanted = offset < to ? std::min(to, *size) - offset : *size - offset;
        auto part = bytesAt(offset, wanted);
        if (!part)
            return std::unexpected(part.error());
        if (part->empty())
            break; // shorter than it was
        while (!part->empty() && position < to) {
            const std::size_t newline = part->find('\n');
            const std::string_view piece = part->substr(0, newline == part->npos ? newline : newline + 1);
            lines.feed(piece, Padding, onLine, onOverlong);
            offset += piece.size();
            part->remove_prefix(piece.size());
            if (newline != part->npos)
                position = offset;
        }
    }
    if (lines.state() == LineSplitter::State::Dropping)
        onOverlong();
    else if (const std::string_view text = recordText(lines.tail()); !text.empty())
        visit({.text = text, .position = position, .mayBeUnfinished = true});
    return {};
}

} // namespace ax
