// SPDX-License-Identifier: MIT
#include "core/state/alias.h"

#include "core/state/session_meta.h"

namespace ax {

namespace {

constexpr std::uint64_t LargestAlias = 4096;

} // namespace

std::string aliasFolder(const Paths& paths) {
    return joinPath(paths.stateDirectory, "alias");
}

Result<void> writeAlias(const FileSystem& files, const Paths& paths, std::string_view launchId,
                        std::string_view sessionId) {
    if (!isSidecarName(launchId))
        return std::unexpected(Error{ErrorCode::Invalid, "not a session id: " + std::string(launchId)});
    if (auto made = files.makeDirectories(aliasFolder(paths)); !made)
        return made;
    return files.writeCache(joinPath(aliasFolder(paths), launchId), sessionId);
}

std::string aliasTarget(const FileSystem& files, const Paths& paths, std::string_view launchId) {
    if (!isSidecarName(launchId))
        return {};
    auto id = readWholeFile(files, joinPath(aliasFolder(paths), launchId), LargestAlias);
    if (!id)
        return {};
    id->erase(id->find_last_not_of(" \t\r\n") + 1);
    return *id;
}

std::vector<std::string> aliasesWith(const FileSystem& files, const Paths& paths, std::string_view prefix) {
    std::vector<std::string> names;
    const auto entries = files.list(aliasFolder(paths));
    if (!entries)
        return names;
    for (const DirectoryEntry& entry : *entries) {
        if (entry.name.starts_with(prefix) && isSidecarName(entry.name))
            names.push_back(entry.name);
    }
    return names;
}

} // namespace ax
