// SPDX-License-Identifier: MIT
#include "core/hold/end_session.h"

#include "core/base/deadline.h"
#include "core/state/ask_request.h"
#include "core/state/heartbeat.h"
#include "core/state/hook_state.h"
#include "core/state/session_meta.h"

#include <cerrno>
#include <csignal>
#include <string>
#include <thread>
#include <tuple>

namespace ax {

namespace {

using namespace std::chrono_literals;

constexpr auto EndLimit = 8s;
constexpr auto LookAgain = 20ms;

} // namespace

/// Before the holder concludes: what is marked already stays marked.
void markKilled(const FileSystem& files, const Paths& paths, const Clock& clock, std::string_view sessionId) {
    const auto state = readHookState(files, paths, sessionId);
    if (state && isTerminal(state->word))
        return;
    const auto meta = readSessionMeta(files, paths, sessionId);
    if (!meta || meta->task.empty()) {
        removeHookState(files, paths, sessionId);
        return;
    }
    SessionMetaChange change;
    change.outcome = "failure";
    change.failReason = "killed";
    change.exitCode = 1;
    std::ignore = updateSessionMeta(files, paths, sessionId, change, clock.now());
    std::ignore = writeHookState(files, paths, sessionId, HookWord::Failed);
}

Result<void> endSession(const FileSystem& files, const Paths& paths, const Clock& clock,
                        std::string_view sessionId) {
    const std::string id(sessionId);
    const auto heartbeat = readHeartbeat(files, paths, sessionId);
    if (!heartbeat)
        return std::unexpected(Error{ErrorCode::NotFound, "session " + id + " is not running under ax"});
    if (heartbeat->holder == 0 && isRunning(*heartbeat, clock.now()))
        return std::unexpected(
            Error{ErrorCode::Unsupported, "session " + id +
                                              " is held by an old version of ax that does not tell its "
                                              "process; end it where it runs"});
    if (!isHolderOf(*heartbeat)) {
        removeHeartbeat(files, paths, sessionId);
        removeAskRequest(files, paths, sessionId);
        return std::unexpected(
            Error{ErrorCode::NotFound, "session " + id + " had crashed; its mark is removed"});
    }
    markKilled(files, paths, clock, sessionId);
    if (::kill(static_cast<pid_t>(heartbeat->holder), SIGTERM) != 0 && errno != ESRCH)
        return std::unexpected(errorFromErrno(errno, "end session " + id));
    const Deadline deadline = deadlineAfter(EndLimit);
    while (isHolderOf(*heartbeat)) {
        if (hasPassed(deadline))
            return std::unexpected(Error{ErrorCode::Busy, "session " + id + " has not ended yet"});
        std::this_thread::sleep_for(LookAgain);
    }
    removeAskRequest(files, paths, sessionId); // our holder did; upstream's leaves it to who kills
    return {};
}

} // namespace ax
