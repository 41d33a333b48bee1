// SPDX-License-Identifier: MIT
#include "app/cli/hook_command.h"

#include "core/base/detached_process.h"
#include "core/base/process.h"
#include "core/base/process_exit.h"
#include "core/base/process_identity.h"
#include "core/hooks/hook_event.h"
#include "core/hooks/hook_settings.h"
#include "core/state/alias.h"
#include "core/state/heartbeat.h"
#include "core/state/session_meta.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <format>
#include <tuple>
#include <unistd.h>
#include <vector>

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

/// The id of the launch that the agent runs under, while nobody has found its own one: that row is the
/// session's so far, or for good (facts: ax-compat §9).
bool isPlaceholder(const FileSystem& files, const Paths& paths, const std::string& launchId) {
    const auto heartbeat = readHeartbeat(files, paths, launchId);
    return heartbeat && isHolderOf(*heartbeat) &&
           std::ranges::contains(commandLineOf(heartbeat->holder), "--adopt") &&
           aliasTarget(files, paths, launchId).empty();
}

void record(const Environment& environment, const HookEvent& event) {
    const RealFileSystem files;
    const Paths paths = Paths::from(environment);
    std::vector<std::string> ids{event.sessionId};
    const std::string launchId = environment.value("AX_SESSION_ID").value_or("");
    if (!launchId.empty() && launchId != event.sessionId && isPlaceholder(files, paths, launchId))
        ids.push_back(launchId);
    const bool isTask = std::ranges::any_of(ids, [&](const std::string& id) {
        const auto meta = readSessionMeta(files, paths, id);
        return meta && !meta->task.empty() && meta->mode == "interactive";
    });
    const HookWord word = hookWordOf(event, isTask ? Task::Given : Task::None);
    for (const std::string& id : ids) {
        if (event.kind == HookEvent::Kind::Blocked) // before the word: who sees that finds it
            std::ignore = writeHookQuestion(files, paths, id, event.question);
        std::ignore = writeHookState(files, paths, id, word);
    }
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
