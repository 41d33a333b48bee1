// SPDX-License-Identifier: MIT
#include "core/archive/archived_stores.h"

#include "core/index/glob_pattern.h"

namespace ax {

namespace {

/// A name becomes a folder's.
bool canBeKept(const Harness& harness) {
    return !harness.glob.empty() && !harness.name.empty() && !harness.name.starts_with('.') &&
           !harness.name.contains('/');
}

/// A path as a pattern that it alone matches.
std::string asPattern(std::string_view path) {
    std::string pattern;
    for (const char c : path) {
        if (c == '*' || c == '?' || c == '[' || c == '\\')
            pattern += '\\';
        pattern += c;
    }
    return pattern;
}

/// The folder of a harness's copies, which stands for the root of its glob.
std::string rootBelowHistory(const Harness& harness, const std::string& root) {
    return joinPath(harness.name, fileName(root));
}

} // namespace

std::string historyFolder(const Paths& paths) {
    return joinPath(paths.dataDirectory, "history");
}

std::vector<Harness> archivedStores(const Config& config, const Paths& paths) {
    std::vector<Harness> stores;
    for (const Harness& harness : config.harnesses) {
        if (!canBeKept(harness))
            continue;
        const std::string glob = expandHome(harness.glob, paths.home);
        const std::string root = GlobPattern(glob).root();
        if (root == "/" || !glob.starts_with(root + '/'))
            continue;
        Harness& store = stores.emplace_back(harness);
        store.glob = joinPath(asPattern(joinPath(historyFolder(paths), rootBelowHistory(harness, root))),
                              glob.substr(root.size() + 1));
        store.database.clear();
    }
    return stores;
}

std::optional<std::string> keptPath(const Harness& harness, const Paths& paths,
                                    const std::string& transcript) {
    if (!canBeKept(harness))
        return std::nullopt;
    const std::string root = GlobPattern(expandHome(harness.glob, paths.home)).root();
    if (root == "/" || componentsBelow(root, transcript).empty())
        return std::nullopt;
    return joinPath(rootBelowHistory(harness, root), transcript.substr(root.size() + 1));
}

bool isKeptCopy(const Paths& paths, std::string_view transcript) {
    return !componentsBelow(historyFolder(paths), transcript).empty();
}

} // namespace ax
