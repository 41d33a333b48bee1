// SPDX-License-Identifier: MIT
#include "core/search/session_search.h"

#include "core/search/cores.h"
#include "core/search/text_folding.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace ax {

namespace {

constexpr double TitleScore = 3;
constexpr double RecencyScore = 2;
constexpr double HalvedAfter = std::chrono::duration<double>(std::chrono::days(30)).count();

double speakerScore(Speaker speaker) {
    switch (speaker) {
    case Speaker::User:
        return 2;
    case Speaker::Assistant:
        return 1;
    case Speaker::Tool:
        return 0;
    }
    return 0;
}

std::optional<Speaker> firstSpeaker(const SessionCandidates& candidates, SpanSearcher& searcher) {
    std::optional<Speaker> found;
    for (const DocumentCandidates& document : candidates.documents) {
        if (document.knownSpeaker)
            return document.knownSpeaker;
        searcher.search(document.document, document.spans, [&](const MatchingText& match) {
            found = match.speaker;
            return false;
        });
        if (found)
            break;
    }
    return found;
}

double scoreOf(const SessionCandidates& candidates, Speaker speaker, const SearchQuery& query) {
    const bool inTitle =
        !query.foldedPhrase().empty() && folded(candidates.session->title).contains(query.foldedPhrase());
    return (inTitle ? TitleScore : 0) + speakerScore(speaker) +
           0.5 * std::log2(1.0 + static_cast<double>(candidates.stretches));
}

void addDetail(SearchResult& result, const SessionCandidates& candidates, SpanSearcher& searcher,
               const FileSystem& files, const TextPattern& pattern) {
    for (const DocumentCandidates& document : candidates.documents) {
        const TranscriptLocation location = document.document->location();
        const std::uint64_t base = positionBase(files, location);
        searcher.search(document.document, document.spans, [&](const MatchingText& match) {
            pattern.forEachLine(match.text, searcher.scratch(),
                                [&](std::string_view line, const auto& matches) {
                                    ++result.hits;
                                    if (result.snippets.size() < MostSnippets) {
                                        Snippet snippet = makeSnippet(line, matches);
                                        snippet.file = location.file;
                                        snippet.position = base + match.position;
                                        snippet.speaker = match.speaker;
                                        if (!snippet.text.empty())
                                            result.snippets.push_back(std::move(snippet));
                                    }
                                    return result.hits < MostHits;
                                });
            return result.hits < MostHits;
        });
        if (result.hits >= MostHits)
            return;
    }
}

} // namespace

SearchResults verified(std::span<const SessionCandidates> candidates, const FileSystem& files,
                       const SearchQuery& query, const SearchLimits& limits, const std::stop_token& stop) {
    std::vector<std::optional<Speaker>> speakers(candidates.size());
    std::atomic<std::size_t> next = 0;
    std::atomic<std::size_t> found = 0;
    std::atomic<std::uint64_t> bytesRead = 0;
    std::atomic<bool> cut = false;
    const bool narrowed = !query.pattern()->atoms().empty();
    onAllCores(candidates.size(), [&](Thread) {
        SpanSearcher searcher(files, *query.pattern());
        for (std::size_t i = next++; i < candidates.size(); i = next++) {
            if (found >= limits.sessions || stop.stop_requested() ||
                (!narrowed && bytesRead >= limits.unfilteredBytes)) {
                cut = true;
                return;
            }
            const std::uint64_t before = searcher.bytesRead();
            speakers[i] = firstSpeaker(candidates[i], searcher);
            bytesRead += searcher.bytesRead() - before;
            if (speakers[i])
                ++found;
        }
    });
    SearchResults results = {.results = {}, .isComplete = !cut};
    for (std::size_t i = 0; i < candidates.size() && results.results.size() < limits.sessions; ++i) {
        if (speakers[i])
            results.results.push_back({.session = candidates[i].session,
                                       .score = scoreOf(candidates[i], *speakers[i], query),
                                       .hits = 0,
                                       .snippets = {}});
    }
    return results;
}

void rank(std::vector<SearchResult>& results) {
    std::optional<Timestamp> latest;
    for (const SearchResult& result : results)
        latest = std::max(latest, result.session->last);
    for (SearchResult& result : results) {
        if (!result.session->last)
            continue;
        const double age = std::chrono::duration<double>(*latest - *result.session->last).count();
        result.score += RecencyScore * std::exp2(-age / HalvedAfter);
    }
    std::ranges::sort(results, [](const SearchResult& one, const SearchResult& other) {
        if (one.score != other.score)
            return one.score > other.score;
        if (one.session->last != other.session->last)
            return one.session->last > other.session->last;
        return one.session->key() < other.session->key();
    });
}

void addDetails(std::span<SearchResult> results, std::span<const SessionCandidates* const> candidates,
                const FileSystem& files, const SearchQuery& query, const std::stop_token& stop) {
    std::atomic<std::size_t> next = 0;
    onAllCores(results.size(), [&](Thread) {
        SpanSearcher searcher(files, *query.pattern());
        for (std::size_t i = next++; i < results.size() && !stop.stop_requested(); i = next++)
            addDetail(results[i], *candidates[i], searcher, files, *query.pattern());
    });
}

} // namespace ax
