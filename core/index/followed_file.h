// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/transcripts/transcript_reader.h"

#include <optional>
#include <string>

namespace ax {

enum class FileChange : std::uint8_t { None, Changed, Gone };

/// One transcript file with the reader that rests at its end.
class FollowedFile {
public:
    FollowedFile(std::string path, TranscriptRole role)
        : m_path(std::move(path)), m_reader("claude", role) {}

    /// Reads what was appended, if the file looks any different from the last time. Gone when it is not
    /// there; a file that cannot be read keeps what is known of it, with problem().
    FileChange refresh(const FileSystem& files, TranscriptScratch& scratch);

    const std::string& path() const { return m_path; }
    TranscriptFacts facts() const { return m_reader.facts(); }
    const std::string& problem() const { return m_problem; } ///< a sentence, or empty
    bool wasRead() const { return m_seen.has_value(); }
    /// Of the file when it was last read; nanoseconds since the epoch.
    std::int64_t modified() const { return m_seen ? m_seen->modifiedNanoseconds : 0; }

private:
    FileChange fail(const Error& error);

    std::string m_path;
    TranscriptReader m_reader;
    std::optional<FileStatus> m_seen;
    std::string m_problem;
};

} // namespace ax
