// SPDX-License-Identifier: MIT
#include "app/cli/hook_command.h"

#include "core/base/detached_process.h"
#include "core/base/process.h"
#include "core/base/process_exit.h"
#include "core/hooks/hook_event.h"
#include "core/hooks/hook_settings.h"
#include "core/state/session_meta.h"

#include <array>
#include <chrono>
#include <format>
#include <tuple>
#include <unistd.h>

namespace ax::cli {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t LargestEvent = 8 << 20;
constexpr auto EventLimit = 1s; ///< for an agent that gives its hooks no input and leaves it open

/// How a hook finds this program: by its bare name where that leads here, since the file may be shared with
/// other machines.
std::string programForHooks(const Environment& environment) {
    const std::string own = ownProgram();
    const std::string found = findProgram("ax", environment.value("PATH").value_or(""));
    return found == own ? "ax" : own;
}

std::string readEvent() {
    std::string event;
    std::array<char, 16 * 1024> buffer;
    while (event.size() < LargestEvent && waitReadable(STDIN_FILENO, EventLimit)) {
        const auto count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (count <= 0)
            break;
        event.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return event;
}

void record(const Environment& environment, const HookEvent& event) {
    const RealFileSystem files;
    const Paths paths = Paths::from(environment);
    const auto meta = readSessionMeta(files, paths, event.sessionId);
    const bool isTask = meta && !meta->task.empty() && meta->mode == "interactive";
    if (event.kind == HookEvent::Kind::Blocked) // before the word: who sees that finds it
        std::ignore = writeHookQuestion(files, paths, event.sessionId, event.question);
    std::ignore =
        writeHookState(files, paths, event.sessionId, hookWordOf(event, isTask ? Task::Given : Task::None));
}

} // namespace

int runHook(CommandContext& context) {
    const auto& words = context.arguments;
    const bool isInstall = !words.empty() && words[0] == "install";
    if (words.size() != 2 || (!isInstall && words[0] != "uninstall")) {
        context.diagnostics.say("usage: ax hook install|uninstall claude|codex|opencode|pi");
        return ExitUsage;
    }
    const auto agent = hookAgent(words[1]);
    if (!agent) {
        context.diagnostics.say(std::format(
            "{} has no hooks that ax can set; what it says over its terminal is seen without them",
            words[1]));
        return ExitFailure;
    }
    const RealFileSystem files;
    const Paths paths = Paths::from(context.environment);
    const auto changed =
        changeHooks(files, paths, *agent, isInstall ? HookChange::Install : HookChange::Remove,
                    programForHooks(context.environment));
    if (!changed) {
        context.diagnostics.say(changed.error().message);
        return ExitFailure;
    }
    const std::string file = "~/" + std::string(agent->file);
    if (!*changed)
        context.output.write(file + ": nothing to change\n");
    else
        context.output.write(file + (isInstall ? ": hooks installed\n" : ": hooks removed\n"));
    if (*changed && isInstall && !agent->afterwards.empty())
        context.output.write(std::string(agent->afterwards) + '\n');
    return ExitOk;
}

int runHookState(CommandContext& context) {
    const std::string word = context.arguments.empty() ? std::string() : context.arguments[0];
    if (const auto event = readHookEvent(word, readEvent(), context.environment))
        record(context.environment, *event);
    return ExitOk;
}

} // namespace ax::cli
