// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"
#include "core/search/search_query.h"
#include "core/search/search_results.h"
#include "core/transcripts/record_source.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace ax {

/// Everything that was ever said, searchable: what a person typed, what agents answered, what tools printed,
/// sub-agents' conversations included.
///
/// The transcripts stay where they are. The index knows for each stretch of 128 KB of them which grams its
/// text has (segment.h), so a query reads the few stretches that may match, and looks there; of the commonest
/// words it knows who says them (said_words.h), so that nothing is read for these; and of sessions in a
/// database it has what was said (text_extract.h). What it lists matches, and what matches it lists, as of
/// the snapshot of the last refresh(). What transcripts gained since they were indexed is not indexed at once
/// but read by each search, until it is more than a few megabytes. A damaged, missing or unwritable cache
/// costs time, never a result.
///
/// The order of results: a phrase in the title counts 3; who says it first in the transcript (of several
/// common words that have it, the weightiest who first says one): a person 2, the agent 1, a tool 0; half the
/// binary logarithm of one more than the number of stretches that may have it; and the last activity, 2 for
/// the latest session of all, halved with each 30 days before that. Equal ones: the later first, then by key.
/// The same index gives the same order.
///
/// One thread at a time; inside, both calls use all cores.
class ContentIndex {
public:
    struct Progress {
        std::uint64_t bytesDone = 0;
        std::uint64_t bytesTotal = 0;
    };
    /// On the calling thread, about each megabyte.
    using ProgressListener = std::function<void(const Progress&)>;

    struct Refresh {
        std::uint64_t bytesIndexed = 0;
        std::optional<Error> problem; ///< the cache could not be written: searches are slow, and right
    };

    /// `folder` is the index's alone and need not exist: `$cacheDirectory/text`. `files` outlives the index.
    ContentIndex(const FileSystem& files, std::string folder);
    ~ContentIndex();

    /// Makes this snapshot's sessions the ones that are searched, and indexes what has to be. Stopped early,
    /// what is not indexed yet is read by searches.
    Refresh refresh(SnapshotPointer snapshot, const ProgressListener& onProgress = {},
                    const std::stop_token& stop = {});

    SearchResults search(const SearchQuery& query, const SearchLimits& limits = {},
                         const std::stop_token& stop = {});

    /// A record with text that matches.
    struct Hit {
        std::uint64_t position = 0;
        Speaker speaker = Speaker::User;
    };
    /// The nearest in a session's own transcript whose position is above, or below, the given one. For
    /// queries with a pattern.
    std::optional<Hit> hitAfter(const SearchQuery& query, const Session& session, std::uint64_t position);
    std::optional<Hit> hitBefore(const SearchQuery& query, const Session& session, std::uint64_t position);
    std::optional<Hit> firstHit(const SearchQuery& query, const Session& session);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ax
