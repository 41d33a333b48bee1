// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"
#include "core/search/segment_folder.h"
#include "core/search/text_catalog.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ax {

/// A transcript of a snapshot's sessions, and what the index has of it.
struct Document {
    std::size_t session = 0;            ///< place in the snapshot
    const Session* owner = nullptr;     ///< of the snapshot
    const SubAgent* subAgent = nullptr; ///< of `owner`; null: the session's own transcript
    DocumentKey key;
    const IndexedDocument* indexed = nullptr; ///< in the catalog; null: nothing
    /// What is not indexed goes up to here. Of a database, where nobody counts: the largest number.
    std::uint64_t size = 0;
    bool isSettled = false; ///< that rest was looked at: it is a line that has no end yet
    bool isDatabase = false;
    std::string extract; ///< of a settled session of a database: the file to look in

    TranscriptLocation location() const;
    std::uint64_t indexedEnd() const { return indexed ? indexed->end : 0; }
    bool hasRest() const { return size > indexedEnd(); }
    /// About how many.
    std::uint64_t restBytes() const;
    /// What is not indexed, to be read with everything in it.
    TextSpan rest() const {
        return {
            .from = indexedEnd(), .to = size, .traits = TextSpan::UnusualEscapes | TextSpan::ForeignAscii};
    }
};

/// What to add to a byte of the document's file to have a position in its RecordSource: a fork of Codex has
/// its parent's records before its own (codex_records.h), and the index looks at its own only.
std::uint64_t positionBase(const FileSystem& files, const TranscriptLocation& location);

/// All of them, those of a session side by side, its own first. The snapshot must live as long.
std::vector<Document> documentsOf(const Snapshot& snapshot);

/// Finds out how the document, as the snapshot saw it, stands to what the catalog knows of it. A file that
/// only grew keeps what is indexed; one that was written anew, or is gone, has nothing. Any thread.
void examine(Document& document, const SegmentFolder& folder, const TextCatalog& catalog);

} // namespace ax
