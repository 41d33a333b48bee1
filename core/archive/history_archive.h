// SPDX-License-Identifier: MIT
#pragma once

#include "core/archive/archive_file_system.h"
#include "core/archive/compressed_copy.h"
#include "core/archive/kept_index.h"
#include "core/base/clock.h"
#include "core/base/file_lock.h"
#include "core/base/paths.h"
#include "core/config/config.h"
#include "core/index/session.h"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace ax {

/// Copies of transcripts that outlive their originals: history insurance. A copy lies where archivedStores()
/// says, in the store's own layout, and is listed from there once its original is gone.
///
/// A copy is made by the first way that works here: a clone (free, and safe from later damage), a hard link
/// (free, where safe: see mayLink()), else zstd frames (compressed_copy.h). It is there as a whole or not at
/// all, and a transcript is only ever read. Nothing here deletes a copy: beyond the limit nothing more is
/// copied. When an original was cut short or replaced by something smaller, what was kept of it is set aside
/// as `NAME.earlier`, once: the largest.
///
/// One thread; several processes at once are safe, each step holds a lock.
class HistoryArchive {
public:
    /// `files` is the true file system, not one that hides compression; it and `clock` outlive this object.
    HistoryArchive(const FileSystem& files, const Clock& clock, Paths paths, Config config);

    enum class Outcome : std::uint8_t { Unchanged, Kept };
    /// Brings the copy of a session's transcript and of its side folder up to date, within `limit` bytes for
    /// all copies. NoSpace when the limit is reached or the disk is full; Unsupported for what cannot be kept
    /// (databases). Busy when `cancelled` became true.
    Result<Outcome> keep(const Session& session, std::uint64_t limit, const std::atomic<bool>& cancelled);

    /// Puts the copy back to where the original was, for its agent to go on with. Never replaces a file.
    struct Restored {
        std::string file;                  ///< the transcript
        std::vector<std::string> problems; ///< what was lost of it, as sentences
    };
    Result<Restored> restore(const std::string& sessionKey);

    /// Takes notice of what other programs did, and of copies that a person deleted.
    Result<void> refresh();

    /// Whether the copy is of the transcript as the session says it is now.
    bool isCurrent(const Session& session) const;
    const KeptFile* findTranscript(const std::string& sessionKey) const;
    const KeptIndex& index() const { return m_index; }
    std::size_t conversations() const { return m_transcripts.size(); }
    /// Sentences on copies that lost something. Looks at all of them.
    std::vector<std::string> findProblems() const;
    const std::string& folder() const { return m_folder; }

private:
    struct FileToKeep {
        std::string source;
        std::string path;    ///< in the archive
        std::string session; ///< its key, for a transcript
        std::string format;
    };

    Result<FileLock> lock();
    Result<void> reload();
    void mapSessions();
    std::string placeOf(const std::string& path) const;
    std::vector<FileToKeep> sideFiles(const FileToKeep& transcript) const;
    void collectFiles(const FileToKeep& folder, int depth, std::vector<FileToKeep>& into) const;
    Result<Outcome> keepFile(const FileToKeep& file, std::uint64_t limit, const std::atomic<bool>& cancelled);
    Result<KeptFile> copy(const FileToKeep& file, const CopySource& source, const FileStatus& status,
                          std::uint64_t available);
    Result<void> clone(const FileToKeep& file);
    Result<void> link(const FileToKeep& file, const FileStatus& status);
    bool mayLink(const FileToKeep& file, const FileStatus& status) const;
    bool continues(const CopySource& source, const std::string& path) const;
    Result<void> setAside(const FileToKeep& file);
    Result<void> restoreFile(const KeptFile& file) const;

    const FileSystem& m_files;
    const Clock& m_clock;
    Paths m_paths;
    Config m_config;
    std::string m_folder;
    ArchiveFileSystem m_view; ///< copies as their originals
    KeptIndex m_index;
    std::map<std::string, std::string> m_transcripts; ///< their paths in the archive, by session key
};

} // namespace ax
