// SPDX-License-Identifier: MIT
#include "core/search/text_indexer.h"

#include "core/base/hash.h"
#include "core/search/escaped_text.h"
#include "core/search/text_folding.h"
#include "core/transcripts/line_splitter.h"

#include <algorithm>
#include <array>
#include <functional>
#include <tuple>

namespace ax {

namespace {

bool isWithin(std::string_view part, std::string_view whole) {
    const std::less_equal<> before;
    return before(whole.data(), part.data()) &&
           before(part.data() + part.size(), whole.data() + whole.size());
}

} // namespace

Result<std::uint64_t> tailSumOf(const ReadableFile& file, std::uint64_t end) {
    std::array<char, 256> bytes{};
    const std::uint64_t size = std::min<std::uint64_t>(end, bytes.size());
    const auto count = file.readAt(end - size, std::span(bytes).first(size));
    if (!count)
        return std::unexpected(count.error());
    return hashBytes({bytes.data(), *count}, end);
}

std::pair<std::uint32_t, std::uint64_t> SegmentShelf::takeNumber() {
    const std::lock_guard lock(m_mutex);
    m_ids.push_back(0);
    return {m_first + static_cast<std::uint32_t>(m_ids.size() - 1), SegmentFolder::newId()};
}

void SegmentShelf::finish(std::uint32_t number, const SegmentBuilder& segment) {
    const auto saved = m_folder.saveSegment(segment.id(), segment.bytes());
    const std::lock_guard lock(m_mutex);
    if (saved)
        m_ids[number - m_first] = segment.id();
    else
        m_problem = saved.error();
}

std::vector<std::uint64_t> SegmentShelf::ids() const {
    const std::lock_guard lock(m_mutex);
    return m_ids;
}

std::optional<Error> SegmentShelf::problem() const {
    const std::lock_guard lock(m_mutex);
    return m_problem;
}

std::pair<std::uint32_t, std::uint16_t> ColumnWriter::add(TrigramSet& trigrams) {
    if (!m_segment) {
        const auto [number, id] = m_shelf.takeNumber();
        m_number = number;
        m_segment.emplace(id);
    }
    const std::uint16_t column = m_segment->add(trigrams);
    if (m_segment->isFull())
        finish();
    return {m_number, column};
}

void ColumnWriter::finish() {
    if (m_segment)
        m_shelf.finish(m_number, *m_segment);
    m_segment.reset();
}

void TextIndexer::index(IndexingTask& task, const std::stop_token& stop) {
    m_span = {.from = task.document.end, .to = task.document.end, .traits = TextSpan::Silent};
    m_spanBytes = 0;
    if (task.location.format == DatabaseFormat)
        indexDatabase(task, stop);
    else
        indexFile(task, stop);
}

void TextIndexer::indexFile(IndexingTask& task, const std::stop_token& stop) {
    const auto file = m_files.open(task.location.file);
    if (!file)
        return;
    const auto status = (*file)->status();
    if (!status)
        return;
    const auto visit = [&](std::string_view line, std::uint64_t, std::uint64_t end) {
        addRecord(task, recordText(line));
        m_span.to = end;
        m_spanBytes = end - m_span.from;
        if (m_spanBytes >= BlockBytes)
            endSpan(task.document, end);
        return !stop.stop_requested();
    };
    const auto end = m_stream.read(**file, task.document.end, status->size, visit);
    endSpan(task.document, end.value_or(m_span.to));
    const auto tailSum = tailSumOf(**file, end.value_or(0));
    if (!end || !tailSum || stop.stop_requested())
        return;
    task.document.identity = status->identity;
    task.document.size = status->size;
    task.document.modifiedNanoseconds = status->modifiedNanoseconds;
    task.document.end = *end;
    task.document.tailSum = *tailSum;
    task.done = true;
}

void TextIndexer::indexDatabase(IndexingTask& task, const std::stop_token& stop) {
    const auto records = openRecords(m_files, task.location);
    const auto end = records ? (*records)->end() : std::unexpected(records.error());
    if (!end || !task.changed)
        return;
    const auto visit = [&](const RecordSource::Record& record) {
        if (m_spanBytes >= BlockBytes)
            endSpan(task.document, record.position);
        addRecord(task, record.text);
        m_spanBytes += record.text.size();
    };
    std::uint64_t from = 0;
    while (from < *end && !stop.stop_requested()) {
        const auto to = (*records)->endOfStretch(from, BlockBytes);
        if (!to || *to <= from || !(*records)->read(from, std::min(*to, *end), visit))
            break;
        from = *to;
    }
    endSpan(task.document, *end);
    if (from < *end)
        return;
    task.document.modifiedNanoseconds = task.changed->time_since_epoch().count();
    task.document.end = *end;
    task.done = true;
}

void TextIndexer::addRecord(const IndexingTask& task, std::string_view record) {
    forEachSpokenText(task.location.format, record, [&](const SpokenText& text) { addText(text, record); });
}

void TextIndexer::addText(const SpokenText& text, std::string_view record) {
    if (text.escaped.empty())
        return;
    m_text.clear();
    const TextTraits traits = appendUnescaped(text.escaped, m_text);
    foldText(m_text);
    m_own->add(m_text);
    m_span.traits &= static_cast<std::uint8_t>(~TextSpan::Silent);
    // A text that is no part of the record was mended: the file has other bytes.
    if (traits.unusualEscapes || !isWithin(text.escaped, record))
        m_span.traits |= TextSpan::UnusualEscapes;
    if (traits.foreignAscii)
        m_span.traits |= TextSpan::ForeignAscii;
}

void TextIndexer::endSpan(IndexedDocument& document, std::uint64_t end) {
    m_span.to = end;
    const std::uint64_t bytes = std::exchange(m_spanBytes, 0);
    const TextSpan next = {.from = end, .to = end, .traits = TextSpan::Silent};
    if (m_span.to == m_span.from)
        return;
    document.spans.push_back(std::exchange(m_span, next));
    TextSpan& span = document.spans.back();
    if (bytes >= BlockBytes)
        span.traits |= TextSpan::AloneInColumn;
    if ((span.traits & TextSpan::Silent) != 0)
        return;
    if ((span.traits & TextSpan::AloneInColumn) != 0) {
        std::tie(span.segment, span.column) = m_columns.add(*m_own);
        return;
    }
    if (m_sharedBytes + bytes > BlockBytes)
        closeShared();
    const auto from = m_own->bytes();
    const auto to = m_shared->bytes();
    for (std::size_t i = 0; i < from.size(); ++i)
        to[i] |= from[i];
    std::ranges::fill(from, std::uint8_t{0});
    m_sharedBytes += bytes;
    m_waiting.emplace_back(&document, document.spans.size() - 1);
}

void TextIndexer::closeShared() {
    if (m_waiting.empty())
        return;
    const auto [segment, column] = m_columns.add(*m_shared);
    for (const auto& [document, index] : m_waiting) {
        document->spans[index].segment = segment;
        document->spans[index].column = column;
    }
    m_waiting.clear();
    m_sharedBytes = 0;
}

void TextIndexer::finish() {
    closeShared();
    m_columns.finish();
}

} // namespace ax
