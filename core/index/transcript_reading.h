// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/transcripts/transcript_facts.h"
#include "core/transcripts/transcript_reader.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ax {

struct TranscriptEntry;
class FileStore;

enum class FileChange : std::uint8_t { None, Changed, Gone };

/// One file to read, from where its reader rested if that is known, with what comes of it. A value of its
/// own, so that any thread can run it while the store stays as it is; FileStore makes it and takes it back.
struct TranscriptReading {
    FileStore* store = nullptr;
    TranscriptEntry* entry = nullptr; ///< not touched by run()
    std::string path;
    std::string format;
    TranscriptRole role = TranscriptRole::Session;
    std::uint64_t bytes = 0; ///< about what there is to read
    std::unique_ptr<TranscriptReader> reader;
    std::optional<std::string> checkpoint; ///< in place of a reader
    InheritedAnswers inherited;
    std::uint64_t inheritedMark = 0; ///< TranscriptRecord::inherited of the outcome
    bool isCopy = false;             ///< one of several that begin alike: the next in the chain inherits
    std::string companionPath;       ///< a sub-agent's `.meta.json`; empty: none
    std::uint64_t companion = 0;
    enum class After : std::uint8_t { KeepReader, SaveReader };
    After after = After::SaveReader;

    FileChange change = FileChange::None;
    FileStatus seen; ///< with a problem: nothing
    TranscriptFacts facts;
    InheritedAnswers answers;  ///< of a copy
    std::string problem;       ///< a sentence, or empty
    std::string newCheckpoint; ///< empty: reading anew costs little

    /// Any thread.
    void run(const FileSystem& files, TranscriptScratch& scratch);

private:
    void fail(const Error& error);
    void addCompanion(const FileSystem& files);
};

/// Readings that need each other, in order. Most stand alone.
using ReadingChain = std::vector<TranscriptReading>;

/// Any thread.
void runChain(ReadingChain& chain, const FileSystem& files, TranscriptScratch& scratch);

/// Lays a reader's state into bytes for the cache; empty where reading the file again costs as little.
std::string checkpointOf(const TranscriptReader& reader, std::uint64_t fileSize);

} // namespace ax
