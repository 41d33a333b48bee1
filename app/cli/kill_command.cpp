// SPDX-License-Identifier: MIT
#include "app/cli/kill_command.h"

#include "app/cli/held_session_lookup.h"
#include "core/hold/end_session.h"

namespace ax::cli {

int runKill(CommandContext& context) {
    if (context.arguments.empty()) {
        context.diagnostics.say("usage: ax kill ID...");
        return ExitUsage;
    }
    auto& world = context.keep<SessionWorld>(context.environment);
    for (const std::string& text : context.arguments) {
        if (text.starts_with('-')) {
            context.diagnostics.say("kill: unknown option " + text);
            return ExitUsage;
        }
        const auto id = findHeldId(world, text);
        const auto ended = id ? endSession(world.disk(), world.paths(), world.clock(), *id)
                              : Result<void>(std::unexpected(id.error()));
        if (!ended)
            context.diagnostics.say(ended.error().message);
    }
    return ExitOk; // as documented, also for ids that are not known
}

} // namespace ax::cli
