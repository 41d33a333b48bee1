// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/state/heartbeat.h"
#include "core/status/session_status.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ax {

/// The running sessions that holders, ours and upstream's, tell of: heartbeats (`live/`), what programs said
/// of themselves (`status/`), what their hooks said (`hookstate/`) and which got another id than the one they
/// were started with (`alias/`), kept in step with the four folders.
/// Some of it changes by time alone: timeOfNextChange() says when, and passTime() takes it in. One thread at
/// a time.
class LiveSessions {
public:
    using Ids = std::set<std::string>;

    LiveSessions(const FileSystem& files, const Clock& clock, Paths paths);

    // Each adds the ids of the sessions it touched.
    void rescan(Ids& touched);
    void update(const std::string& path, Ids& touched);
    void passTime(Ids& touched);
    /// The next moment at which passTime() would change something; nothing: only a file will.
    std::optional<Timestamp> timeOfNextChange() const;

    struct LiveSession {
        std::string command;
        bool isPlaceholder = false; ///< the agent has given its session another id since
        HeldWitness witness;
        friend bool operator==(const LiveSession&, const LiveSession&) = default;
    };
    /// Null for a session without a heartbeat.
    const LiveSession* find(const std::string& sessionId) const;
    Ids ids() const;

    /// The folders whose entries tell of changes.
    const std::vector<std::string>& folders() const { return m_folders; }
    struct Process {
        long processId = 0;
        std::string path; ///< to update() when the process ends
    };
    std::vector<Process> processes() const;

private:
    struct Known {
        Heartbeat heartbeat;
        LiveSession session;
    };
    void refresh(const std::string& sessionId, Ids& touched);
    void judge(Known& known, Timestamp now) const;

    const FileSystem& m_files;
    const Clock& m_clock;
    Paths m_paths;
    std::vector<std::string> m_folders;
    std::map<std::string, Known> m_sessions; ///< by session id
};

} // namespace ax
