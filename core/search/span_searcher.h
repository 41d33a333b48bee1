// SPDX-License-Identifier: MIT
#pragma once

#include "core/search/document_list.h"
#include "core/search/folded_stretch.h"
#include "core/search/record_stream.h"
#include "core/search/text_catalog.h"
#include "core/search/text_pattern.h"
#include "core/transcripts/opencode_session_records.h"
#include "core/transcripts/record_source.h"
#include "core/transcripts/searchable_text.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace ax {

/// A text that matches.
struct MatchingText {
    std::uint64_t position = 0; ///< of its record, in the transcript's RecordSource
    Speaker speaker = Speaker::User;
    std::string_view text; ///< without escapes
};

/// Reads stretches of transcripts and finds the texts that match, exactly: only what is said, whatever the
/// file has around it. A phrase is looked for in the file's bytes first, and a record is taken apart only
/// when its bytes have it. One thread; the pattern outlives it.
class SpanSearcher {
public:
    SpanSearcher(const FileSystem& files, const TextPattern& pattern) : m_files(files), m_pattern(pattern) {}

    /// Each matching text, in order, until the visitor returns false. `spans` of the document are ascending;
    /// what cannot be read matches nothing, and without a document nothing does.
    using Visitor = std::function<bool(const MatchingText&)>;
    void search(const Document* document, std::span<const TextSpan> spans, const Visitor& visit);

    TextPattern::Scratch& scratch() { return m_scratch; }
    std::uint64_t bytesRead() const { return m_bytesRead; }

private:
    void searchFile(const ReadableFile& file, std::span<const TextSpan> spans, const Visitor& visit);
    bool searchSpan(const ReadableFile& file, const TextSpan& span, const Visitor& visit);
    bool searchBytes(const ReadableFile& file, const TextSpan& span, const Visitor& visit);
    void searchExtract(std::span<const TextSpan> spans, const Visitor& visit);
    const PhraseFinder* usualBytesFor(const TextSpan& span) const;
    void searchDatabase(std::span<const TextSpan> spans, const Visitor& visit);
    bool searchRecord(std::string_view record, std::uint64_t position, const Visitor& visit);
    bool searchText(const SpokenText& spoken, std::uint64_t position, const Visitor& visit);

    const FileSystem& m_files;
    const TextPattern& m_pattern;
    const Document* m_document = nullptr; ///< that is being searched
    bool m_inExtract = false;
    const PhraseFinder* m_prefilter = nullptr; ///< texts without it need not be looked at
    TextPattern::Scratch m_scratch;
    FoldedStretch m_stretch;
    RecordStream m_records;
    OpencodeLooks m_looks;
    std::string m_text;
    std::uint64_t m_bytesRead = 0;
};

} // namespace ax
