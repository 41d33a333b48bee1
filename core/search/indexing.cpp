// SPDX-License-Identifier: MIT
#include "core/search/indexing.h"

#include "core/search/cores.h"

#include <algorithm>
#include <atomic>
#include <iterator>

namespace ax {

namespace {

bool standsIn(const TextSpan& span) {
    return (span.traits & TextSpan::Silent) == 0;
}

} // namespace

std::optional<Error> indexDocuments(std::vector<IndexingTask>& tasks, TextCatalog& catalog,
                                    const SegmentFolder& folder,
                                    const ContentIndex::ProgressListener& onProgress,
                                    const std::stop_token& stop) {
    // The longest first: a long one at the end would keep one core busy and the others waiting.
    std::ranges::sort(tasks, std::ranges::greater(), &IndexingTask::bytes);
    ContentIndex::Progress progress;
    for (const IndexingTask& task : tasks)
        progress.bytesTotal += task.bytes;

    SegmentShelf shelf(folder, static_cast<std::uint32_t>(catalog.segments.size()));
    std::atomic<std::size_t> next = 0;
    std::atomic<std::uint64_t> bytesDone = 0;
    onAllCores(tasks.size(), [&](Thread thread) {
        TextIndexer indexer(shelf, folder.files());
        for (std::size_t i = next++; i < tasks.size() && !stop.stop_requested() && !shelf.problem();
             i = next++) {
            indexer.index(tasks[i], stop);
            bytesDone += tasks[i].bytes;
            if (thread == Thread::Caller && onProgress && bytesDone >= progress.bytesDone + (1 << 20)) {
                progress.bytesDone = bytesDone;
                onProgress(progress);
            }
        }
        indexer.finish();
    });

    for (IndexingTask& task : tasks) {
        if (task.done)
            catalog.documents.insert_or_assign(task.key, std::move(task.document));
    }
    std::ranges::copy(shelf.ids(), std::back_inserter(catalog.segments));
    dropLost(catalog);
    return shelf.problem();
}

void dropLost(TextCatalog& catalog) {
    std::erase_if(catalog.documents, [&](const auto& entry) {
        return std::ranges::any_of(entry.second.spans, [&](const TextSpan& span) {
            return standsIn(span) && catalog.segments[span.segment] == 0;
        });
    });
    std::vector<std::uint32_t> newPlace(catalog.segments.size(), 0);
    for (const auto& [key, document] : catalog.documents) {
        for (const TextSpan& span : document.spans) {
            if (standsIn(span))
                newPlace[span.segment] = 1;
        }
    }
    std::vector<std::uint64_t> kept;
    for (std::size_t i = 0; i < newPlace.size(); ++i) {
        const bool used = newPlace[i] != 0;
        newPlace[i] = static_cast<std::uint32_t>(kept.size());
        if (used)
            kept.push_back(catalog.segments[i]);
    }
    for (auto& [key, document] : catalog.documents) {
        for (TextSpan& span : document.spans)
            span.segment = standsIn(span) ? newPlace[span.segment] : 0;
    }
    catalog.segments = std::move(kept);
}

} // namespace ax
