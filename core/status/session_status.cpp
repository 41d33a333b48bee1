// SPDX-License-Identifier: MIT
#include "core/status/session_status.h"

#include <format>

namespace ax {

namespace {

/// A notification and the hook that goes with it come in either order.
constexpr auto NoticeSlack = std::chrono::seconds(5);

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

/// What the hooks said last; nothing when it is too old to be believed.
std::optional<SessionStatus> fromHook(const HeldWitness& held) {
    if (!held.hook)
        return std::nullopt;
    SessionStatus status{
        .status = Status::Idle, .detail = {}, .evidence = "the agent's hooks", .since = held.hook->at};
    switch (held.hook->word) {
    case HookWord::Blocked:
        status.status = Status::NeedsYou;
        status.detail = held.hook->question;
        if (status.detail.empty() && held.notification &&
            held.notification->at + NoticeSlack >= held.hook->at)
            status.detail = held.notification->text;
        return status;
    case HookWord::Failed:
        status.detail = "failed";
        return status;
    case HookWord::Done:
        status.detail = "done";
        return status;
    case HookWord::Working:
        status.status = Status::Working;
        break;
    case HookWord::Idle:
        break;
    }
    return held.hook->isFresh ? std::optional(status) : std::nullopt;
}

SessionStatus fromTerminal(const HeldWitness& held) {
    return {.status = held.isWriting ? Status::Working : Status::Idle,
            .detail = {},
            .evidence = held.isWriting ? "its terminal is being written to" : "its terminal is quiet",
            .since = held.lastOutput};
}

SessionStatus fromCrash(const HeldWitness& held) {
    return {.status = Status::Crash,
            .detail = "its holder ended without a word",
            .evidence = "a heartbeat without its process",
            .since = held.lastOutput};
}

/// Hooks miss what ends a turn without a word (an interrupt), state files what later versions call otherwise:
/// the one that spoke last counts.
std::optional<SessionStatus> fromHookOrStateFile(const Witnesses& witnesses) {
    auto hook = witnesses.held ? fromHook(*witnesses.held) : std::nullopt;
    if (!witnesses.stateFile)
        return hook;
    SessionStatus file = fromStateFile(*witnesses.stateFile);
    return hook && hook->since > file.since ? *hook : file;
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
    const auto& held = witnesses.held;
    if (held && !held->lives && !witnesses.stateFile && !witnesses.runsInOurTerminal)
        return fromCrash(*held);
    if (witnesses.program) {
        if (auto status = fromReport(*witnesses.program))
            return *status;
    }
    if (held && held->lives && held->program) {
        if (auto status = fromReport({.status = held->program->status, .at = held->program->at}))
            return *status;
    }
    if (auto status = fromHookOrStateFile(witnesses))
        return *status;
    if (held && held->lives)
        return fromTerminal(*held);
    if (witnesses.runsInOurTerminal)
        return {.status = Status::Idle,
                .detail = {},
                .evidence = "runs in a terminal of this window",
                .since = std::nullopt};
    return {};
}

} // namespace ax
