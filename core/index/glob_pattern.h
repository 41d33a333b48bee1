// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// A pattern for paths as harnesses have them: `/home/ann/.claude/projects/*/*.jsonl`. `*` and `?` stand for
/// anything within one component, hidden names included; `[a-z]` and `[^a-z]` for one character; a backslash
/// takes the next one as it is (facts: ax-compat §3). Pure.
class GlobPattern {
public:
    /// `pattern` is absolute, `~` already expanded.
    explicit GlobPattern(std::string_view pattern);

    /// The folder that no wildcard is part of: everything that matches lies below it.
    const std::string& root() const { return m_root; }
    /// The components below the root; the last one names files, the others folders.
    std::size_t depth() const { return m_levels.size(); }
    bool levelMatches(std::size_t level, std::string_view name) const;

private:
    std::string m_root;
    std::vector<std::string> m_levels;
};

/// The components of `path` below `root`; none when it does not lie there.
std::vector<std::string_view> componentsBelow(std::string_view root, std::string_view path);

/// Whether `path` is `folder` or one of the folders that contain it.
bool isAtOrAbove(std::string_view path, std::string_view folder);

} // namespace ax
