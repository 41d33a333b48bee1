// SPDX-License-Identifier: MIT
#include "core/transcripts/excerpt.h"

#include "core/base/paths.h"
#include "core/transcripts/claude_excerpt.h"
#include "core/transcripts/line_splitter.h"
#include "core/transcripts/transcript_padding.h"
#include "core/transcripts/transcript_scratch.h"

#include <algorithm>

namespace ax {

namespace {

/// Reads as much as there is, up to the span's size.
Result<std::size_t> readFully(const ReadableFile& file, std::uint64_t offset, std::span<char> into) {
    std::size_t filled = 0;
    while (filled < into.size()) {
        const auto count = file.readAt(offset + filled, into.subspan(filled));
        if (!count)
            return std::unexpected(count.error());
        if (*count == 0)
            break;
        filled += *count;
    }
    return filled;
}

/// The offset after the first newline at or behind `from` that has anything after it, or `size`.
Result<std::uint64_t> lineStartAfter(const ReadableFile& file, std::uint64_t from, std::uint64_t size,
                                     std::span<char> buffer) {
    while (from < size) {
        const auto count =
            readFully(file, from, buffer.first(std::min<std::uint64_t>(buffer.size(), size - from)));
        if (!count)
            return std::unexpected(count.error());
        if (*count == 0)
            break;
        const auto part = buffer.first(*count);
        if (const auto newline = std::ranges::find(part, '\n'); newline != part.end())
            return from + static_cast<std::uint64_t>(newline - part.begin()) + 1;
        from += *count;
    }
    return size;
}

/// The offset after the last newline before `end`, or 0; no further back than a line may be long.
Result<std::uint64_t> lineStartBefore(const ReadableFile& file, std::uint64_t end, std::span<char> buffer) {
    const std::uint64_t furthest = end > LineSplitter::MaximumLine ? end - LineSplitter::MaximumLine : 0;
    while (end > furthest) {
        const std::uint64_t start = end > furthest + buffer.size() ? end - buffer.size() : furthest;
        const auto count = readFully(file, start, buffer.first(end - start));
        if (!count)
            return std::unexpected(count.error());
        const std::string_view part(buffer.data(), *count);
        if (const std::size_t newline = part.rfind('\n'); newline != std::string_view::npos)
            return start + newline + 1;
        end = start;
    }
    return furthest;
}

/// Where the last `maximumBytes` begin, moved to the start of a record.
Result<std::uint64_t> startOf(const ReadableFile& file, std::uint64_t size, std::uint64_t maximumBytes,
                              std::span<char> buffer) {
    if (size <= maximumBytes)
        return 0;
    const std::uint64_t wanted = size - maximumBytes;
    const auto start = lineStartAfter(file, wanted - 1, size, buffer);
    if (!start || *start < size)
        return start;
    return lineStartBefore(file, wanted, buffer); // one line fills the whole window: show at least that
}

Result<TranscriptExcerpt> readClaudeExcerpt(const ReadableFile& file, std::uint64_t maximumBytes,
                                            ClaudeExcerptBuilder::Sidechains sidechains) {
    const auto status = file.status();
    if (!status)
        return std::unexpected(status.error());
    TranscriptScratch scratch;
    const auto start = startOf(file, status->size, maximumBytes, scratch.chunk());
    if (!start)
        return std::unexpected(start.error());

    ClaudeExcerptBuilder builder(sidechains);
    LineSplitter lines;
    using LineState = ClaudeExcerptBuilder::LineState;
    const auto addLine = [&](std::string_view line) {
        builder.addLine(recordText(line), LineState::Finished);
    };
    for (std::uint64_t offset = *start; offset < status->size;) {
        const std::uint64_t wanted = std::min<std::uint64_t>(scratch.chunk().size(), status->size - offset);
        const auto count = file.readAt(offset, scratch.chunk().first(wanted));
        if (!count)
            return std::unexpected(count.error());
        if (*count == 0)
            break;
        offset += *count;
        lines.feed({scratch.chunk().data(), *count}, TranscriptPadding, addLine,
                   [&] { builder.addDamaged(); });
    }
    builder.addLine(recordText(lines.tail()), LineState::InTheMaking);
    TranscriptExcerpt excerpt = builder.take();
    excerpt.skippedBytes = *start;
    return excerpt;
}

} // namespace

Result<TranscriptExcerpt> readExcerpt(const FileSystem& files, std::string_view format,
                                      const std::string& path, std::uint64_t maximumBytes) {
    if (format != "claude")
        return std::unexpected(
            Error{ErrorCode::Unsupported,
                  "Transcripts in the format `" + std::string(format) + "` cannot be shown yet"});
    const auto file = files.open(path);
    if (!file)
        return std::unexpected(file.error());
    const auto sidechains = fileName(path).starts_with("agent-") ? ClaudeExcerptBuilder::Sidechains::Show
                                                                 : ClaudeExcerptBuilder::Sidechains::Hide;
    return readClaudeExcerpt(**file, maximumBytes, sidechains);
}

} // namespace ax
