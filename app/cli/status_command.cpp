// SPDX-License-Identifier: MIT
#include "app/cli/status_command.h"

#include "app/cli/plain_text.h"
#include "app/cli/session_lookup.h"
#include "app/cli/session_statements.h"
#include "app/cli/session_world.h"
#include "core/base/json_writer.h"

#include <algorithm>
#include <format>
#include <optional>
#include <string>
#include <vector>

namespace ax::cli {

namespace {

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
    std::string text = plainText(session.id) + ": " + std::string(wordOf(session));
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
        json.open(statement.key);
        json.member("says", statement.what);
        if (statement.at)
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
    SessionIndex index(world.indexContext());
    const auto session = findSession(index.look()->sessions, world.files(), world.paths(), *text);
    if (!session) {
        context.diagnostics.say(session.error().message);
        return ExitFailure;
    }
    const auto statements = statementsOn(world, **session, index.witnessesOf((*session)->key()));
    const bool asJson = std::ranges::contains(context.arguments, "--json");
    context.output.write(asJson ? jsonReport(**session, statements)
                                : textReport(**session, statements, world.clock().now()));
    return ExitOk;
}

} // namespace ax::cli
