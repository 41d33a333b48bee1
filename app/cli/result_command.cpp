// SPDX-License-Identifier: MIT
#include "app/cli/result_command.h"

#include "app/cli/plain_text.h"
#include "app/cli/session_lookup.h"
#include "app/cli/session_world.h"
#include "core/base/json_writer.h"
#include "core/state/session_outcome.h"
#include "core/transcripts/transcript_turns.h"

#include <algorithm>
#include <format>

namespace ax::cli {

namespace {

struct Report {
    std::string text;
    SessionOutcome outcome;
};

Result<std::string> lastReport(const SessionWorld& world, const Session& session) {
    if (session.file.empty())
        return std::string();
    auto turns = TranscriptTurns::open(world.files(), session.location());
    if (!turns)
        return std::unexpected(turns.error());
    if (const auto count = turns->count(); !count)
        return std::unexpected(count.error());
    const auto last = turns->readLast(
        1, 0, [](const RecordTurn& turn) { return turn.role == "assistant" && !turn.text.empty(); });
    if (!last)
        return std::unexpected(last.error());
    return last->empty() ? std::string() : last->front().turn.text;
}

Result<Report> readReport(const SessionWorld& world, const Session& session) {
    const SessionMeta meta =
        readSessionMeta(world.files(), world.paths(), session.id).value_or(SessionMeta{});
    Report report;
    report.outcome = outcomeOf(world.files(), world.paths(), session.id, meta);
    if (!meta.result.empty()) {
        report.text = meta.result;
        return report;
    }
    auto text = lastReport(world, session);
    if (!text)
        return std::unexpected(text.error());
    report.text = std::move(*text);
    return report;
}

std::string formatJson(std::string_view asked, const Session& session, const Report& report) {
    const bool isOtherId = !session.id.starts_with(asked) && !asked.contains('/');
    JsonWriter json(JsonLayout::Line);
    json.open();
    json.member("id", isOtherId ? asked : session.id);
    json.memberUnlessEmpty("session", isOtherId ? session.id : "");
    json.member("outcome", report.outcome.word);
    json.signedNumber("exit", report.outcome.exitCode);
    json.member("result", report.text);
    json.close();
    return json.take() + '\n';
}

} // namespace

int runResult(CommandContext& context) {
    const std::string* id = idArgument(context, "result");
    if (id == nullptr)
        return ExitUsage;
    const SessionWorld world(context.environment);
    const auto session = findSession(world.scan()->sessions, world.files(), world.paths(), *id);
    if (!session) {
        context.diagnostics.say(session.error().message);
        return ExitFailure;
    }
    const auto report = readReport(world, **session);
    if (!report) {
        context.diagnostics.say(report.error().message);
        return ExitFailure;
    }
    if (std::ranges::contains(context.arguments, "--json")) {
        context.output.write(formatJson(*id, **session, *report));
        return ExitOk;
    }
    if (!report->text.empty())
        context.output.write(plainLines(report->text) + '\n');
    context.diagnostics.tell(
        std::format("outcome={} exit={}", report->outcome.word, report->outcome.exitCode));
    return ExitOk;
}

} // namespace ax::cli
