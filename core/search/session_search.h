// SPDX-License-Identifier: MIT
#pragma once

#include "core/search/document_list.h"
#include "core/search/search_query.h"
#include "core/search/search_results.h"
#include "core/search/span_searcher.h"

#include <atomic>
#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace ax {

/// A transcript with the stretches that may match, ascending.
struct DocumentCandidates {
    const Document* document = nullptr;
    std::vector<TextSpan> spans;
    /// Where the index knows that it matches: nothing has to be read then.
    std::optional<Speaker> knownSpeaker;

    bool spansArePositions() const { return document && document->extract.empty(); }
};

/// A session with its transcripts that may match, in the order of Document.
struct SessionCandidates {
    SessionPointer session;
    std::vector<DocumentCandidates> documents;
    std::size_t stretches =
        0; ///< that may match and have a column of their own: does not depend on neighbours
};

/// The sessions that do match, on all cores, each read as far as its first match; unordered.
SearchResults verified(std::span<const SessionCandidates> candidates, const FileSystem& files,
                       const SearchQuery& query, const SearchLimits& limits, const std::stop_token& stop);

/// Puts the best first (the rule stands in content_index.h).
void rank(std::vector<SearchResult>& results);

/// Counts hits and makes snippets, on all cores. `candidates` of the same sessions.
void addDetails(std::span<SearchResult> results, std::span<const SessionCandidates* const> candidates,
                const FileSystem& files, const SearchQuery& query, const std::stop_token& stop);

} // namespace ax
