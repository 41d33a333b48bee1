// SPDX-License-Identifier: MIT
#pragma once

#include "core/archive/history_archive.h"
#include "core/archive/history_settings.h"
#include "core/archive/retention_policy.h"

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace ax {

/// What is known of history insurance at one moment, for whoever shows it. Immutable.
struct HistoryState {
    HistorySettings settings;
    RetentionPolicies policies;
    std::vector<ExpiringSession> expiring;   ///< within WarningTime, kept or not
    std::set<std::string, std::less<>> kept; ///< keys of the sessions with a copy
    std::uint64_t storedSize = 0;            ///< bytes of all copies
    std::string problem;                     ///< why something could not be kept; empty when all is well
};
using HistoryStatePointer = std::shared_ptr<const HistoryState>;

/// What is to be copied now, and when to look again without having heard anything. Pure.
struct HistoryPlan {
    std::vector<SessionPointer> due; ///< the next to be deleted first
    std::optional<Timestamp> next;
};
HistoryPlan planHistory(const Snapshot& snapshot, const RetentionPolicies& policies,
                        const HistoryArchive& archive, Timestamp now);

/// Keeps the archive up to date while a window is open: a thread that yields to all other work and copies one
/// session at a time. A transcript is copied once it has not been written for ten minutes, or when it is
/// about to be deleted. The thread sleeps until it is handed a snapshot or settings, or until the moment that
/// the plan names; nothing is polled.
class HistoryKeeper {
public:
    /// On the keeper's thread; must not block. Called at first and whenever the state changed.
    using Listener = std::function<void(HistoryStatePointer)>;

    /// `files` is the true file system. `files` and `clock` outlive this object.
    struct Context {
        const FileSystem& files;
        const Clock& clock;
        Paths paths;
        Config config;
    };
    HistoryKeeper(Context context, Listener listener);
    HistoryKeeper(const HistoryKeeper&) = delete;
    HistoryKeeper& operator=(const HistoryKeeper&) = delete;
    ~HistoryKeeper(); ///< stops in the middle of a file, and waits for the thread

    /// From any thread.
    void setSnapshot(SnapshotPointer snapshot);
    void setSettings(const HistorySettings& settings); ///< and saves them
    /// Puts a kept copy back to where its original was. HistoryState::problem tells of a failure; the file
    /// itself, of success.
    void restore(const std::string& sessionKey);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ax
