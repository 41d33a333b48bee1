// SPDX-License-Identifier: MIT
#pragma once

#include "core/search/content_index.h"
#include "core/search/segment_folder.h"
#include "core/search/text_catalog.h"
#include "core/search/text_indexer.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace ax {

/// Does all tasks on all cores and puts what came of them into the catalog: their documents, and the new
/// segments behind the others. A document whose columns could not be written is not in it. Returns why that
/// was, if it was.
std::optional<Error> indexDocuments(std::vector<IndexingTask>& tasks, TextCatalog& catalog,
                                    const SegmentFolder& folder, const WordList& words,
                                    const ContentIndex::ProgressListener& onProgress,
                                    const std::stop_token& stop);

/// The words of most documents, by the beginnings of some. None when there are few to do: a search reads
/// these in no time.
WordList commonWords(const std::vector<IndexingTask>& tasks, const FileSystem& files);

/// Puts what the tasks found with what was known (`before`, null: nothing) into a file, and numbers the
/// catalog's documents by it. Without a file no document has a number.
void saveSaidWords(const std::vector<IndexingTask>& tasks, const WordList& words,
                   const std::vector<SaidWords>& before, TextCatalog& catalog, const SegmentFolder& folder);

/// Forgets documents that stand in a segment which is gone, and then segments in which none stands.
void dropLost(TextCatalog& catalog);

} // namespace ax
