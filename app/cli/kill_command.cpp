// SPDX-License-Identifier: MIT
#include "app/cli/kill_command.h"

#include "app/cli/held_session_lookup.h"
#include "app/cli/session_windows.h"
#include "core/hold/end_session.h"
#include "core/state/ask_request.h"

namespace ax::cli {

namespace {

/// A session without a holder ends in its window.
Result<void> endInWindow(const SessionWorld& world, SessionWindows& windows, const std::string& id) {
    const auto located = windows.find(id);
    if (!located)
        return std::unexpected(located.error());
    markKilled(world.disk(), world.paths(), world.clock(), id);
    auto ended = windows.end(*located);
    if (ended)
        removeAskRequest(world.disk(), world.paths(), id);
    return ended;
}

Result<void> end(const SessionWorld& world, SessionWindows& windows, const std::string& text) {
    const auto id = findHeldId(world, text);
    auto ended = id ? endSession(world.disk(), world.paths(), world.clock(), *id)
                    : Result<void>(std::unexpected(id.error()));
    if (ended || ended.error().code != ErrorCode::NotFound)
        return ended;
    auto closed = endInWindow(world, windows, id.value_or(text));
    // Without a window the first sentence says more.
    return closed || closed.error().code != ErrorCode::NotFound ? closed : ended;
}

} // namespace

int runKill(CommandContext& context) {
    if (context.arguments.empty()) {
        context.diagnostics.say("usage: ax kill ID...");
        return ExitUsage;
    }
    auto& world = context.keep<SessionWorld>(context.environment);
    SessionWindows windows(world, context.environment);
    for (const std::string& text : context.arguments) {
        if (text.starts_with('-')) {
            context.diagnostics.say("kill: unknown option " + text);
            return ExitUsage;
        }
        if (const auto ended = end(world, windows, text); !ended)
            context.diagnostics.say(ended.error().message);
    }
    return ExitOk; // as documented, also for ids that are not known
}

} // namespace ax::cli
