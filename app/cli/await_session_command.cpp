// SPDX-License-Identifier: MIT
#include "app/cli/await_session_command.h"

#include "app/cli/session_world.h"

#include <chrono>
#include <set>
#include <string>
#include <thread>
#include <tuple>

namespace ax::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto LookPause = 1500ms;
constexpr auto LookLimit = 90s;

/// The newest session of this harness in this folder that was not there before; empty when there is none.
std::string newSession(const SessionWorld& world, const std::string& harness, const std::string& folder,
                       const std::set<std::string>& before) {
    const SnapshotPointer snapshot = world.scan();
    const Session* newest = nullptr;
    for (const SessionPointer& session : snapshot->sessions) {
        // One without a transcript is the placeholder itself, or another one.
        const bool isCandidate = session->harness == harness && !session->file.empty() &&
                                 !before.contains(session->id) &&
                                 (session->directory.empty() || session->directory == folder);
        if (isCandidate && (newest == nullptr || session->last > newest->last))
            newest = session.get();
    }
    return newest == nullptr ? std::string() : newest->id;
}

} // namespace

int runAwaitSession(CommandContext& context) {
    if (context.arguments.size() != 2) {
        context.diagnostics.say("usage: ax await-session HARNESS FOLDER");
        return ExitUsage;
    }
    const std::string& harness = context.arguments[0];
    const std::string& folder = context.arguments[1];
    auto& world = context.keep<SessionWorld>(context.environment);
    std::set<std::string> before;
    const SnapshotPointer first = world.scan(); // named: not every compiler keeps it through the loop else
    for (const SessionPointer& session : first->sessions)
        before.insert(session->id);
    context.output.write("ready\n");
    std::ignore = context.output.finish();
    const auto deadline = std::chrono::steady_clock::now() + LookLimit;
    while (std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(LookPause);
        const std::string id = newSession(world, harness, folder, before);
        if (id.empty())
            continue;
        context.output.write(id + '\n');
        return ExitOk;
    }
    return ExitFailure;
}

} // namespace ax::cli
