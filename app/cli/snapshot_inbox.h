// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/deadline.h"
#include "core/base/descriptor.h"
#include "core/index/session.h"

#include <mutex>

namespace ax::cli {

/// Hands the newest snapshot from the index's thread to one that waits for it, and for its reader to go away.
class SnapshotInbox {
public:
    explicit SnapshotInbox(Pipe pipe) : m_pipe(std::move(pipe)) {}

    /// From any thread; never blocks.
    void put(SnapshotPointer snapshot);

    struct Arrival {
        SnapshotPointer snapshot; ///< null: the time passed
        bool readerIsGone = false;
    };
    /// Waits for a snapshot, for the other end of `output` to be closed, or for the deadline.
    Arrival wait(int output, Deadline deadline);

private:
    Pipe m_pipe; ///< a byte for "there is something"
    std::mutex m_mutex;
    SnapshotPointer m_snapshot; ///< guarded
};

} // namespace ax::cli
