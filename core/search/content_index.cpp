// SPDX-License-Identifier: MIT
#include "core/search/content_index.h"

#include "core/search/column_filter.h"
#include "core/search/compaction.h"
#include "core/search/cores.h"
#include "core/search/document_list.h"
#include "core/search/grams.h"
#include "core/search/indexing.h"
#include "core/search/session_search.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <unordered_map>

namespace ax {

namespace {

/// Read by each search rather than indexed: below this, writing costs more than it saves.
constexpr std::uint64_t MostUnindexed = 2 << 20;

bool isAlone(const TextSpan& span) {
    return (span.traits & TextSpan::AloneInColumn) != 0;
}

/// What the index says to keep of a document that grew: all but a last stretch that is still short.
IndexedDocument keptOf(const Document& document) {
    if (!document.indexed)
        return {};
    IndexedDocument kept = *document.indexed;
    if (!kept.spans.empty() && !isAlone(kept.spans.back())) {
        kept.end = kept.spans.back().from;
        kept.spans.pop_back();
    }
    return kept;
}

} // namespace

class ContentIndex::Private {
public:
    Private(const FileSystem& files, std::string path) : folder(files, std::move(path)) {}

    Refresh refresh(SnapshotPointer newSnapshot, const ProgressListener& onProgress,
                    const std::stop_token& stop);
    std::vector<SessionCandidates> candidatesFor(const SearchQuery& query);
    /// In the session's own transcript.
    DocumentCandidates candidatesIn(const TextPattern& pattern, const Session& session);

    SegmentFolder folder;
    SnapshotPointer snapshot = std::make_shared<const Snapshot>();

private:
    void load();
    void openSegments();
    std::optional<Error> index(const std::vector<Document*>& stale, const ProgressListener& onProgress,
                               const std::stop_token& stop);
    void forgetOthers();

    /// For each segment which columns may match; nothing for a segment that is damaged: all may.
    using Candidates = std::vector<std::optional<segment::ColumnBits>>;
    std::optional<Candidates> filterColumns(const TextPattern& pattern);
    std::vector<std::optional<Speaker>> knownSpeakers(const TextPattern& pattern) const;
    static std::vector<TextSpan> spansOf(const Document& document, const TextPattern& pattern,
                                         const std::optional<Candidates>& candidates);

