// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/search/grams.h"
#include "core/search/record_stream.h"
#include "core/search/said_words.h"
#include "core/search/segment_folder.h"
#include "core/search/text_catalog.h"
#include "core/transcripts/opencode_session_records.h"
#include "core/transcripts/record_source.h"
#include "core/transcripts/searchable_text.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ax {

/// The format whose transcripts are sessions of a database, not files.
constexpr std::string_view DatabaseFormat = "opencode";

/// One transcript that is to be indexed, or whose end is.
struct IndexingTask {
    TranscriptLocation location;
    DocumentKey key;
    std::uint64_t bytes = 0;          ///< about how many there are to read
    std::optional<Timestamp> changed; ///< of a database's session, as its row says
    IndexedDocument document; ///< in: spans to keep, up to `end`. Out: all of it, or untouched when it failed
    SaidWords said;           ///< in: what is known up to document.end
    bool done = false;
};

/// The segments and text extracts that several indexers make together. Thread-safe.
class SegmentShelf {
public:
    /// Numbers begin at `first`: places in TextCatalog::segments.
    SegmentShelf(const SegmentFolder& folder, std::uint32_t first) : m_folder(folder), m_first(first) {}

    std::pair<std::uint32_t, std::uint64_t> takeNumber(); ///< with a new id
    void finish(std::uint32_t number, const SegmentBuilder& segment);
    bool saveExtract(const DocumentKey& key, std::string_view bytes); ///< whether it could be

    std::vector<std::uint64_t>
    ids() const; ///< in order of their numbers; 0 for one that could not be written
    std::optional<Error> problem() const;

private:
    const SegmentFolder& m_folder;
    std::uint32_t m_first;
    mutable std::mutex m_mutex; ///< guards all below
    std::vector<std::uint64_t> m_ids;
    std::optional<Error> m_problem;
};

/// Puts columns into segments of the shelf, one after another. One thread.
class ColumnWriter {
public:
    explicit ColumnWriter(SegmentShelf& shelf) : m_shelf(shelf) {}

    /// Empties `grams`; returns the segment's number and the column's.
    std::pair<std::uint32_t, std::uint16_t> add(GramSet& grams);
    void finish(); ///< a segment that is not full

private:
    SegmentShelf& m_shelf;
    std::optional<SegmentBuilder> m_segment;
    std::uint32_t m_number = 0;
};

/// Reads transcripts and puts what was said in them into columns: a stretch of BlockBytes has one of its own,
/// shorter ones share. One thread; several indexers share a shelf.
class TextIndexer {
public:
    static constexpr std::uint64_t BlockBytes = 128 << 10; ///< of a transcript

    TextIndexer(SegmentShelf& shelf, const FileSystem& files, const WordList& words)
        : m_shelf(shelf), m_columns(shelf), m_files(files), m_words(words) {}

    /// The task stays where it is until finish().
    void index(IndexingTask& task, const std::stop_token& stop);
    /// Gives columns to what still waits for one.
    void finish();

private:
    void indexFile(IndexingTask& task, const std::stop_token& stop);
    void indexDatabase(IndexingTask& task, const std::stop_token& stop);
    void addRecord(IndexingTask& task, std::string_view record);
    void addText(IndexingTask& task, const SpokenText& text, std::string_view record);
    void endSpan(IndexedDocument& document, std::uint64_t end);
    void closeShared();

    SegmentShelf& m_shelf;
    ColumnWriter m_columns;
    const FileSystem& m_files;
    const WordList& m_words;
    RecordStream m_stream;
    OpencodeLooks m_looks;
    std::string m_text;
    std::string m_extract; ///< of the database's session at hand
    std::uint64_t m_spanBytes = 0;
    TextSpan m_span; ///< the one that is being read, its grams in m_own
    GramSet m_own;
    GramSet m_shared;
    std::uint64_t m_sharedBytes = 0;
    std::vector<std::pair<IndexedDocument*, std::size_t>> m_waiting; ///< spans whose grams are in m_shared
};

/// What to tell whether a file still begins as it did: a checksum over the last bytes before `end`.
Result<std::uint64_t> tailSumOf(const ReadableFile& file, std::uint64_t end);
std::uint64_t tailSumOf(std::string_view bytes); ///< of a whole file

} // namespace ax
