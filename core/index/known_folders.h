// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/state/directory_map.h"

#include <shared_mutex>
#include <string>
#include <unordered_map>

namespace ax {

/// Where recorded folders are today, and whether they are there: each is asked for once. Thousands of
/// sessions share few folders. find() from any thread; what it returned stays until the next reset().
class KnownFolders {
public:
    struct Folder {
        std::string path; ///< after relinking
        bool exists = true;
    };

    explicit KnownFolders(const FileSystem& files) : m_files(files) {}

    /// Forgets everything and takes another map.
    void reset(DirectoryMap map);
    /// An empty folder is unknown, and unknown is not gone.
    const Folder& find(const std::string& recorded);

private:
    const FileSystem& m_files;
    DirectoryMap m_map;
    std::shared_mutex m_mutex; ///< guards the map below; what is in it stays where and as it is
    std::unordered_map<std::string, Folder> m_folders;
};

} // namespace ax
