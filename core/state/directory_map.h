// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/paths.h"

#include <map>
#include <string>

namespace ax {

/// `dirmap.json`: folders that were renamed or moved, old name to new (facts: ax-compat §2). Shared with
/// upstream's `ax`. A damaged file reads as empty and is not overwritten by load().
class DirectoryMap {
public:
    static DirectoryMap load(const FileSystem& files, const Paths& paths);

    /// Where a recorded folder is now: the longest mapped ancestor decides; itself when none is.
    std::string resolve(const std::string& directory) const;

    /// Remembers one relink: reads the file anew, adds, writes. Other entries, also unknown ones, survive.
    /// `from` is the folder as the transcript has it, not as an earlier relink gave it. Invalid when the file
    /// is damaged: it is left for its owner to mend.
    static Result<void> remember(const FileSystem& files, const Paths& paths, const std::string& from,
                                 const std::string& to);

private:
    std::map<std::string, std::string> m_entries;
};

} // namespace ax
