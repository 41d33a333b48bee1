// SPDX-License-Identifier: MIT
#include "app/cli/read_command.h"

#include "app/cli/read_members.h"
#include "app/cli/read_options.h"
#include "app/cli/session_follower.h"
#include "app/cli/session_world.h"
#include "app/cli/turn_text.h"

#include <format>

namespace ax::cli {

namespace {

Result<void> printTurns(Output& output, const SessionWorld& world, const Session& session,
                        const ReadOptions& options) {
    std::vector<NumberedTurn> printed;
    std::uint64_t cursor = 0;
    if (!session.file.empty()) {
        auto turns = TranscriptTurns::open(world.files(), session.location());
        if (!turns)
            return std::unexpected(turns.error());
        const auto count = turns->count();
        if (!count)
            return std::unexpected(count.error());
        auto read = options.limit > 0 ? turns->readLast(options.limit, options.since,
                                                        [](const RecordTurn&) { return true; })
                                      : turns->readSince(options.since);
        if (!read)
            return std::unexpected(read.error());
        printed = std::move(*read);
        cursor = *count;
    }
    output.write(options.format == TurnFormat::Text ? formatTurnsText(printed)
                                                    : formatTurnsJson(session.id, printed, cursor));
    return {};
}

} // namespace

int runRead(CommandContext& context) {
    ReadOptions options;
    if (auto parsed = parseReadOptions(context.arguments); parsed) {
        options = std::move(*parsed);
    } else {
        context.diagnostics.say(parsed.error().message);
        return ExitUsage;
    }
    if (options.withHosts) {
        context.diagnostics.say("this version knows no other machines, so read has no --hosts");
        return ExitUsage;
    }
    if (options.excludeSelf)
        options.excluded.insert(context.environment.value("AX_SESSION_ID").value_or(""));
    const SessionWorld world(context.environment);
    if (options.follow)
        return SessionFollower(world, options, context.output, context.diagnostics).run();

    const auto members = readMembers(*world.scan(), world, options);
    if (!members) {
        context.diagnostics.say(members.error().message);
        return ExitFailure;
    }
    int code = ExitOk;
    for (const SessionPointer& session : *members) {
        if (const auto printed = printTurns(context.output, world, *session, options); !printed) {
            context.diagnostics.say(printed.error().message);
            code = ExitFailure;
        }
    }
    return code;
}

} // namespace ax::cli
