// SPDX-License-Identifier: MIT
#include "core/launch/behavior.h"

#include "core/base/paths.h"

#include <simdjson.h>

#include <vector>

namespace ax {

namespace {

constexpr std::uint64_t LargestFile = 4 << 20;
constexpr int Deepest = 16;

Result<std::string> readText(const FileSystem& files, const std::string& path) {
    auto text = readWholeFile(files, path, LargestFile);
    if (!text)
        return text;
    if (text->contains('\0') || !simdjson::validate_utf8(*text))
        return std::unexpected(Error{ErrorCode::Invalid, "the behavior " + path + " is no text"});
    while (text->ends_with('\n') || text->ends_with('\r'))
        text->pop_back();
    return text;
}

/// Relative paths of all files below, sorted as a whole.
Result<void> collect(const FileSystem& files, const std::string& folder, const std::string& prefix, int depth,
                     std::vector<std::string>& found) {
    const auto entries = files.list(folder);
    if (!entries)
        return std::unexpected(entries.error());
    for (const DirectoryEntry& entry : *entries) {
        if (entry.name.starts_with('.') || entry.name.ends_with('~'))
            continue;
        if (entry.kind == FileKind::Regular)
            found.push_back(prefix + entry.name);
        if (entry.kind != FileKind::Directory || depth == Deepest)
            continue;
        if (auto deeper =
                collect(files, joinPath(folder, entry.name), prefix + entry.name + '/', depth + 1, found);
            !deeper)
            return deeper;
    }
    return {};
}

} // namespace

Result<std::string> readBehavior(const FileSystem& files, const std::string& path) {
    const auto status = files.status(path);
    if (!status)
        return std::unexpected(status.error());
    if (status->kind != FileKind::Directory)
        return readText(files, path);
    std::vector<std::string> names;
    if (auto collected = collect(files, path, {}, 0, names); !collected)
        return std::unexpected(collected.error());
    std::ranges::sort(names);
    std::string all;
    for (const std::string& name : names) {
        const auto text = readText(files, joinPath(path, name));
        if (!text)
            return text;
        all += (all.empty() ? "" : "\n\n") + ("--- path: " + name + " ---\n\n" + *text);
    }
    return all;
}

} // namespace ax
