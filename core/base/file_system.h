// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

enum class FileKind : std::uint8_t { Regular, Directory, Other };

/// Which file this is, whatever its name: a replaced file has another identity under the same path.
struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

struct FileStatus {
    FileIdentity identity;
    FileKind kind = FileKind::Other;
    std::uint64_t size = 0;               ///< bytes
    std::int64_t modifiedNanoseconds = 0; ///< since the epoch
    friend bool operator==(const FileStatus&, const FileStatus&) = default;
};

/// An open file that keeps answering after its name is gone.
class ReadableFile {
public:
    virtual ~ReadableFile() = default;
    virtual Result<FileStatus> status() const = 0;
    /// Reads at most `into.size()` bytes; 0 at the end. A short read is not an error.
    virtual Result<std::size_t> readAt(std::uint64_t offset, std::span<char> into) const = 0;
    /// Where the hole ends that `offset` lies in: zeros that the file holds without having them. `offset`
    /// itself when it is in none, or where file systems do not tell.
    virtual std::uint64_t endOfHole(std::uint64_t offset) const { return offset; }
};

struct DirectoryEntry {
    std::string name;
    FileKind kind = FileKind::Other; ///< of the target, for a symbolic link
};

/// An entry as status() sees it; of a folder only the kind is known.
struct ListedEntry {
    std::string name;
    FileStatus status;
};

/// The file system as this program sees it: the only door of core to stored bytes. RealFileSystem is the
/// world; FaultyFileSystem (tests) records each access and fails on command. Thread-safe.
class FileSystem {
public:
    virtual ~FileSystem() = default;

    virtual Result<std::unique_ptr<ReadableFile>> open(const std::string& path) const = 0;
    virtual Result<FileStatus> status(const std::string& path) const = 0;
    /// Entries without `.` and `..`, sorted by name.
    virtual Result<std::vector<DirectoryEntry>> list(const std::string& folder) const = 0;

    /// The same with sizes and times, in no order: for stores of thousands of files, one look at each. What
    /// vanishes meanwhile is left out.
    virtual Result<std::vector<ListedEntry>> listWithStatus(const std::string& folder) const;

    /// The name by which this file system knows a file that a change notice named by its true one: the same,
    /// but for copies in the archive (core/archive).
    virtual std::string logicalPath(const std::string& path) const;

    /// Creates the folder and its parents, those that are missing with mode 0700.
    virtual Result<void> makeDirectories(const std::string& folder) const = 0;
    /// Readers see the old bytes or the new bytes, also across a crash: temporary `.ax-*` beside it, sync,
    /// rename. Mode 0600.
    virtual Result<void> writeAtomically(const std::string& path, std::string_view bytes) const = 0;
    /// The same without the sync, for a cache that checks what it reads: after a crash of the machine the
    /// file may hold anything.
    virtual Result<void> writeCache(const std::string& path, std::string_view bytes) const = 0;
    virtual Result<void> append(const std::string& path, std::string_view bytes) const = 0;
    /// Fails with ErrorCode::Busy when `to` exists.
    virtual Result<void> moveWithoutReplacing(const std::string& from, const std::string& to) const = 0;
    virtual Result<void> remove(const std::string& path) const = 0;

    // What only the archive of kept transcripts needs. A file system that does not offer one of these says
    // Unsupported, so that decorators need not know of them.

    /// A copy that shares its blocks until one of the two changes. Busy when `to` exists; Unsupported where
    /// the file system cannot, or when the two lie on different ones.
    virtual Result<void> clone(const std::string& from, const std::string& to) const;
    /// A second name of the same file; of its target, where `from` is a symbolic link. Busy when `to` exists;
    /// Unsupported across file systems.
    virtual Result<void> hardLink(const std::string& from, const std::string& to) const;
    /// Returns when the bytes of this file survive a power cut.
    virtual Result<void> sync(const std::string& path) const;
    /// `from`, synced, takes the place of `to` in one step: readers see the old file or the new one, also
    /// across a crash.
    virtual Result<void> moveReplacing(const std::string& from, const std::string& to) const;
    /// Cuts the file at `size` bytes; what is behind them is gone.
    virtual Result<void> truncate(const std::string& path, std::uint64_t size) const;
};

class RealFileSystem final : public FileSystem {
public:
    Result<std::unique_ptr<ReadableFile>> open(const std::string& path) const override;
    Result<FileStatus> status(const std::string& path) const override;
    Result<std::vector<DirectoryEntry>> list(const std::string& folder) const override;
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
};

/// The whole file, refused with ErrorCode::Invalid above `limit` bytes: for sidecars and configuration, not
/// for transcripts.
Result<std::string> readWholeFile(const FileSystem& files, const std::string& path, std::uint64_t limit);

} // namespace ax
