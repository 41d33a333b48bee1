// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/transcript_record.h"
#include "core/transcripts/transcript_reader.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ax {

/// A transcript file in a FileStore.
struct TranscriptEntry {
    std::string path;
    TranscriptRole role = TranscriptRole::Session;
    TranscriptRecord record;
    FileStatus current;          ///< as the last look found it; `record.seen` lags behind until it is read
    std::uint64_t companion = 0; ///< likewise of the file beside it
    std::uint64_t look = 0;      ///< the number of the last look that found it
    std::string problem;         ///< why it could not be read: a sentence, or empty
    TranscriptEntry* owner = nullptr;         ///< of a file in a session's side folder: the session
    std::vector<TranscriptEntry*> sides;      ///< the other way round
    std::unique_ptr<TranscriptReader> reader; ///< of a file that changed lately
    bool wasRead = false;
    bool hasSideFolder = false;     ///< `<session>/`
    bool hasSubAgentFolder = false; ///< `<session>/subagents/`
    bool isPending = false;         ///< to be read
    bool isUnsaved = false;         ///< the cache does not have `reader`'s state

    bool needsReading() const {
        return !wasRead || !problem.empty() || companion != record.companion ||
               !looksTheSame(current, record.seen);
    }
};

} // namespace ax
