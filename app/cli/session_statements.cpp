// SPDX-License-Identifier: MIT
#include "app/cli/session_statements.h"

#include "core/base/process.h"
#include "core/state/heartbeat.h"
#include "core/state/hook_state.h"
#include "core/status/reported_status.h"

#include <format>

namespace ax::cli {

namespace {

std::string programText(const ProgramStatus& status) {
    std::string text;
    switch (status.state) {
    case ProgramState::Idle:
        text = "idle";
        break;
    case ProgramState::Working:
        text = "working";
        break;
    case ProgramState::BlockedOnPermission:
        text = "asks for permission";
        break;
    case ProgramState::BlockedOnQuestion:
        text = "asks a question";
        break;
    case ProgramState::Done:
        text = "done";
        break;
    case ProgramState::Failed:
        text = "failed";
        break;
    case ProgramState::Cleared:
        text = "nothing";
        break;
    }
    return status.message.empty() ? text : text + ": " + status.message;
}

std::string hookText(const HookState& hook, Timestamp now) {
    const bool ages = hook.word == HookWord::Working || hook.word == HookWord::Idle;
    return std::string(hookWordText(hook.word)) +
           (ages && now - hook.at > HookFreshness ? ", too long ago to be believed" : "");
}

std::string stateFileText(const AgentStateFile& file) {
    return file.waitingFor.empty() ? file.status : file.status + ": " + file.waitingFor;
}

std::string holderText(const Heartbeat& heartbeat, Timestamp now) {
    const long holder = heartbeat.holder;
    if (holder == 0)
        return isRunning(heartbeat, now) ? "gives signs of life, and names no process"
                                         : "gives no sign of life any more";
    if (isHolderOf(heartbeat))
        return std::format("process {} runs", holder);
    return std::format("process {} {}", holder, processExists(holder) ? "is another program now" : "is gone");
}

void addReport(std::vector<Statement>& statements, const ReportedStatus& report) {
    if (report.program)
        statements.push_back({.key = "agent",
                              .who = "the agent",
                              .what = programText(report.program->status),
                              .at = report.program->at});
    if (report.notification)
        statements.push_back({.key = "notification",
                              .who = "notification",
                              .what = report.notification->text,
                              .at = report.notification->at});
    if (report.title)
        statements.push_back(
            {.key = "title", .who = "window title", .what = report.title->text, .at = report.title->at});
    if (report.bell)
        statements.push_back({.key = "bell", .who = "bell", .what = "rang", .at = report.bell});
}

} // namespace

std::vector<Statement> statementsOn(const SessionWorld& world, const Session& session,
                                    const Witnesses& witnesses) {
    const Timestamp now = world.clock().now();
    std::vector<Statement> statements;
    if (const auto report = readReportedStatus(world.disk(), world.paths(), session.id))
        addReport(statements, *report);
    if (const auto hook = readHookState(world.disk(), world.paths(), session.id))
        statements.push_back({.key = "hooks", .who = "hooks", .what = hookText(*hook, now), .at = hook->at});
    if (const auto& file = witnesses.stateFile)
        statements.push_back(
            {.key = "state_file", .who = "state file", .what = stateFileText(*file), .at = file->updated});
    if (const auto heartbeat = readHeartbeat(world.disk(), world.paths(), session.id)) {
        statements.push_back(
            {.key = "holder", .who = "holder", .what = holderText(*heartbeat, now), .at = heartbeat->beat});
        statements.push_back(
            {.key = "terminal", .who = "terminal", .what = "last output", .at = heartbeat->lastOutput});
    }
    if (!session.file.empty() && session.last)
        statements.push_back(
            {.key = "transcript", .who = "transcript", .what = "last record", .at = session.last});
    return statements;
}

} // namespace ax::cli
