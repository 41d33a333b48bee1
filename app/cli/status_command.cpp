// SPDX-License-Identifier: MIT
#include "app/cli/status_command.h"

#include "app/cli/plain_text.h"
#include "app/cli/session_lookup.h"
#include "app/cli/session_world.h"
#include "core/base/json_writer.h"
#include "core/state/heartbeat.h"
#include "core/state/hook_state.h"
#include "core/status/reported_status.h"

#include <algorithm>
#include <format>
#include <optional>
#include <string>
#include <vector>

namespace ax::cli {

namespace {

/// One line of the report: who says what, and when that was.
struct Statement {
    std::string who;
    std::string what;
    std::optional<Timestamp> at;
};

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

void addHolder(std::vector<Statement>& statements, const Heartbeat& heartbeat) {
    const bool lives = isHolderOf(heartbeat);
    statements.push_back({.who = "holder",
                          .what = std::format("process {} {}", heartbeat.holder, lives ? "runs" : "is gone"),
                          .at = heartbeat.beat});
    statements.push_back({.who = "terminal", .what = "last output", .at = heartbeat.lastOutput});
}

void addReport(std::vector<Statement>& statements, const ReportedStatus& report) {
    if (report.program)
        statements.push_back(
            {.who = "the agent", .what = programText(report.program->status), .at = report.program->at});
    if (report.notification)
        statements.push_back(
            {.who = "notification", .what = report.notification->text, .at = report.notification->at});
    if (report.title)
        statements.push_back({.who = "window title", .what = report.title->text, .at = report.title->at});
    if (report.bell)
        statements.push_back({.who = "bell", .what = "rang", .at = report.bell});
}

std::vector<Statement> statementsOn(const SessionWorld& world, const std::string& id) {
    std::vector<Statement> statements;
    if (const auto report = readReportedStatus(world.disk(), world.paths(), id))
        addReport(statements, *report);
    if (const auto hook = readHookState(world.disk(), world.paths(), id))
        statements.push_back({.who = "hooks", .what = std::string(hookWordText(hook->word)), .at = hook->at});
    if (const auto heartbeat = readHeartbeat(world.disk(), world.paths(), id))
        addHolder(statements, *heartbeat);
    return statements;
}

std::string_view wordOf(const Session& session) {
    const std::string_view word = statusWord(session.status.status);
    return word.empty() ? "not running" : word;
}

std::string ageText(std::optional<Timestamp> at, Timestamp now) {
    if (!at)
        return {};
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - *at).count();
    return seconds < 60 ? std::format("{} s ago", std::max<std::int64_t>(seconds, 0))
                        : formatAge(at, now) + " ago";
}

std::string textReport(const Session& session, const std::vector<Statement>& statements, Timestamp now) {
    std::string text = std::format("{}: {}", session.id, wordOf(session));
    if (!session.status.detail.empty())
        text += " (" + plainText(session.status.detail) + ')';
    text += '\n';
    if (!session.status.evidence.empty())
        text += "because: " + session.status.evidence +
                (session.status.since ? ", " + ageText(session.status.since, now) : std::string()) + '\n';
    for (const Statement& statement : statements)
        text += std::format("  {:<13} {:<10} {}\n", statement.who, ageText(statement.at, now),
                            plainText(statement.what));
    return text;
}

std::string jsonReport(const Session& session, const std::vector<Statement>& statements) {
    JsonWriter json;
    json.open();
    json.member("id", session.id);
    json.member("harness", session.harness);
    json.member("status", statusWord(session.status.status));
    json.memberUnlessEmpty("detail", session.status.detail);
    json.memberUnlessEmpty("evidence", session.status.evidence);
    if (session.status.since)
        json.member("since", formatTimestamp(session.status.since));
    json.truth("held", session.isHeld);
    json.open("witnesses");
    for (const Statement& statement : statements) {
        json.open(statement.who);
        json.member("says", statement.what);
        json.member("at", formatTimestamp(statement.at));
        json.close();
    }
    json.close();
    json.close();
    return json.take() + '\n';
}

} // namespace

int runStatus(CommandContext& context) {
    const std::string* text = idArgument(context, "status");
    if (text == nullptr)
        return ExitUsage;
    const SessionWorld world(context.environment);
    const auto session = findSession(world.scan()->sessions, world.files(), world.paths(), *text);
    if (!session) {
        context.diagnostics.say(session.error().message);
        return ExitFailure;
    }
    const auto statements = statementsOn(world, (*session)->id);
    const bool asJson = std::ranges::contains(context.arguments, "--json");
    context.output.write(asJson ? jsonReport(**session, statements)
                                : textReport(**session, statements, world.clock().now()));
    return ExitOk;
}

} // namespace ax::cli
