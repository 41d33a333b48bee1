// SPDX-License-Identifier: MIT
#include "core/index/known_folders.h"

#include <mutex>
#include <utility>

namespace ax {

void KnownFolders::reset(DirectoryMap map) {
    m_map = std::move(map);
    m_folders.clear();
}

const KnownFolders::Folder& KnownFolders::find(const std::string& recorded) {
    {
        const std::shared_lock lock(m_mutex);
        if (const auto known = m_folders.find(recorded); known != m_folders.end())
            return known->second;
    }
    const std::lock_guard lock(m_mutex);
    const auto [known, isNew] = m_folders.try_emplace(recorded);
    Folder& folder = known->second;
    if (!isNew || recorded.empty())
        return folder;
    folder.path = m_map.resolve(recorded);
    const auto status = m_files.status(folder.path);
    folder.exists = folder.path.empty() || (status && status->kind == FileKind::Directory);
    return folder;
}

} // namespace ax
