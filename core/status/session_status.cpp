// SPDX-License-Identifier: MIT
#include "core/status/session_status.h"

#include <format>

namespace ax {

namespace {

/// An error ends the turn: the agent waits for its person like after any other end, and the manual has no
/// word of its own for that. The detail and the evidence keep the difference.
SessionStatus fromError(const Witnesses::Report& report) {
    const std::string& message = report.status.message;
    return {.status = Status::Idle,
            .detail = message.empty() ? "error" : "error: " + message,
            .evidence = "reported by the agent: its turn ended with an error",
            .since = report.at};
}

std::optional<SessionStatus> fromReport(const Witnesses::Report& report) {
    SessionStatus status{.status = Status::Idle,
                         .detail = report.status.message,
                         .evidence = "reported by the agent",
                         .since = report.at};
    switch (report.status.state) {
    case ProgramState::BlockedOnPermission:
    case ProgramState::BlockedOnQuestion:
        status.status = Status::NeedsYou;
        return status;
    case ProgramState::Working:
        status.status = Status::Working;
        return status;
    case ProgramState::Idle:
    case ProgramState::Done:
        return status;
    case ProgramState::Failed:
        return fromError(report);
    case ProgramState::Cleared:
        break; // the agent has left its terminal
    }
    return std::nullopt;
}

SessionStatus fromStateFile(const AgentStateFile& file) {
    SessionStatus status{.status = Status::Idle,
                         .detail = {},
                         .evidence = std::format("Claude Code's state file (process {})", file.processId),
                         .since = file.updated};
    if (file.status == "waiting") {
        status.status = Status::NeedsYou;
        status.detail = file.waitingFor;
    } else if (file.status == "busy") {
        status.status = Status::Working;
    } else if (file.status != "idle") {
        status.detail = file.status; // a word of a later version
    }
    return status;
}

} // namespace

std::string_view statusWord(Status status) {
    switch (status) {
    case Status::NeedsYou:
        return "needs you";
    case Status::NeedsAuth:
        return "needs auth";
    case Status::Review:
        return "review";
    case Status::Working:
        return "working";
    case Status::Idle:
        return "idle";
    case Status::Crash:
        return "crash";
    case Status::Past:
        break;
    }
    return "";
}

SessionStatus decideStatus(const Witnesses& witnesses) {
    if (witnesses.program) {
        if (auto status = fromReport(*witnesses.program))
            return *status;
    }
    if (witnesses.stateFile)
        return fromStateFile(*witnesses.stateFile);
    if (witnesses.runsInOurTerminal)
        return {.status = Status::Idle,
                .detail = {},
                .evidence = "runs in a terminal of this window",
                .since = std::nullopt};
    return {};
}

} // namespace ax
