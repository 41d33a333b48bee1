// SPDX-License-Identifier: MIT
#include "app/cli/attach_command.h"

#include "app/cli/held_session_lookup.h"
#include "app/cli/session_lookup.h"
#include "core/hold/attach.h"
#include "core/launch/holder_start.h"

#include <format>
#include <thread>
#include <unistd.h>

namespace ax::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto ConnectPause = 25ms;
constexpr auto ConnectLimit = 5s;

/// Waits until a holder that is on its way listens.
Result<Descriptor> awaitHolder(const SessionWorld& world, const Environment& environment,
                               const std::string& id) {
    const auto deadline = std::chrono::steady_clock::now() + ConnectLimit;
    while (true) {
        auto holder = connectToSession(world, environment, id);
        if (holder || holder.error().code != ErrorCode::NotFound)
            return holder;
        if (std::chrono::steady_clock::now() > deadline)
            return std::unexpected(
                Error{ErrorCode::NotFound, "session " + id + " did not start; 'ax log' may say why"});
        std::this_thread::sleep_for(ConnectPause);
    }
}

/// Resumes a session under a holder of its own, and waits until that listens.
Result<Descriptor> resumeHeld(const SessionWorld& world, const Environment& environment,
                              const std::string& id) {
    const auto session = findSession(world.scan()->sessions, world.files(), world.paths(), id);
    if (!session)
        return std::unexpected(session.error());
    if ((*session)->isLive())
        return std::unexpected(Error{
            ErrorCode::Busy,
            "session " + id + " already runs in another terminal: go on with it there, or end it first"});
    const auto spec = resumeSession(world.config(), world.files(), **session);
    if (!spec)
        return std::unexpected(spec.error());
    if (auto started = startHolder(world.disk(), world.paths(), environment, *spec, id); !started)
        return std::unexpected(started.error());
    return awaitHolder(world, environment, id);
}

int report(Diagnostics& diagnostics, const std::string& id, const AttachEnd& end) {
    switch (end.way) {
    case AttachEnd::Way::Detached:
        diagnostics.tell(std::format("[detached; 'ax attach {}' comes back]", id));
        return ExitOk;
    case AttachEnd::Way::Lost:
        diagnostics.tell(std::format("[the holder of {} is gone]", id));
        return ExitOk;
    case AttachEnd::Way::Exited:
        break;
    }
    const int code = end.exit ? end.exit->code : 0;
    diagnostics.tell(code == 0 ? "[the session has ended]"
                               : std::format("[the session has ended with code {}]", code));
    return code;
}

Chords chordsOf(const Config& config) {
    const Chords usual;
    return {.prefix = parseControlKey(config.detachPrefix).value_or(usual.prefix),
            .detach = parseChordLetter(config.detachKey).value_or(usual.detach)};
}

int attachOver(CommandContext& context, const SessionWorld& world, const std::string& id,
               Result<Descriptor> holder) {
    if (!holder) {
        context.diagnostics.say(holder.error().message);
        return ExitFailure;
    }
    const Chords chords = chordsOf(world.config());
    context.diagnostics.tell(std::format("[attached to {}; ctrl-{} {} detaches]", id,
                                         static_cast<char>(chords.prefix | 0x60), chords.detach));
    const auto end = attachTo(std::move(*holder), chords);
    if (!end) {
        context.diagnostics.say(end.error().message);
        return ExitFailure;
    }
    return report(context.diagnostics, id, *end);
}

} // namespace

int runAttach(CommandContext& context) {
    const std::string* text = idArgument(context, "attach");
    if (text == nullptr)
        return ExitUsage;
    if (::isatty(STDIN_FILENO) == 0) {
        context.diagnostics.say(
            "attach needs a terminal; to type into a session from a program use 'ax send'");
        return ExitFailure;
    }
    auto& world = context.keep<SessionWorld>(context.environment);
    const auto id = findHeldId(world, *text);
    if (!id) {
        context.diagnostics.say(id.error().message);
        return ExitFailure;
    }
    auto holder = connectToSession(world, context.environment, *id);
    if (!holder && holder.error().code == ErrorCode::NotFound)
        holder = resumeHeld(world, context.environment, *id);
    return attachOver(context, world, *id, std::move(holder));
}

int attachToNew(CommandContext& context, const SessionWorld& world, const std::string& sessionId) {
    return attachOver(context, world, sessionId, awaitHolder(world, context.environment, sessionId));
}

} // namespace ax::cli
