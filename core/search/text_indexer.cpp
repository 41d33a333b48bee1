// SPDX-License-Identifier: MIT
#include "core/search/text_indexer.h"

#include "core/base/hash.h"
#include "core/search/escaped_text.h"
#include "core/search/text_extract.h"
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

constexpr std::size_t TailBytes = 256;

} // namespace

Result<std::uint64_t> tailSumOf(const ReadableFile& file, std::uint64_t end) {
    std::array<char, TailBytes> bytes{};
    const std::uint64_t size = std::min<std::uint64_t>(end, bytes.size());
    const auto count = file.readAt(end - size, std::span(bytes).first(size));
    if (!count)
        return std::unexpected(count.error());
    return hashBytes({bytes.data(), *count}, end);
}

std::uint64_t tailSumOf(std::string_view bytes) {
    return hashBytes(bytes.substr(bytes.size() - std::min(bytes.size(), TailBytes)), bytes.size());
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

bool SegmentShelf::saveExtract(const DocumentKey& key, std::string_view bytes) {
    const auto saved = m_folder.saveExtract(key, bytes);
    if (saved)
        return true;
    const std::lock_guard lock(m_mutex);
    m_problem = saved.error();
    return false;
}

std::vector<std::uint64_t> SegmentShelf::ids() const {
    const std::lock_guard lock(m_mutex);
    return m_ids;
}

std::optional<Error> SegmentShelf::problem() const {
    const std::lock_guard lock(m_mutex);
    return m_problem;
}

std::pair<std::uint32_t, std::uint16_t> ColumnWriter::add(GramSet& grams) {
    if (!m_segment) {
        const auto [number, id] = m_shelf.takeNumber();
        m_number = number;
        m_segment.emplace(id);
    }
    const std::uint16_t column = m_segment->add(grams);
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
    auto records = m_looks.recordsOf(task.location);
    if (!records || !task.changed)
        return;
    m_extract.clear();
    const auto read = records->read(0, UINT64_MAX, [&](const RecordSource::Record& record) {
        if (m_spanBytes >= BlockBytes)
            endSpan(task.document, m_extract.size());
        forEachSpokenText(DatabaseFormat, record.text, [&](const SpokenText& text) {
            addText(task, text, record.text);
            text_extract::append(m_extract, {.position = record.position, .text = text});
        });
        m_spanBytes = m_extract.size() - m_span.from;
        return !stop.stop_requested();
    });
    endSpan(task.document, m_extract.size());
    if (!read)
        m_looks.forget();
    if (!read || stop.stop_requested() || !m_shelf.saveExtract(task.key, m_extract))
        return;
    task.document.modifiedNanoseconds = task.changed->time_since_epoch().count();
    task.document.size = m_extract.size();
    task.document.end = m_extract.size();
    task.document.tailSum = tailSumOf(m_extract);
    task.done = true;
}

void TextIndexer::addRecord(IndexingTask& task, std::string_view record) {
    forEachSpokenText(task.location.format, record,
                      [&](const SpokenText& text) { addText(task, text, record); });
}

void TextIndexer::addText(IndexingTask& task, const SpokenText& text, std::string_view record) {
    if (text.escaped.empty())
        return;
    m_text.clear();
    const TextTraits traits = appendUnescaped(text.escaped, m_text);
    const std::size_t size = m_text.size();
    m_text.append(GramSet::Padding, '\0');
    foldText(std::span(m_text).first(size));
    m_own.add(std::string_view(m_text).substr(0, size), [&](const char* word, std::size_t wordSize) {
        if (const auto place = m_words.find(word, wordSize))
            task.said.note(*place, text.speaker);
    });
    m_span.traits &= static_cast<std::uint8_t>(~TextSpan::Silent);
    // A text that is no part of the record was mended: the file has other bytes.
    if (traits.unusualEscapes || !isWithin(text.escaped, record))
        m_span.traits |= TextSpan::UnusualEscapes;
    if (traits.foreignEscapes)
        m_span.traits |= TextSpan::ForeignEscapes;
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
        std::tie(span.segment, span.column) = m_columns.add(m_own);
        return;
    }
    if (m_sharedBytes + bytes > BlockBytes)
        closeShared();
    m_shared.add(m_own);
    m_own.clear();
    m_sharedBytes += bytes;
    m_waiting.emplace_back(&document, document.spans.size() - 1);
}

void TextIndexer::closeShared() {
    if (m_waiting.empty())
        return;
    const auto [segment, column] = m_columns.add(m_shared);
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
