// SPDX-License-Identifier: MIT
#include "core/base/file_system.h"

#include "core/base/paths.h"

#include <algorithm>

namespace ax {

Result<std::vector<ListedEntry>> FileSystem::listWithStatus(const std::string& folder) const {
    const auto entries = list(folder);
    if (!entries)
        return std::unexpected(entries.error());
    std::vector<ListedEntry> listed;
    listed.reserve(entries->size());
    for (const DirectoryEntry& entry : *entries) {
        ListedEntry& made = listed.emplace_back(entry.name);
        made.status.kind = entry.kind;
        if (entry.kind == FileKind::Directory)
            continue;
        if (const auto known = status(joinPath(folder, entry.name)))
            made.status = *known;
        else if (known.error().code == ErrorCode::NotFound)
            listed.pop_back();
    }
    return listed;
}

namespace {

std::unexpected<Error> unsupported(const char* action, const std::string& path) {
    return std::unexpected(Error{ErrorCode::Unsupported, std::string("cannot ") + action + ' ' + path +
                                                             ": this file system does not offer it"});
}

} // namespace

Result<void> FileSystem::clone(const std::string& from, const std::string&) const {
    return unsupported("clone", from);
}
Result<void> FileSystem::hardLink(const std::string& from, const std::string&) const {
    return unsupported("link", from);
}
Result<void> FileSystem::sync(const std::string& path) const {
    return unsupported("sync", path);
}
Result<void> FileSystem::moveReplacing(const std::string& from, const std::string&) const {
    return unsupported("move", from);
}
Result<void> FileSystem::truncate(const std::string& path, std::uint64_t) const {
    return unsupported("cut", path);
}

std::string FileSystem::logicalPath(const std::string& path) const {
    return path;
}

Result<std::string> readWholeFile(const FileSystem& files, const std::string& path, std::uint64_t limit) {
    const auto file = files.open(path);
    if (!file)
        return std::unexpected(file.error());
    const auto status = (*file)->status();
    if (!status)
        return std::unexpected(status.error());

    const auto tooLarge = [&] {
        return std::unexpected(Error{ErrorCode::Invalid, path + " is larger than " +
                                                             std::to_string(limit / 1024) +
                                                             " KiB: this is not the file it should be"});
    };
    if (status->size > limit)
        return tooLarge();

    // The size is a hint only: files grow while they are read, and those of the kernel claim to be empty.
    std::string bytes;
    std::size_t used = 0;
    while (true) {
        bytes.resize(std::max<std::size_t>(used + 4096, status->size + 1));
        const auto count = (*file)->readAt(used, std::span(bytes).subspan(used));
        if (!count)
            return std::unexpected(count.error());
        used += *count;
        if (used > limit)
            return tooLarge();
        if (*count == 0)
            break;
    }
    bytes.resize(used);
    return bytes;
}

} // namespace ax
