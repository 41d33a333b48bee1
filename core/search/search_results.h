// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"
#include "core/search/text_pattern.h"
#include "core/transcripts/searchable_text.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ax {

constexpr std::size_t MostHits = 50;      ///< counted of one session
constexpr std::size_t MostSnippets = 5;   ///< of one session
constexpr std::size_t SnippetBytes = 200; ///< at most

/// A line that matches, as people see it: without blanks at its ends and, where it is too long, without what
/// stands far from the match. Cut between characters.
struct Snippet {
    std::string file;           ///< the transcript it is in: the session's or a sub-agent's
    std::uint64_t position = 0; ///< of its record in there (record_source.h)
    Speaker speaker = Speaker::User;
    std::string text;
    std::vector<TextRange> matches; ///< in `text`
};

Snippet makeSnippet(std::string_view line, const std::vector<TextRange>& matches);

/// A session that matches. `hits` and `snippets` are filled in for as many of the best as were asked for.
struct SearchResult {
    SessionPointer session;
    double score = 0;
    std::size_t hits = 0; ///< lines that match, MostHits at most; 0: not counted
    std::vector<Snippet> snippets;
};

/// How much a search may cost.
struct SearchLimits {
    std::size_t detailed = 200;                 ///< results with hits and snippets
    std::size_t sessions = SIZE_MAX;            ///< enough are found: the latest ones
    std::uint64_t unfilteredBytes = UINT64_MAX; ///< read for a query that the index cannot narrow down
};

struct SearchResults {
    std::vector<SearchResult> results; ///< best first
    bool isComplete = true;            ///< no limit was met, and nobody stopped it
};

} // namespace ax
