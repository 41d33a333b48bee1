// SPDX-License-Identifier: MIT
#include "app/cli/run_command.h"

#include "app/cli/run_options.h"
#include "app/cli/session_windows.h"
#include "app/cli/session_world.h"
#include "core/base/detached_process.h"
#include "core/base/process_exit.h"
#include "core/base/signal_pipe.h"
#include "core/hold/conclude.h"
#include "core/hold/held_session.h"
#include "core/launch/launch.h"
#include "core/launch/terminal_environment.h"
#include "core/state/alias.h"
#include "core/state/hook_state.h"
#include "core/state/log.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <format>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <tuple>
#include <unistd.h>

namespace ax::cli {

namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t LargestCommand = 8 << 20;
constexpr auto ReadyLimit = 3s;

/// A holder runs for days: unlike the other verbs it gives memory back.
void tuneAllocatorForLongLife() {
#ifdef __GLIBC__
    ::mallopt(M_TOP_PAD, 64 << 10);
    ::mallopt(M_TRIM_THRESHOLD, 256 << 10);
    ::mallopt(M_MMAP_THRESHOLD, 128 << 10);
#endif
}

std::string currentFolder() {
    std::error_code error;
    return std::filesystem::current_path(error).string();
}

/// The end of the pipe that will tell the true id; none when nobody looks for it.
Descriptor startAwaiting(const Environment& environment, const std::string& harness) {
    auto pipe = makePipe();
    if (!pipe)
        return Descriptor();
    ProcessSpec spec{.arguments = {ownProgram(), "await-session", harness, currentFolder()},
                     .workingDirectory = {},
                     .variables = {environment.variables().begin(), environment.variables().end()}};
    if (!startDetached(spec, pipe->writeEnd))
        return Descriptor();
    pipe->writeEnd.reset();
    // What is there before the agent starts is not what it begins.
    std::array<char, 6> ready{};
    if (waitReadable(pipe->readEnd.get(), ReadyLimit))
        std::ignore = ::read(pipe->readEnd.get(), ready.data(), ready.size());
    return std::move(pipe->readEnd);
}

/// As upstream's log has it: `terminated`, `killed`.
std::string signalName(int number) {
    std::string name = ::strsignal(number);
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
    return name;
}

std::string sentenceOf(const HeldSessionEnd& end) {
    std::string text = std::format("exited: code={}", end.code);
    if (end.signal)
        text += std::format(" signal={}", signalName(*end.signal));
    text += std::format(" after={}", std::chrono::duration<double>(end.runtime));
    return end.lastLine.empty() ? text : text + std::format("; last output: \"{}\"", end.lastLine);
}

/// Moves what others wrote about the placeholder to the true id.
void followTrueId(const SessionWorld& world, const std::string& before, const std::string& now) {
    std::ignore = writeAlias(world.disk(), world.paths(), before, now);
    const auto move = [&world](const std::string& folder, const std::string& from, const std::string& to) {
        const std::string path = joinPath(world.paths().stateDirectory, folder);
        std::ignore = world.disk().moveWithoutReplacing(joinPath(path, from), joinPath(path, to));
    };
    move("meta", before + ".json", now + ".json");
    move("hookstate", before, now);
    removeHookState(world.disk(), world.paths(), before); // its hooks may have told both of them
}

Result<std::string> commandOf(const FileSystem& files, const RunOptions& options) {
    if (options.commandFile.empty())
        return options.command;
    auto command = readWholeFile(files, options.commandFile, LargestCommand);
    if (command)
        std::ignore = files.remove(options.commandFile);
    return command;
}

int hold(const SessionWorld& world, const Environment& environment, Diagnostics& diagnostics,
         const RunOptions& options, const std::string& command) {
    const auto fail = [&](const Error& error) {
        std::ignore = appendLog(world.disk(), world.paths(), world.clock(),
                                std::format("run {}: {}", options.sessionId, error.message));
        diagnostics.say(error.message);
        return ExitFailure;
    };
    HeldSessionSpec spec{.sessionId = options.sessionId,
                         .command = command,
                         .arguments = shellCommand(world.config(), command),
                         .directory = {},
                         .variables = terminalEnvironment(environment)};
    auto signals = SignalPipe::open({SIGTERM, SIGHUP, SIGINT});
    if (!signals)
        return fail(signals.error());
    std::signal(SIGPIPE, SIG_IGN);
    const Descriptor trueId =
        options.adoptHarness.empty() ? Descriptor() : startAwaiting(environment, options.adoptHarness);
    auto session = HeldSession::start(world.disk(), world.paths(), environment, world.clock(), spec);
    if (!session)
        return fail(session.error());
    std::ignore = appendLog(world.disk(), world.paths(), world.clock(),
                            std::format("run {}: {}", options.sessionId, command));
    (*session)->onRenamed = [&](const std::string& before, const std::string& now) {
        followTrueId(world, before, now);
        retagWindows(world, environment, before, now);
    };
    const HeldSessionEnd end = (*session)->run(
        {.terminate = signals->descriptor(), .trueId = trueId.get()}, [&](const HeldSessionEnd& ended) {
            std::ignore = appendLog(world.disk(), world.paths(), world.clock(),
                                    std::format("run {} {}", (*session)->sessionId(), sentenceOf(ended)));
            concludeTask(world.disk(), world.paths(), world.clock(), (*session)->sessionId(), ended);
        });
    return end.code;
}

} // namespace

int runHolder(CommandContext& context) {
    const auto options = parseRunOptions(context.arguments);
    if (!options) {
        context.diagnostics.say(options.error().message);
        return ExitUsage;
    }
    tuneAllocatorForLongLife();
    auto& world = context.keep<SessionWorld>(context.environment);
    const auto command = commandOf(world.disk(), *options);
    if (!command) {
        context.diagnostics.say(command.error().message);
        return ExitFailure;
    }
    return hold(world, context.environment, context.diagnostics, *options, *command);
}

} // namespace ax::cli
