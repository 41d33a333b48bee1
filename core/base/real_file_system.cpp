// SPDX-License-Identifier: MIT
#include "core/base/descriptor.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#endif
#ifdef __APPLE__
#include <sys/clonefile.h>
#endif

namespace ax {

namespace {

constexpr mode_t PrivateFolder = 0700;
constexpr mode_t PrivateFile = 0600;

std::unexpected<Error> failed(const char* action, const std::string& path) {
    return std::unexpected(errorFromErrno(errno, std::string(action) + ' ' + path));
}

/// Repeats a call that a signal interrupted.
template <class Call>
auto uninterrupted(Call call) {
    auto result = call();
    while (result < 0 && errno == EINTR)
        result = call();
    return result;
}

FileKind kindOf(mode_t mode) {
    if (S_ISREG(mode))
        return FileKind::Regular;
    return S_ISDIR(mode) ? FileKind::Directory : FileKind::Other;
}

FileStatus toStatus(const struct stat& info) {
#ifdef __APPLE__
    const timespec& modified = info.st_mtimespec;
#else
    const timespec& modified = info.st_mtim;
#endif
    return {.identity = {static_cast<std::uint64_t>(info.st_dev), static_cast<std::uint64_t>(info.st_ino)},
            .kind = kindOf(info.st_mode),
            .size = static_cast<std::uint64_t>(info.st_size),
            .modifiedNanoseconds = std::int64_t{modified.tv_sec} * 1'000'000'000 + modified.tv_nsec};
}

/// Without O_NONBLOCK a FIFO that is named like a transcript would hang the opening thread for ever.
Result<Descriptor> openRegular(const std::string& path, int flags) {
    Descriptor descriptor(uninterrupted(
        [&] { return ::open(path.c_str(), flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, PrivateFile); }));
    if (!descriptor)
        return failed("open", path);
    struct stat info{};
    if (::fstat(descriptor.get(), &info) != 0)
        return failed("open", path);
    if (S_ISDIR(info.st_mode))
        return std::unexpected(Error{ErrorCode::Invalid, path + " is a folder, not a file"});
    if (!S_ISREG(info.st_mode))
        return std::unexpected(Error{ErrorCode::Invalid, path + " is not a regular file"});
    return descriptor;
}

Result<void> writeAll(int descriptor, std::string_view bytes, const std::string& path) {
    while (!bytes.empty()) {
        const auto count = uninterrupted([&] { return ::write(descriptor, bytes.data(), bytes.size()); });
        if (count < 0)
            return failed("write", path);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

/// A rename survives a power cut only once its folder is on disk.
Result<void> syncFolder(const std::string& folder) {
    const Descriptor descriptor(
        uninterrupted([&] { return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
    if (!descriptor)
        return failed("open", folder);
    const auto result = uninterrupted([&] { return ::fsync(descriptor.get()); });
    if (result != 0 && errno != EINVAL) // some file systems cannot sync folders
        return failed("write", folder);
    return {};
}

enum class Durability : std::uint8_t { None, Synced };

Result<void> replaceFile(const std::string& path, std::string_view bytes, Durability durability) {
    std::string temporary = joinPath(parentFolder(path), ".ax-XXXXXX");
    Descriptor descriptor(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!descriptor)
        return failed("write", path);

    Result<void> result = writeAll(descriptor.get(), bytes, path);
    if (result && durability == Durability::Synced &&
        uninterrupted([&] { return ::fsync(descriptor.get()); }) != 0)
        result = failed("write", path);
    // Network file systems report a full disk only here.
    if (result && ::close(descriptor.release()) != 0 && errno != EINTR)
        result = failed("write", path);
    if (result && ::rename(temporary.c_str(), path.c_str()) != 0)
        result = failed("replace", path);
    if (!result)
        ::unlink(temporary.c_str());
    return result;
}

class RealFile final : public ReadableFile {
public:
    RealFile(Descriptor descriptor, std::string path)
        : m_descriptor(std::move(descriptor)), m_path(std::move(path)) {}

    Result<FileStatus> status() const override {
        struct stat info{};
        if (::fstat(m_descriptor.get(), &info) != 0)
            return failed("read", m_path);
        return toStatus(info);
    }

    Result<std::size_t> readAt(std::uint64_t offset, std::span<char> into) const override {
        const auto count = uninterrupted([&] {
            return ::pread(m_descriptor.get(), into.data(), into.size(), static_cast<off_t>(offset));
        });
        if (count < 0)
            return failed("read", m_path);
        return static_cast<std::size_t>(count);
    }

    std::uint64_t endOfHole(std::uint64_t offset) const override {
        const off_t data = ::lseek(m_descriptor.get(), static_cast<off_t>(offset), SEEK_DATA);
        if (data >= 0)
            return static_cast<std::uint64_t>(data);
        if (errno != ENXIO)
            return offset;
        const auto now = status(); // nothing but a hole to the end
        return now ? std::max(now->size, offset) : offset;
    }

private:
    Descriptor m_descriptor;
    std::string m_path;
};

FileKind kindOfEntry(int folder, const dirent& entry) {
    if (entry.d_type == DT_REG)
        return FileKind::Regular;
    if (entry.d_type == DT_DIR)
        return FileKind::Directory;
    struct stat info{};
    if ((entry.d_type == DT_LNK || entry.d_type == DT_UNKNOWN) &&
        ::fstatat(folder, entry.d_name, &info, 0) == 0)
        return kindOf(info.st_mode);
    return FileKind::Other;
}

/// 0, or -1 with errno; EEXIST when the target is there.
int renameWithoutReplacing(const char* from, const char* to) {
#ifdef __APPLE__
    return ::renamex_np(from, to, RENAME_EXCL);
#else
    constexpr unsigned NoReplace = 1; // RENAME_NOREPLACE
    const long result = ::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, NoReplace);
    if (result == 0 || (errno != EINVAL && errno != ENOSYS))
        return static_cast<int>(result);
    // A file system without the flag (some network ones): look, then rename. The gap between is theirs.
    struct stat info{};
    if (::lstat(to, &info) == 0) {
        errno = EEXIST;
        return -1;
    }
    return ::rename(from, to);
#endif
}

} // namespace

Result<std::unique_ptr<ReadableFile>> RealFileSystem::open(const std::string& path) const {
    auto descriptor = openRegular(path, O_RDONLY);
    if (!descriptor)
        return std::unexpected(descriptor.error());
    return std::make_unique<RealFile>(std::move(*descriptor), path);
}

Result<FileStatus> RealFileSystem::status(const std::string& path) const {
    struct stat info{};
    if (::stat(path.c_str(), &info) != 0)
        return failed("look at", path);
    return toStatus(info);
}

Result<std::vector<DirectoryEntry>> RealFileSystem::list(const std::string& folder) const {
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(folder.c_str()), &::closedir);
    if (!stream)
        return failed("list", folder);
    std::vector<DirectoryEntry> entries;
    errno = 0;
    while (const dirent* entry = ::readdir(stream.get())) {
        const std::string_view name(entry->d_name);
        if (name != "." && name != "..")
            entries.push_back({std::string(name), kindOfEntry(::dirfd(stream.get()), *entry)});
        errno = 0;
    }
    if (errno != 0)
        return failed("list", folder);
    std::ranges::sort(entries, {}, &DirectoryEntry::name);
    return entries;
}

Result<std::vector<ListedEntry>> RealFileSystem::listWithStatus(const std::string& folder) const {
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(folder.c_str()), &::closedir);
    if (!stream)
        return failed("list", folder);
    std::vector<ListedEntry> entries;
    errno = 0;
    while (const dirent* entry = ::readdir(stream.get())) {
        const std::string_view name(entry->d_name);
        struct stat info{};
        if (name == "." || name == "..") {
        } else if (entry->d_type == DT_DIR) {
            entries.push_back({std::string(name), {.identity = {}, .kind = FileKind::Directory}});
        } else if (::fstatat(::dirfd(stream.get()), entry->d_name, &info, 0) == 0) {
            entries.push_back({std::string(name), toStatus(info)});
        }
        errno = 0;
    }
    if (errno != 0)
        return failed("list", folder);
    return entries;
}

Result<void> RealFileSystem::makeDirectories(const std::string& folder) const {
    if (::mkdir(folder.c_str(), PrivateFolder) == 0)
        return {};
    if (errno == ENOENT && parentFolder(folder) != folder) {
        if (auto made = makeDirectories(std::string(parentFolder(folder))); !made)
            return made;
        if (::mkdir(folder.c_str(), PrivateFolder) == 0)
            return {};
    }
    const int reason = errno;
    struct stat info{};
    if (::stat(folder.c_str(), &info) == 0) {
        if (S_ISDIR(info.st_mode)) // also when another process was faster
            return {};
        return std::unexpected(Error{ErrorCode::Invalid, folder + " is a file where a folder is needed"});
    }
    return std::unexpected(errorFromErrno(reason, "create the folder " + folder));
}

Result<void> RealFileSystem::writeAtomically(const std::string& path, std::string_view bytes) const {
    if (auto replaced = replaceFile(path, bytes, Durability::Synced); !replaced)
        return replaced;
    return syncFolder(std::string(parentFolder(path)));
}

Result<void> RealFileSystem::writeCache(const std::string& path, std::string_view bytes) const {
    return replaceFile(path, bytes, Durability::None);
}

Result<void> RealFileSystem::append(const std::string& path, std::string_view bytes) const {
    const auto descriptor = openRegular(path, O_WRONLY | O_APPEND | O_CREAT);
    if (!descriptor)
        return std::unexpected(descriptor.error());
    return writeAll(descriptor->get(), bytes, path);
}

Result<void> RealFileSystem::moveWithoutReplacing(const std::string& from, const std::string& to) const {
    if (renameWithoutReplacing(from.c_str(), to.c_str()) != 0)
        return std::unexpected(errorFromErrno(errno, "move " + from + " to " + to));
    return {};
}

Result<void> RealFileSystem::remove(const std::string& path) const {
    if (std::remove(path.c_str()) != 0)
        return failed("remove", path);
    return {};
}

Result<void> RealFileSystem::clone(const std::string& from, const std::string& to) const {
#if defined(__APPLE__)
    if (::clonefile(from.c_str(), to.c_str(), 0) != 0)
        return std::unexpected(errorFromErrno(errno, "clone " + from + " to " + to));
    return {};
#elif defined(FICLONE)
    const auto source = openRegular(from, O_RDONLY);
    if (!source)
        return std::unexpected(source.error());
    const auto target = openRegular(to, O_WRONLY | O_CREAT | O_EXCL);
    if (!target)
        return std::unexpected(target.error());
    if (::ioctl(target->get(), FICLONE, source->get()) == 0)
        return {};
    const int reason = errno;
    ::unlink(to.c_str());
    // The kernel has several words for "not here": EOPNOTSUPP, ENOTTY, EXDEV, EINVAL.
    if (reason == EOPNOTSUPP || reason == ENOTTY || reason == EINVAL || reason == EXDEV)
        return std::unexpected(errorFromErrno(ENOTSUP, "clone " + from + " to " + to));
    return std::unexpected(errorFromErrno(reason, "clone " + from + " to " + to));
#else
    return FileSystem::clone(from, to);
#endif
}

Result<void> RealFileSystem::hardLink(const std::string& from, const std::string& to) const {
    if (::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), AT_SYMLINK_FOLLOW) != 0)
        return std::unexpected(errorFromErrno(errno, "link " + from + " to " + to));
    return {};
}

Result<void> RealFileSystem::sync(const std::string& path) const {
    const auto descriptor = openRegular(path, O_RDONLY);
    if (!descriptor)
        return std::unexpected(descriptor.error());
    if (uninterrupted([&] { return ::fsync(descriptor->get()); }) != 0)
        return failed("write", path);
    return {};
}

Result<void> RealFileSystem::moveReplacing(const std::string& from, const std::string& to) const {
    if (auto synced = sync(from); !synced)
        return synced;
    if (::rename(from.c_str(), to.c_str()) != 0)
        return failed("replace", to);
    return syncFolder(std::string(parentFolder(to)));
}

Result<void> RealFileSystem::truncate(const std::string& path, std::uint64_t size) const {
    if (uninterrupted([&] { return ::truncate(path.c_str(), static_cast<off_t>(size)); }) != 0)
        return failed("cut", path);
    return {};
}

} // namespace ax