    bool m_loaded = false;
    TextCatalog m_catalog;
    SegmentMap m_segments;
    std::optional<SaidWordsFile> m_saidWords;
    std::vector<Document> m_documents; ///< of the snapshot
};

void ContentIndex::Private::load() {
    if (m_loaded)
        return;
    m_loaded = true;
    if (auto catalog = folder.loadCatalog())
        m_catalog = std::move(*catalog);
    m_saidWords = folder.openSaidWords(m_catalog.saidWords);
}

/// Opens what is not open yet; what cannot be opened is lost with all that stands in it.
void ContentIndex::Private::openSegments() {
    bool lost = false;
    for (std::uint64_t& id : m_catalog.segments) {
        if (m_segments.contains(id))
            continue;
        if (auto segment = id == 0 ? std::nullopt : folder.openSegment(id))
            m_segments.emplace(id, std::move(*segment));
        else
            id = 0;
        lost |= id == 0;
    }
    if (lost)
        dropLost(m_catalog);
    std::erase_if(m_segments,
                  [&](const auto& entry) { return !std::ranges::contains(m_catalog.segments, entry.first); });
}

ContentIndex::Refresh ContentIndex::Private::refresh(SnapshotPointer newSnapshot,
                                                     const ProgressListener& onProgress,
                                                     const std::stop_token& stop) {
    load();
    openSegments();
    snapshot = std::move(newSnapshot);
    m_documents = documentsOf(*snapshot);
    constexpr std::size_t AtOnce = 64;
    std::atomic<std::size_t> next = 0;
    onAllCores(m_documents.size() / AtOnce, [&](Thread) {
        for (std::size_t first = next.fetch_add(AtOnce); first < m_documents.size();
             first = next.fetch_add(AtOnce)) {
            for (std::size_t i = first; i < std::min(first + AtOnce, m_documents.size()); ++i)
                examine(m_documents[i], folder, m_catalog);
        }
    });
    std::vector<Document*> stale;
    Refresh refreshed;
    for (Document& document : m_documents) {
        if (document.isSettled || !document.hasRest())
            continue;
        stale.push_back(&document);
        refreshed.bytesIndexed += document.restBytes();
    }
    if (refreshed.bytesIndexed <= MostUnindexed) {
        refreshed.bytesIndexed = 0;
        return refreshed;
    }
    refreshed.problem = index(stale, onProgress, stop);
    return refreshed;
}

std::optional<Error> ContentIndex::Private::index(const std::vector<Document*>& stale,
                                                  const ProgressListener& onProgress,
                                                  const std::stop_token& stop) {
    std::vector<IndexingTask> tasks;
    const std::vector<SaidWords> saidBefore = m_saidWords ? m_saidWords->all() : std::vector<SaidWords>();
    for (const Document* document : stale) {
        const bool isKnown = document->indexed && document->indexed->number < saidBefore.size();
        tasks.push_back({.location = document->location(),
                         .key = document->key,
                         .bytes = document->restBytes(),
                         .changed = document->owner->last,
                         .document = keptOf(*document),
                         .said = isKnown ? saidBefore[document->indexed->number] : SaidWords()});
    }
    const WordList words = m_saidWords ? m_saidWords->words() : commonWords(tasks, folder.files());
    for (IndexingTask& task : tasks) {
        if (task.said.isEmpty())
            task.said = SaidWords(words.size());
    }
    std::optional<Error> problem = indexDocuments(tasks, m_catalog, folder, words, onProgress, stop);
    saveSaidWords(tasks, words, saidBefore, m_catalog, folder);
    m_saidWords = folder.openSaidWords(m_catalog.saidWords);
    forgetOthers();
    dropLost(m_catalog);
    openSegments();
    compact(m_catalog, m_segments, folder);
    dropLost(m_catalog);
    openSegments();
    if (const auto saved = folder.saveCatalog(m_catalog); !saved && !problem)
        problem = saved.error();
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    folder.removeExcept(m_catalog, std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
    for (Document& document : m_documents)
        examine(document, folder, m_catalog);
    return problem;
}

/// Transcripts that are gone, or no session's any more.
void ContentIndex::Private::forgetOthers() {
    std::unordered_map<DocumentKey, bool, DocumentKey::Hash> wanted;
    for (const Document& document : m_documents)
        wanted.emplace(document.key, true);
    std::erase_if(m_catalog.documents, [&](const auto& entry) { return !wanted.contains(entry.first); });
}

std::optional<ContentIndex::Private::Candidates>
ContentIndex::Private::filterColumns(const TextPattern& pattern) {
    const ColumnFilter filter(pattern);
    if (!filter.filters())
        return std::nullopt;
    Candidates candidates;
    for (std::uint64_t& id : m_catalog.segments) {
        const auto segment = m_segments.find(id);
        auto columns = segment == m_segments.end() ? std::nullopt : filter.candidates(segment->second);
        if (!columns) // the next refresh() indexes its documents anew
            id = 0;
        candidates.push_back(std::move(columns));
    }
    return candidates;
}

std::vector<TextSpan> ContentIndex::Private::spansOf(const Document& document, const TextPattern& pattern,
                                                     const std::optional<Candidates>& candidates) {
    std::vector<TextSpan> spans;
    const auto mayMatch = [&](const TextSpan& span) {
        if ((span.traits & TextSpan::Silent) != 0)
            return false;
        if (!candidates || (pattern.isExpression() && (span.traits & TextSpan::ForeignAscii) != 0))
            return true;
        const auto& columns = (*candidates)[span.segment];
        return !columns || (*columns)[span.column];
    };
    if (document.indexed)
        std::ranges::copy_if(document.indexed->spans, std::back_inserter(spans), mayMatch);
    if (document.hasRest())
        spans.push_back(document.rest());
    return spans;
}

std::vector<SessionCandidates> ContentIndex::Private::candidatesFor(const SearchQuery& query) {
    const std::optional<Candidates> columns = filterColumns(*query.pattern());
    std::vector<SessionCandidates> found;
    const auto speakers = knownSpeakers(*query.pattern());
    const auto speakerIn = [&](const Document& document) {
        const std::size_t number = document.indexed ? document.indexed->number : IndexedDocument::NoNumber;
        return number < speakers.size() ? speakers[number] : std::nullopt;
    };
    std::optional<std::size_t> accepted; // the session that the last document belongs to, when it is wanted
    std::optional<std::size_t> refused;
    for (const Document& document : m_documents) {
        if (refused == document.session)
            continue;
        std::vector<TextSpan> spans = spansOf(document, *query.pattern(), columns);
        if (spans.empty())
            continue;
        if (accepted != document.session) {
            if (!query.accepts(*document.owner)) {
                refused = document.session;
                continue;
            }
            accepted = document.session;
            found.push_back({.session = snapshot->sessions[document.session], .documents = {}});
        }
        found.back().stretches += static_cast<std::size_t>(std::ranges::count_if(spans, isAlone));
        found.back().documents.push_back(
            {.document = &document, .spans = std::move(spans), .knownSpeaker = speakerIn(document)});
    }
    return found;
}

/// By number of the document. Only a phrase within one word is certain to be where a word has it.
std::vector<std::optional<Speaker>> ContentIndex::Private::knownSpeakers(const TextPattern& pattern) const {
    if (!m_saidWords || pattern.isExpression() || pattern.atoms().empty() ||
        !std::ranges::all_of(pattern.atoms().front(), isInWord))
        return {};
    return m_saidWords->speakersOf(pattern.atoms().front());
}

DocumentCandidates ContentIndex::Private::candidatesIn(const TextPattern& pattern, const Session& session) {
    const auto document = std::ranges::find_if(m_documents, [&](const Document& each) {
        return !each.subAgent && each.owner->harness == session.harness && each.owner->id == session.id;
    });
    if (document == m_documents.end())
        return {};
    return {.document = &*document,
            .spans = spansOf(*document, pattern, filterColumns(pattern)),
            .knownSpeaker = {}};
}

ContentIndex::ContentIndex(const FileSystem& files, std::string folder)
    : d(std::make_unique<Private>(files, std::move(folder))) {
}
ContentIndex::~ContentIndex() = default;

ContentIndex::Refresh ContentIndex::refresh(SnapshotPointer snapshot, const ProgressListener& onProgress,
                                            const std::stop_token& stop) {
    return d->refresh(std::move(snapshot), onProgress, stop);
}

SearchResults ContentIndex::search(const SearchQuery& query, const SearchLimits& limits,
                                   const std::stop_token& stop) {
    if (query.isEmpty())
        return {};
    if (!query.pattern()) {
        SearchResults results;
        for (const SessionPointer& session : d->snapshot->sessions) {
            if (query.accepts(*session))
                results.results.push_back({.session = session, .score = 0, .hits = 0, .snippets = {}});
        }
        return results; // in the snapshot's order: the latest first
    }
    const std::vector<SessionCandidates> candidates = d->candidatesFor(query);
    SearchResults results = verified(candidates, d->folder.files(), query, limits, stop);
    rank(results.results);
    std::unordered_map<const Session*, const SessionCandidates*> bySession;
    for (const SessionCandidates& each : candidates)
        bySession.emplace(each.session.get(), &each);
    const auto shown = std::span(results.results).first(std::min(limits.detailed, results.results.size()));
    std::vector<const SessionCandidates*> detailed;
    for (const SearchResult& result : shown)
        detailed.push_back(bySession.at(result.session.get()));
    addDetails(shown, detailed, d->folder.files(), query, stop);
    return results;
}

std::optional<ContentIndex::Hit> ContentIndex::hitAfter(const SearchQuery& query, const Session& session,
                                                        std::uint64_t position) {
    const std::uint64_t base = positionBase(d->folder.files(), session.location());
    DocumentCandidates candidates = d->candidatesIn(*query.pattern(), session);
    if (candidates.spansArePositions())
        std::erase_if(candidates.spans, [&](const TextSpan& span) { return base + span.to <= position; });
    std::optional<Hit> found;
    SpanSearcher searcher(d->folder.files(), *query.pattern());
    searcher.search(candidates.document, candidates.spans, [&](const MatchingText& match) {
        if (base + match.position > position)
            found = {base + match.position, match.speaker};
        return !found;
    });
    return found;
}

std::optional<ContentIndex::Hit> ContentIndex::firstHit(const SearchQuery& query, const Session& session) {
    const std::uint64_t base = positionBase(d->folder.files(), session.location());
    const DocumentCandidates candidates = d->candidatesIn(*query.pattern(), session);
    std::optional<Hit> found;
    SpanSearcher searcher(d->folder.files(), *query.pattern());
    searcher.search(candidates.document, candidates.spans, [&](const MatchingText& match) {
        found = {base + match.position, match.speaker};
        return false;
    });
    return found;
}

std::optional<ContentIndex::Hit> ContentIndex::hitBefore(const SearchQuery& query, const Session& session,
                                                         std::uint64_t position) {
    const std::uint64_t base = positionBase(d->folder.files(), session.location());
    DocumentCandidates candidates = d->candidatesIn(*query.pattern(), session);
    if (candidates.spansArePositions())
        std::erase_if(candidates.spans, [&](const TextSpan& span) { return base + span.from >= position; });
    std::optional<Hit> found;
    SpanSearcher searcher(d->folder.files(), *query.pattern());
    for (std::span<const TextSpan> spans = candidates.spans; !spans.empty() && !found;
         spans = spans.first(spans.size() - 1)) {
        searcher.search(candidates.document, spans.last(1), [&](const MatchingText& match) {
            if (base + match.position < position)
                found = {base + match.position, match.speaker};
            return base + match.position < position;
        });
    }
    return found;
}

} // namespace ax
