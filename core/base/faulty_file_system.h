// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"

#include <mutex>

namespace ax {

/// A file system for tests: passes each call on to another one, writes it down, and fails on command. The
/// orders hold until heal(). Thread-safe.
class FaultyFileSystem final : public FileSystem {
public:
    enum class Operation : std::uint8_t {
        Open,
        Read,
        Status,
        List,
        MakeDirectories,
        Write,
        Append,
        Move,
        Remove,
        Clone,
        Link,
        Sync,
        Truncate
    };

    struct Access {
        Operation operation = Operation::Open;
        std::string path; ///< of the source, for Move
        friend bool operator==(const Access&, const Access&) = default;
    };

    /// `inner` outlives this object and the files it opened.
    explicit FaultyFileSystem(const FileSystem& inner) : m_inner(inner) {}

    std::vector<Access> accesses() const;
    std::size_t count(Operation operation) const;
    void forgetAccesses();

    /// The disk is full after so many more bytes. An append writes what still fits, as a real one does.
    void failWritesAfter(std::uint64_t bytes);
    /// A read error (Io) at this offset of each file, and beyond.
    void failReadsAfter(std::uint64_t offset);
    /// No read returns more than so many bytes at once.
    void shortenReads(std::size_t bytes);
    /// No permission for this path and everything below it.
    void deny(const std::string& path);
    /// Read-only: this path and everything below it can be read, not changed.
    void denyChanges(const std::string& path);
    /// The program dies after so many more changes: none of the later ones happens.
    void failChangesAfter(std::size_t changes);
    enum class Cloning : std::uint8_t { AsInner, Unsupported, Emulated };
    /// Emulated: clones are made by copying, for tests on a disk that cannot.
    void setCloning(Cloning cloning);
    enum class Linking : std::uint8_t { AsInner, Unsupported };
    void setLinking(Linking linking);
    void heal();

    Result<std::unique_ptr<ReadableFile>> open(const std::string& path) const override;
    Result<FileStatus> status(const std::string& path) const override;
    Result<std::vector<DirectoryEntry>> list(const std::string& folder) const override;
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
    class File;
    struct Orders {
        std::uint64_t writableBytes = UINT64_MAX;
        std::uint64_t readableBytes = UINT64_MAX;
        std::size_t readSize = SIZE_MAX;
        std::vector<std::string> denied;
        std::vector<std::string> readOnly;
        std::size_t changes = SIZE_MAX;
        Cloning cloning = Cloning::AsInner;
        Linking linking = Linking::AsInner;
    };

    Result<void> enter(Operation operation, const std::string& path) const;
    Result<void> enterWrite(const std::string& path, std::size_t size) const;
    Result<void> enterMove(const std::string& from, const std::string& to) const;
    Result<void> emulateClone(const std::string& from, const std::string& to) const;
    Orders orders() const;
    Result<std::size_t> read(const ReadableFile& file, const std::string& path, std::uint64_t offset,
                             std::span<char> into) const;

    const FileSystem& m_inner;
    mutable std::mutex m_mutex; ///< guards all below
    mutable std::vector<Access> m_accesses;
    mutable Orders m_orders;
};

} // namespace ax
