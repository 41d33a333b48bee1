// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/index/places.h"

#include <mutex>

namespace ax {

/// A file system that can take down which places were looked at and how they looked. Only looks count, not
/// what is read: a file that was read has been looked at before. Thread-safe.
class PlaceRecorder final : public FileSystem {
public:
    /// `files` outlives it.
    explicit PlaceRecorder(const FileSystem& files) : m_files(files) {}

    void start(); ///< from here on
    Places stop();

    Result<std::unique_ptr<ReadableFile>> open(const std::string& path) const override {
        return m_files.open(path);
    }
    Result<FileStatus> status(const std::string& path) const override;
    Result<std::vector<DirectoryEntry>> list(const std::string& folder) const override {
        return m_files.list(folder);
    }
    Result<std::vector<ListedEntry>> listWithStatus(const std::string& folder) const override;
    std::string logicalPath(const std::string& path) const override { return m_files.logicalPath(path); }
    Result<void> makeDirectories(const std::string& folder) const override {
        return m_files.makeDirectories(folder);
    }
    Result<void> writeAtomically(const std::string& path, std::string_view bytes) const override {
        return m_files.writeAtomically(path, bytes);
    }
    Result<void> writeCache(const std::string& path, std::string_view bytes) const override {
        return m_files.writeCache(path, bytes);
    }
    Result<void> append(const std::string& path, std::string_view bytes) const override {
        return m_files.append(path, bytes);
    }
    Result<void> moveWithoutReplacing(const std::string& from, const std::string& to) const override {
        return m_files.moveWithoutReplacing(from, to);
    }
    Result<void> remove(const std::string& path) const override { return m_files.remove(path); }

private:
    const FileSystem& m_files;
    mutable std::mutex m_mutex; ///< guards all below
    bool m_records = false;
    mutable Places m_places;
};

} // namespace ax
