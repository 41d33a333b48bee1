// SPDX-License-Identifier: MIT
#include "app/cli/attach_command.h"

#include "app/cli/held_session_lookup.h"
#include "app/cli/plain_text.h"
#include "app/cli/replace_process.h"
#include "app/cli/session_lookup.h"
#include "app/cli/session_windows.h"
#include "core/base/process_exit.h"
#include "core/hold/attach.h"
#include "core/launch/holder_start.h"

#include <algorithm>
#include <format>
#include <thread>
#include <tuple>
#include <unistd.h>

namespace ax::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto ConnectPause = 25ms;
constexpr auto ConnectLimit = 5s;
constexpr auto FailsAtOnce = 15s;
constexpr auto FailureRead = 15min;

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

/// Whoever looks at a window that would close must be able to read why. Facts: ax-compat §9, "Failure hold".
void awaitReader(Diagnostics& diagnostics, const ExitMessage& exit) {
    diagnostics.tell(plainLines(exit.tail));
    diagnostics.tell("[it failed at once; press Enter to close this window]");
    std::ignore = waitReadable(STDIN_FILENO, FailureRead);
}

enum class AfterFailure : std::uint8_t { Leave, AwaitReader };

int attachOver(CommandContext& context, const SessionWorld& world, const std::string& id,
               Result<Descriptor> holder, AfterFailure after = AfterFailure::Leave) {
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
    const int code = report(context.diagnostics, id, *end);
    if (code != 0 && after == AfterFailure::AwaitReader && end->exit && end->exit->runtime < FailsAtOnce)
        awaitReader(context.diagnostics, *end->exit);
    return code;
}

/// Brings its window to the front, if the session has one; returns only when it has none, or that fails.
Result<void> showWindow(const SessionWorld& world, const Environment& environment, const std::string& id) {
    SessionWindows windows(world, environment);
    const auto located = windows.find(id);
    if (!located && located.error().code == ErrorCode::NotFound)
        return {};
    if (!located)
        return std::unexpected(located.error());
    return std::unexpected(replaceProcess(windows.multiplexer()->focusCommand(located->window), environment));
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
    // One that has failed already is no session any more, but its holder waits for a moment to tell of it.
    auto holder = connectToSession(world, context.environment, id.value_or(*text));
    if (!holder && !id)
        holder = std::unexpected(id.error());
    if (!holder && holder.error().code == ErrorCode::NotFound) {
        if (auto shown = showWindow(world, context.environment, id.value_or(*text)); !shown)
            holder = std::unexpected(shown.error());
        else if (id)
            holder = resumeHeld(world, context.environment, *id);
    }
    const bool holds = std::ranges::contains(context.arguments, "--hold");
    return attachOver(context, world, id.value_or(*text), std::move(holder),
                      holds ? AfterFailure::AwaitReader : AfterFailure::Leave);
}

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

int attachToNew(CommandContext& context, const SessionWorld& world, const std::string& sessionId) {
    return attachOver(context, world, sessionId, awaitHolder(world, context.environment, sessionId));
}

} // namespace ax::cli
