// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/file_system.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// How some folders and files looked, as little of each as tells it from what it may become: who looked at
/// them all learns nothing new as long as they look the same. A value; place_recorder.h fills it.
struct Places {
    /// Stands for one state of a file, or for there being none. Changing: it looked as if it might change
    /// without a trace, so nothing is ever the same.
    using Mark = std::uint64_t;
    static constexpr Mark Changing = 0;
    static constexpr Mark Missing = 1;
    static Mark markOf(const Result<FileStatus>& status);
    /// Of a folder that is about to be listed. One that changed a moment ago may do so again within the
    /// same tick of the file system's clock.
    static Mark markOfFolder(const Result<FileStatus>& status, std::int64_t nowNanoseconds);

    struct File {
        std::string name;
        Mark mark = Changing;
    };
    /// Its own state tells which entries it has; that of its files, how they look. Of folders in it nothing
    /// is known. A file alone has a path for a name, and stands in a folder without a path.
    struct Folder {
        std::string path;
        Mark mark = Changing;
        std::vector<File> files;
    };
    std::vector<Folder> folders;
};

void savePlaces(const Places::Folder& folder, ByteWriter& to);
/// Reads a folder from those bytes and looks whether it and its files are as they were; the bytes are damaged
/// when the reader failed.
bool isUnchanged(ByteReader& from, const FileSystem& files);

} // namespace ax
