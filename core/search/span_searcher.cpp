// SPDX-License-Identifier: MIT
#include "core/search/span_searcher.h"

#include "core/search/escaped_text.h"
#include "core/search/text_indexer.h"
#include "core/transcripts/line_splitter.h"

#include <algorithm>
#include <cstring>

namespace ax {

namespace {

/// Where the line begins that has `place`, given the start of a line before it.
std::size_t lineStart(std::string_view bytes, std::size_t start, std::size_t place) {
    while (const void* found = std::memchr(bytes.data() + start, '\n', place - start))
        start = static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data()) + 1;
    return start;
}

} // namespace

void SpanSearcher::search(const TranscriptLocation& location, std::span<const TextSpan> spans,
                          const Visitor& visit) {
    m_location = &location;
    if (location.format == DatabaseFormat)
        return searchDatabase(spans, visit);
    const auto file = m_files.open(location.file);
    if (!file)
        return;
    for (const TextSpan& span : spans) {
        if (!searchFile(**file, span, visit))
            return;
    }
}

bool SpanSearcher::searchFile(const ReadableFile& file, const TextSpan& span, const Visitor& visit) {
    // A span is a block and the record that ends it; a larger one has a line in it that must not be kept.
    const bool isUsual = span.to - span.from <= TextIndexer::BlockBytes + RecordStream::MaximumRecord;
    if (m_pattern.usualBytes() && isUsual && (span.traits & TextSpan::UnusualEscapes) == 0)
        return searchBytes(file, span, visit);
    bool goesOn = true;
    const auto onRecord = [&](std::string_view line, std::uint64_t position, std::uint64_t) {
        goesOn = searchRecord(line, position, visit);
        return goesOn;
    };
    const auto end = m_records.read(file, span.from, span.to, onRecord);
    m_bytesRead += span.to - span.from;
    if (end && goesOn && !m_records.rest().empty()) // a last line without its end
        goesOn = searchRecord(m_records.rest(), *end, visit);
    return goesOn;
}

bool SpanSearcher::searchBytes(const ReadableFile& file, const TextSpan& span, const Visitor& visit) {
    const PhraseFinder& finder = *m_pattern.usualBytes();
    const std::size_t overlap = finder.phrase().size() - 1;
    m_stretch.begin(file, span.from, span.to);
    std::size_t start = 0; // of a line
    std::size_t at = 0;
    while (true) {
        const std::size_t hit = finder.find(m_stretch.folded(), at);
        if (hit == std::string_view::npos) {
            const std::size_t size = m_stretch.folded().size();
            at = std::max(at, size - std::min(size, overlap));
            if (!m_stretch.more())
                break;
            continue;
        }
        start = lineStart(m_stretch.bytes(), start, hit);
        std::size_t end = m_stretch.bytes().find('\n', hit);
        while (end == std::string_view::npos && m_stretch.more())
            end = m_stretch.bytes().find('\n', hit);
        end = std::min(end, m_stretch.bytes().size());
        if (!searchRecord(m_stretch.bytes().substr(start, end - start), span.from + start, visit))
            return false;
        start = at = std::min(end + 1, m_stretch.bytes().size());
    }
    m_bytesRead += m_stretch.bytes().size();
    return true;
}

void SpanSearcher::searchDatabase(std::span<const TextSpan> spans, const Visitor& visit) {
    const auto records = openRecords(m_files, *m_location);
    const auto end = records ? (*records)->end() : std::unexpected(records.error());
    if (!end)
        return;
    bool goesOn = true;
    const auto onRecord = [&](const RecordSource::Record& record) {
        m_bytesRead += record.text.size();
        goesOn = goesOn && searchRecord(record.text, record.position, visit);
    };
    for (const TextSpan& span : spans) {
        std::uint64_t from = span.from;
        const std::uint64_t behind = std::min(span.to, *end);
        while (goesOn && from < behind) {
            const auto to = (*records)->endOfStretch(from, TextIndexer::BlockBytes);
            if (!to || *to <= from || !(*records)->read(from, std::min(*to, behind), onRecord))
                return;
            from = *to;
        }
    }
}

bool SpanSearcher::searchRecord(std::string_view record, std::uint64_t position, const Visitor& visit) {
    bool goesOn = true;
    forEachSpokenText(m_location->format, recordText(record), [&](const SpokenText& spoken) {
        if (!goesOn)
            return;
        m_text.clear();
        appendUnescaped(spoken.escaped, m_text);
        if (m_pattern.matches(m_text, m_scratch))
            goesOn = visit({position, spoken.speaker, m_text});
    });
    return goesOn;
}

} // namespace ax
