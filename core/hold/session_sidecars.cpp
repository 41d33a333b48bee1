// SPDX-License-Identifier: MIT
#include "core/hold/session_sidecars.h"

#include "core/base/process_identity.h"

#include <algorithm>
#include <tuple>
#include <unistd.h>
#include <utility>

namespace ax {

namespace {

using namespace std::chrono_literals;

constexpr auto BeatPause = 1s;       ///< between two beats that tell of output
constexpr auto ScrollbackPause = 1s; ///< until lines are written
constexpr auto ReportPause = 20ms;   ///< several reports of one moment become one
constexpr auto DecorationPause = 1s; ///< titles: some agents animate theirs

} // namespace

SessionSidecars::SessionSidecars(const FileSystem& files, const Paths& paths, const Clock& clock,
                                 std::string sessionId, std::string command)
    : m_files(files), m_paths(paths), m_clock(clock), m_sessionId(std::move(sessionId)),
      m_heartbeat{.lastOutput = clock.now(),
                  .holder = ::getpid(),
                  .token = startToken(::getpid()),
                  .command = std::move(command),
                  .beat = {}},
      m_scrollback(files, paths, m_sessionId) {
}

Result<void> SessionSidecars::begin() {
    auto written = writeHeartbeat(m_files, m_paths, m_sessionId, m_heartbeat);
    m_nextTouch = deadlineAfter(HeartbeatInterval);
    m_earliestBeat = deadlineAfter(BeatPause);
    return written;
}

void SessionSidecars::writeBeat() {
    std::ignore = writeHeartbeat(m_files, m_paths, m_sessionId, m_heartbeat);
    m_beatDue = Never;
    m_earliestBeat = deadlineAfter(BeatPause);
    m_nextTouch = deadlineAfter(HeartbeatInterval);
}

void SessionSidecars::sawOutput() {
    m_heartbeat.lastOutput = m_clock.now();
    if (m_beatDue == Never)
        m_beatDue = m_earliestBeat;
}

void SessionSidecars::sawLines(std::string_view lines) {
    if (lines.empty())
        return;
    m_scrollback.add(lines);
    if (m_scrollbackDue == Never)
        m_scrollbackDue = deadlineAfter(ScrollbackPause);
}

void SessionSidecars::sawEvents(const std::vector<terminal::TerminalEvent>& events) {
    const Timestamp now = m_clock.now();
    const auto due = [this](std::chrono::milliseconds pause) {
        m_reportDue = std::min(m_reportDue, deadlineAfter(pause));
    };
    for (const terminal::TerminalEvent& event : events) {
        if (const auto* const status = std::get_if<terminal::ProgramStatusEvent>(&event)) {
            m_report.program.reset();
            if (status->status.state != ProgramState::Cleared)
                m_report.program = {.status = status->status, .at = now};
            due(ReportPause);
        } else if (const auto* const title = std::get_if<terminal::TitleEvent>(&event)) {
            m_report.title = {.text = title->title, .at = now};
            due(DecorationPause);
        } else if (const auto* const note = std::get_if<terminal::NotificationEvent>(&event)) {
            const std::string separator = note->title.empty() || note->body.empty() ? "" : ": ";
            m_report.notification = {.text = note->title + separator + note->body, .at = now};
            due(ReportPause);
        }
    }
}

void SessionSidecars::sawBell() {
    m_report.bell = m_clock.now();
    m_reportDue = std::min(m_reportDue, deadlineAfter(DecorationPause));
}

void SessionSidecars::advance() {
    if (hasPassed(m_beatDue)) {
        writeBeat();
    } else if (hasPassed(m_nextTouch)) {
        m_nextTouch = deadlineAfter(HeartbeatInterval);
        if (!touchHeartbeat(m_paths, m_sessionId)) // somebody removed it, or the whole folder
            writeBeat();
    }
    if (hasPassed(m_reportDue)) {
        m_reportDue = Never;
        std::ignore = writeReportedStatus(m_files, m_paths, m_sessionId, m_report);
    }
    if (hasPassed(m_scrollbackDue)) {
        m_scrollbackDue = Never;
        m_scrollback.write();
    }
}

Deadline SessionSidecars::nextDeadline() const {
    return std::min({m_nextTouch, m_beatDue, m_reportDue, m_scrollbackDue});
}

void SessionSidecars::rename(const std::string& sessionId) {
    m_scrollback.write();
    const std::string before = std::exchange(m_sessionId, sessionId);
    std::ignore =
        m_files.moveWithoutReplacing(scrollbackPath(m_paths, before), scrollbackPath(m_paths, sessionId));
    m_scrollback = ScrollbackFile(m_files, m_paths, sessionId);
    writeBeat();
    std::ignore = writeReportedStatus(m_files, m_paths, sessionId, m_report);
    removeReportedStatus(m_files, m_paths, before);
    removeHeartbeat(m_files, m_paths, before);
}

void SessionSidecars::end(std::string_view lastScreen) {
    m_scrollback.add(lastScreen);
    m_scrollback.write();
    removeReportedStatus(m_files, m_paths, m_sessionId);
    removeHeartbeat(m_files, m_paths, m_sessionId);
    m_nextTouch = m_beatDue = m_reportDue = m_scrollbackDue = Never;
}

} // namespace ax
