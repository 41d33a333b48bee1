// SPDX-License-Identifier: MIT
#include "core/transcripts/transcript_pages.h"

#include "core/transcripts/turn_builder.h"
#include "core/transcripts/turn_joining.h"

#include <algorithm>
#include <span>
#include <utility>

namespace ax {

namespace {

constexpr std::size_t ScreenLines = 80;  ///< what the first paint needs
constexpr std::size_t MarginLines = 240; ///< what a reader passes before the next window comes

/// About how many lines the turns take when they are shown with their tools folded.
std::size_t shownLines(std::span<const Turn> turns) {
    constexpr std::size_t LineBytes = 90;
    std::size_t lines = 0;
    for (const Turn& turn : turns) {
        for (const TurnBlock& block : turn.blocks) {
            const auto* text = std::get_if<TextBlock>(&block);
            lines += text == nullptr ? 1 : 1 + text->markdown.size() / LineBytes;
        }
    }
    return lines;
}

/// The turns that begin in [from, to).
std::span<const Turn> turnsIn(const TranscriptExcerpt& excerpt, std::uint64_t from, std::uint64_t to) {
    const auto first = std::ranges::lower_bound(excerpt.turns, from, {}, &Turn::position);
    const auto last = std::ranges::lower_bound(excerpt.turns, to, {}, &Turn::position);
    return first < last ? std::span(first, last) : std::span<const Turn>();
}

void shortenPaths(TranscriptExcerpt& excerpt, const std::string& folder) {
    if (folder.empty())
        return;
    const std::string prefix = folder + '/';
    for (Turn& turn : excerpt.turns) {
        for (TurnBlock& block : turn.blocks) {
            auto* call = std::get_if<ToolCall>(&block);
            if (call != nullptr && call->summary.starts_with(prefix))
                call->summary.erase(0, prefix.size());
        }
    }
}

} // namespace

TranscriptPages::TranscriptPages(const FileSystem& files, TranscriptLocation location, std::string folder)
    : m_files(files), m_location(std::move(location)), m_folder(std::move(folder)) {
}

bool TranscriptPages::isReplaced() const {
    const auto status = m_files.status(m_location.file);
    return !status || status->identity != m_identity;
}

Result<RecordSource*> TranscriptPages::source() {
    if (m_source && !isReplaced())
        return m_source.get();
    m_source.reset();
    const auto status = m_files.status(m_location.file);
    if (!status)
        return std::unexpected(status.error());
    auto opened = openRecords(m_files, m_location);
    if (!opened)
        return std::unexpected(opened.error());
    m_identity = status->identity;
    m_source = std::move(*opened);
    return m_source.get();
}

Result<std::shared_ptr<TranscriptExcerpt>> TranscriptPages::read(RecordSource& records, std::uint64_t from,
                                                                 std::uint64_t to) const {
    const auto builder = makeTurnBuilder(m_location);
    if (!builder)
        return std::unexpected(Error{ErrorCode::Unsupported, "Transcripts in the format `" +
                                                                 m_location.format + "` cannot be shown"});
    const auto done = records.read(
        from, to, [&builder](const RecordSource::Record& record) { builder->addRecord(record); });
    if (!done)
        return std::unexpected(done.error());
    auto excerpt = std::make_shared<TranscriptExcerpt>(builder->take());
    excerpt->skippedBytes = from;
    shortenPaths(*excerpt, m_folder);
    return excerpt;
}

Result<TranscriptWindow> TranscriptPages::readWindow(RecordSource& records, std::uint64_t from,
                                                     std::uint64_t to, std::uint64_t end) const {
    auto excerpt = read(records, from, to);
    if (!excerpt)
        return std::unexpected(excerpt.error());
    return TranscriptWindow{.excerpt = std::move(*excerpt), .from = from, .to = to, .end = end};
}

Result<TranscriptWindow> TranscriptPages::readEnd() {
    const auto records = source();
    if (!records)
        return std::unexpected(records.error());
    const auto end = (*records)->end();
    if (!end)
        return std::unexpected(end.error());
    if (*end <= WholeBytes)
        return readWindow(**records, 0, *end, *end);
    for (std::uint64_t bytes = EndBytes;; bytes *= 4) {
        const auto from = (*records)->startOfStretch(*end, bytes);
        if (!from)
            return std::unexpected(from.error());
        auto window = readWindow(**records, *from, *end, *end);
        if (!window || *from == 0 || bytes >= MaximumMargin ||
            shownLines(window->excerpt->turns) >= ScreenLines)
            return window;
    }
}

Result<TranscriptWindow> TranscriptPages::readAround(std::uint64_t from, std::uint64_t to) {
    const auto records = source();
    if (!records)
        return std::unexpected(records.error());
    const auto end = (*records)->end();
    if (!end)
        return std::unexpected(end.error());
    if (*end <= WholeBytes)
        return readWindow(**records, 0, *end, *end);
    to = std::min(to, *end);
    from = std::min(from, to);
    for (std::uint64_t before = MarginBytes, after = MarginBytes;;) {
        const auto start = from == 0 ? Result<std::uint64_t>(0) : (*records)->startOfStretch(from, before);
        const auto stop = to == *end ? end : (*records)->endOfStretch(to, after);
        if (!start || !stop)
            return std::unexpected(start ? stop.error() : start.error());
        auto window = readWindow(**records, *start, *stop, *end);
        if (!window)
            return window;
        const TranscriptExcerpt& excerpt = *window->excerpt;
        const bool fewBefore =
            *start > 0 && before < MaximumMargin && shownLines(turnsIn(excerpt, *start, from)) < MarginLines;
        const bool fewAfter =
            *stop < *end && after < MaximumMargin && shownLines(turnsIn(excerpt, to, *stop)) < MarginLines;
        if (!fewBefore && !fewAfter)
            return window;
        before *= fewBefore ? 4 : 1;
        after *= fewAfter ? 4 : 1;
    }
}

Result<TranscriptWindow> TranscriptPages::refresh(const TranscriptWindow& shown, Follow follow) {
    const bool replaced = m_source == nullptr || isReplaced();
    const auto records = source();
    if (!records)
        return std::unexpected(records.error());
    const auto end = (*records)->end();
    if (!end)
        return std::unexpected(end.error());
    if (replaced || *end < shown.to || *end < shown.end)
        return readEnd();
    if (shown.reachesEnd() && *end - shown.from <= MaximumWindow)
        return append(**records, shown, *end);
    if (follow == Follow::Yes)
        return readEnd();
    TranscriptWindow same = shown;
    same.end = *end;
    return same;
}

/// From the last answer on everything is read again: an answer may go on, and a record that was unfinished
/// lies behind it, too.
Result<TranscriptWindow> TranscriptPages::append(RecordSource& records, const TranscriptWindow& shown,
                                                 std::uint64_t end) {
    const TranscriptExcerpt& known = *shown.excerpt;
    const std::size_t kept = turnsThatStay(known.turns);
    // What is left out is counted for the whole window; nothing tells which part of it lies behind `kept`.
    if (kept == 0 || known.damagedRecords + known.unknownRecords > 0)
        return readWindow(records, shown.from, end, end);
    auto added = read(records, known.turns[kept].position, end);
    if (!added)
        return std::unexpected(added.error());
    auto joined = std::make_shared<TranscriptExcerpt>();
    joined->skippedBytes = known.skippedBytes;
    joined->damagedRecords = (*added)->damagedRecords;
    joined->unknownRecords = (*added)->unknownRecords;
    joined->turns.assign(known.turns.begin(), known.turns.begin() + static_cast<std::ptrdiff_t>(kept));
    joinTurns(joined->turns, std::move((*added)->turns));
    return TranscriptWindow{.excerpt = std::move(joined), .from = shown.from, .to = end, .end = end};
}

} // namespace ax
