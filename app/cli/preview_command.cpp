// SPDX-License-Identifier: MIT
#include "app/cli/preview_command.h"

#include "app/cli/held_session_lookup.h"
#include "app/cli/plain_text.h"
#include "app/cli/preview_text.h"
#include "app/cli/session_lookup.h"
#include "app/cli/session_windows.h"
#include "app/cli/session_world.h"
#include "core/hold/control.h"

#include <algorithm>

namespace ax::cli {

namespace {

Result<std::vector<NumberedTurn>> lastTurns(const SessionWorld& world, const Session& session) {
    if (session.file.empty())
        return std::vector<NumberedTurn>();
    auto turns = TranscriptTurns::open(world.files(), session.location());
    if (!turns)
        return std::unexpected(turns.error());
    if (const auto count = turns->count(); !count)
        return std::unexpected(count.error());
    return turns->readLast(PreviewTurns, 0, isPreviewed);
}

PreviewStyle styleFor(const Output& output) {
    PreviewStyle style;
    if (output.isTerminal())
        style.colour = PreviewStyle::Colour::Ansi;
    if (const std::size_t width = output.terminalWidth())
        style.width = width;
    return style;
}

/// What the session's terminal shows now; nothing where its holder does not tell.
std::string screenOf(const SessionWorld& world, const Environment& environment, const std::string& id) {
    auto holder = connectToSession(world, environment, id);
    auto control = holder ? HolderControl::open(std::move(*holder))
                          : Result<HolderControl>(std::unexpected(holder.error()));
    const auto text = control ? control->screenText() : Result<std::string>(std::unexpected(control.error()));
    return text.value_or("");
}

/// The same of its window.
std::string windowText(const SessionWorld& world, const Environment& environment, const std::string& id) {
    SessionWindows windows(world, environment);
    const auto located = windows.find(id);
    return located ? windows.multiplexer()->tail(located->window, 0).value_or("") : std::string();
}

} // namespace

int runPreview(CommandContext& context) {
    const std::string* id = idArgument(context, "preview");
    if (id == nullptr)
        return ExitUsage;
    const SessionWorld world(context.environment);
    const auto session = findSession(world.scan()->sessions, world.files(), world.paths(), *id);
    if (!session) {
        context.diagnostics.say(session.error().message);
        return ExitFailure;
    }
    const auto turns = lastTurns(world, **session);
    if (!turns) {
        context.diagnostics.say(turns.error().message);
        return ExitFailure;
    }
    const SessionMeta meta =
        readSessionMeta(world.files(), world.paths(), (*session)->id).value_or(SessionMeta{});
    context.output.write(formatPreview(**session, meta, *turns, styleFor(context.output)));
    const std::string screen = (*session)->isHeld ? screenOf(world, context.environment, (*session)->id)
                                                  : windowText(world, context.environment, (*session)->id);
    if (!screen.empty())
        context.output.write("\nscreen:\n" + plainLines(screen) + '\n');
    return ExitOk;
}

} // namespace ax::cli
