// SPDX-License-Identifier: MIT
#include "core/search/span_searcher.h"

#include "core/search/escaped_text.h"
#include "core/search/text_extract.h"
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

void SpanSearcher::search(const Document* document, std::span<const TextSpan> spans, const Visitor& visit) {
    if (!document || spans.empty())
        return;
    m_document = document;
    m_inExtract = !document->extract.empty();
    if (m_inExtract)
        return searchExtract(spans, visit);
    if (document->isDatabase)
        return searchDatabase(spans, visit);
    if (const auto file = m_files.open(document->location().file))
        searchFile(**file, spans, visit);
}

/// One that is gone or not what was written costs the time it was to save.
void SpanSearcher::searchExtract(std::span<const TextSpan> spans, const Visitor& visit) {
    const auto file = m_files.open(m_document->extract);
    const auto status = file ? (*file)->status() : std::unexpected(file.error());
    const IndexedDocument& indexed = *m_document->indexed;
    if (status && status->size == indexed.size) {
        const auto sum = tailSumOf(**file, indexed.end);
        if (sum && *sum == indexed.tailSum)
            return searchFile(**file, spans, visit);
    }
    m_inExtract = false;
    const TextSpan everything = {.from = 0, .to = UINT64_MAX, .traits = TextSpan::UnusualEscapes};
    searchDatabase({&everything, 1}, visit);
}

void SpanSearcher::searchFile(const ReadableFile& file, std::span<const TextSpan> spans,
                              const Visitor& visit) {
    for (const TextSpan& span : spans) {
        if (!searchSpan(file, span, visit))
            return;
    }
}

bool SpanSearcher::searchSpan(const ReadableFile& file, const TextSpan& span, const Visitor& visit) {
    // A span is a block and the record that ends it; a larger one has a line in it that must not be kept.
    const bool isUsual = span.to - span.from <= TextIndexer::BlockBytes + RecordStream::MaximumRecord;
    m_prefilter = isUsual ? usualBytesFor(span) : nullptr;
    if (m_prefilter)
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

/// What to look for in the bytes of a stretch before anything is taken apart; null when that would not find
/// all.
const PhraseFinder* SpanSearcher::usualBytesFor(const TextSpan& span) const {
    const PhraseFinder* const finder = m_pattern.usualBytes();
    if (!finder || (span.traits & TextSpan::UnusualEscapes) != 0)
        return nullptr;
    return finder->wantsFoldedTexts() && (span.traits & TextSpan::ForeignEscapes) != 0 ? nullptr : finder;
}

bool SpanSearcher::searchBytes(const ReadableFile& file, const TextSpan& span, const Visitor& visit) {
    const PhraseFinder& finder = *m_prefilter;
    const std::size_t overlap = finder.phrase().size() - 1;
    using Folding = FoldedStretch::Folding;
    m_stretch.begin(file, span.from, span.to,
                    finder.wantsFoldedTexts() ? Folding::Needed : Folding::Unneeded);
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
    auto records = m_looks.recordsOf(m_document->location());
    if (!records)
        return;
    bool goesOn = true;
    for (const TextSpan& span : spans) {
        m_prefilter = usualBytesFor(span);
        const auto done = records->read(span.from, span.to, [&](const RecordSource::Record& record) {
            m_bytesRead += record.text.size();
            goesOn = searchRecord(record.text, record.position, visit);
            return goesOn;
        });
        if (!done)
            m_looks.forget();
        if (!done || !goesOn)
            return;
    }
}

bool SpanSearcher::searchRecord(std::string_view record, std::uint64_t position, const Visitor& visit) {
    if (m_inExtract) {
        const auto line = text_extract::parse(record);
        return !line || searchText(line->text, line->position, visit);
    }
    bool goesOn = true;
    forEachSpokenText(m_document->owner->format, recordText(record), [&](const SpokenText& spoken) {
        goesOn = goesOn && searchText(spoken, position, visit);
    });
    return goesOn;
}

bool SpanSearcher::searchText(const SpokenText& spoken, std::uint64_t position, const Visitor& visit) {
    const bool isDirect = m_prefilter && !m_prefilter->wantsFoldedTexts();
    if (isDirect && m_prefilter->find(spoken.escaped, 0) == std::string_view::npos)
        return true;
    m_text.clear();
    appendUnescaped(spoken.escaped, m_text);
    return !m_pattern.matches(m_text, m_scratch) || visit({position, spoken.speaker, m_text});
}

} // namespace ax
