// SPDX-License-Identifier: MIT
#include "core/search/indexing.h"

#include "core/search/cores.h"
#include "core/search/escaped_text.h"
#include "core/search/text_folding.h"
#include "core/transcripts/line_splitter.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <unordered_map>

namespace ax {

namespace {

bool standsIn(const TextSpan& span) {
    return (span.traits & TextSpan::Silent) == 0;
}

} // namespace

std::optional<Error> indexDocuments(std::vector<IndexingTask>& tasks, TextCatalog& catalog,
                                    const SegmentFolder& folder, const WordList& words,
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
        TextIndexer indexer(shelf, folder.files(), words);
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
            catalog.documents.insert_or_assign(task.key, task.document);
    }
    std::ranges::copy(shelf.ids(), std::back_inserter(catalog.segments));
    dropLost(catalog);
    return shelf.problem();
}

WordList commonWords(const std::vector<IndexingTask>& tasks, const FileSystem& files) {
    constexpr std::size_t Few = 64;
    constexpr std::size_t Sample = 192;            // documents
    constexpr std::uint64_t Beginning = 256 << 10; // bytes
    if (tasks.size() < Few)
        return {};
    WordCounter counter;
    RecordStream stream;
    std::string text;
    for (std::size_t i = 0; i < std::min(Sample, tasks.size()); ++i) {
        const TranscriptLocation& location =
            tasks[i * tasks.size() / std::min(Sample, tasks.size())].location;
        const auto file =
            location.format == DatabaseFormat ? std::unexpected(Error()) : files.open(location.file);
        if (!file)
            continue;
        (void)stream.read(**file, 0, Beginning, [&](std::string_view line, std::uint64_t, std::uint64_t) {
            forEachSpokenText(location.format, recordText(line), [&](const SpokenText& spoken) {
                text.clear();
                appendUnescaped(spoken.escaped, text);
                foldText(text);
                counter.add(text);
            });
            return true;
        });
        counter.endDocument();
    }
    return counter.mostCommon();
}

void saveSaidWords(const std::vector<IndexingTask>& tasks, const WordList& words,
                   const std::vector<SaidWords>& before, TextCatalog& catalog, const SegmentFolder& folder) {
    std::unordered_map<DocumentKey, const SaidWords*, DocumentKey::Hash> said;
    for (const auto& [key, document] : catalog.documents) {
        if (document.number < before.size())
            said.emplace(key, &before[document.number]);
    }
    for (const IndexingTask& task : tasks) {
        if (task.done)
            said.insert_or_assign(task.key, &task.said);
    }
    std::vector<const SaidWords*> byNumber;
    for (auto& [key, document] : catalog.documents) {
        const auto known = said.find(key);
        document.number =
            known == said.end() ? IndexedDocument::NoNumber : static_cast<std::uint32_t>(byNumber.size());
        if (known != said.end())
            byNumber.push_back(known->second);
    }
    const std::uint64_t id = SegmentFolder::newId();
    const bool isSaved =
        !words.isEmpty() && folder.saveSaidWords(id, SaidWordsFile::bytesOf(id, words, byNumber)).has_value();
    catalog.saidWords = isSaved ? id : 0;
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
