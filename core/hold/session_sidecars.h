// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/deadline.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/escape/terminal_event.h"
#include "core/hold/scrollback_file.h"
#include "core/state/heartbeat.h"
#include "core/status/reported_status.h"

#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// The files by which a holder tells others of its session: the heartbeat, what the program reported of
/// itself, and the scrollback. Each is written no more often than it must be, and an idle session wakes
/// nobody but for its beat. What cannot be written (disk full, state folder gone) is tried again with the
/// next change; the session goes on. Not thread-safe.
class SessionSidecars {
public:
    /// What is passed outlives this.
    SessionSidecars(const FileSystem& files, const Paths& paths, const Clock& clock, std::string sessionId,
                    std::string command);

    const std::string& sessionId() const { return m_sessionId; }
    /// The first beat; the error when there cannot be one.
    Result<void> begin();
    void sawOutput();
    void sawLines(std::string_view lines);
    void sawEvents(const std::vector<terminal::TerminalEvent>& events);
    void sawBell();

    /// Writes what is due.
    void advance();
    Deadline nextDeadline() const;

    /// The session has got its true id: all files move to it.
    void rename(const std::string& sessionId);
    /// The session has ended: `lastScreen` goes to the scrollback, the beat and the report go away.
    void end(std::string_view lastScreen);

    std::string scrollback(std::size_t bytes) const { return m_scrollback.tail(bytes); }

private:
    void writeBeat();

    const FileSystem& m_files;
    const Paths& m_paths;
    const Clock& m_clock;
    std::string m_sessionId;
    Heartbeat m_heartbeat;
    ReportedStatus m_report;
    ScrollbackFile m_scrollback;
    Deadline m_nextTouch = Never;
    Deadline m_beatDue = Never; ///< output has come since the last one was written
    Deadline m_earliestBeat{};
    Deadline m_reportDue = Never;
    Deadline m_scrollbackDue = Never;
};

} // namespace ax
