// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/file_store.h"
#include "core/index/session.h"

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace ax {

/// Looks at the folders of many stores and reads their files, on all cores; big files first, so that none is
/// left alone at the end. What is found goes to the stores on the calling thread only. A little work is done
/// there altogether.
class StoreScan {
public:
    /// Called on the calling thread, now and then, while reading takes long.
    using Tick = std::function<void(const ScanProgress&)>;

    explicit StoreScan(const FileSystem& files) : m_files(files) {}

    /// Until nothing is left to look at. `meanwhile` runs on another thread while folders are listed, and
    /// ends before any file is recognised: the cache can be read there.
    void look(std::vector<FileStore::FolderLook> looks, const std::function<void()>& meanwhile = {});

    /// Reads what looks different in these stores, and then anew what that makes a copy.
    void read(const std::vector<FileStore*>& stores, TranscriptReading::After after, const Tick& tick);

    /// From any thread: a read() under way leaves off before its next file. For the end of a program.
    void abandon() { m_isAbandoned = true; }

private:
    void readBatch(std::vector<ReadingChain> chains, ScanProgress& progress, const Tick& tick);

    const FileSystem& m_files;
    std::atomic<bool> m_isAbandoned = false;
    std::unique_ptr<TranscriptScratch> m_scratch; ///< of the calling thread; for updates, which are many
};

} // namespace ax
