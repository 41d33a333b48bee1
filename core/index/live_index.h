// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/directory_watcher.h"
#include "core/index/session_index.h"

#include <functional>
#include <memory>

namespace ax {

/// A SessionIndex on a thread of its own that waits for the kernel and hands out a snapshot whenever a row
/// changed. At rest it costs nothing: no timer runs. What was learned goes into the cache some seconds later.
/// Bursts are gathered: the first change goes out at once, later ones at most each 30 ms.
class LiveIndex {
public:
    /// Called on the index's thread; must not block. The first call comes after the first scan, or, while
    /// that takes long, with what there is so far (Snapshot::progress) each 150 ms.
    using Listener = std::function<void(SnapshotPointer)>;

    /// Hears of changes from the kernel; where that fails, rows change by rescan() only and the report says
    /// why.
    LiveIndex(IndexContext context, Listener listener);
    /// For tests: notices come from `watcher`.
    LiveIndex(IndexContext context, Listener listener, std::unique_ptr<DirectoryWatcher> watcher);
    LiveIndex(const LiveIndex&) = delete;
    LiveIndex& operator=(const LiveIndex&) = delete;
    ~LiveIndex(); ///< waits for the thread

    /// From any thread; the snapshot with their effect follows.
    void rescan();
    void reportProgramStatus(const std::string& sessionKey, std::optional<ProgramStatus> status);
    void sessionOpened(const std::string& sessionKey, const std::string& directory);
    void sessionClosed(const std::string& sessionKey);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ax
