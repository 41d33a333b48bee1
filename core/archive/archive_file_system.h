// SPDX-License-Identifier: MIT
#pragma once

#include "core/archive/compressed_file.h"
#include "core/archive/kept_index.h"
#include "core/base/file_system.h"

#include <mutex>
#include <string>
#include <vector>

namespace ax {

/// The suffix of compressed copies in the archive.
constexpr std::string_view CompressedSuffix = ".zst";

/// A file system in which the compressed copies below one folder look like the files they were made of:
/// `x.jsonl.zst` is listed, opened and measured as `x.jsonl`. So everything that reads transcripts reads kept
/// ones. All else, and all changes, pass through as they are. Thread-safe.
class ArchiveFileSystem final : public FileSystem {
public:
    /// `inner` outlives this object and the files it opened. `archiveFolder`: absolute, as of
    /// historyFolder().
    ArchiveFileSystem(const FileSystem& inner, std::string archiveFolder);

    std::string logicalPath(const std::string& path) const override;
    /// Sentences on damaged parts that were met since the last call.
    std::vector<std::string> takeProblems() const;

    Result<std::unique_ptr<ReadableFile>> open(const std::string& path) const override;
    Result<FileStatus> status(const std::string& path) const override;
    Result<std::vector<DirectoryEntry>> list(const std::string& folder) const override;
    /// Takes sizes from the archive's index where it can: no copy has to be opened.
    Result<std::vector<ListedEntry>> listWithStatus(const std::string& folder) const override;

    Result<void> makeDirectories(const std::string& folder) const override;
    Result<void> writeAtomically(const std::string& path, std::string_view bytes) const override;
    Result<void> writeCache(const std::string& path, std::string_view bytes) const override;
    Result<void> append(const std::string& path, std::string_view bytes) const override;
    Result<void> moveWithoutReplacing(const std::string& from, const std::string& to) const override;
    Result<void> remove(const std::string& path) const override;
    Result<void> clone(const std::string& from, const std::string& to) const override;
    Result<void> hardLink(const std::string& from, const std::string& to) const override;
    Result<void> sync(const std::string& path) const override;
    Result<void> moveReplacing(const std::string& from, const std::string& to) const override;
    Result<void> truncate(const std::string& path, std::uint64_t size) const override;

private:
    bool isKept(std::string_view path) const;
    bool findSize(const std::string& path, FileStatus& stored) const;
    void noteProblem(const std::string& sentence) const;

    const FileSystem& m_inner;
    std::string m_folder;
    mutable std::mutex m_mutex; ///< guards the lines below
    mutable KeptIndex m_index;
    mutable std::vector<std::string> m_problems;
};

} // namespace ax
