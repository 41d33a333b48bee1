// SPDX-License-Identifier: MIT
#include "app/cli/list_command.h"

#include "app/cli/list_json.h"
#include "app/cli/list_options.h"
#include "app/cli/list_table.h"
#include "app/cli/session_windows.h"
#include "app/cli/session_world.h"

#include <format>

namespace ax::cli {

namespace {

void tellProblems(Diagnostics& diagnostics, const std::vector<ConfigProblem>& problems) {
    for (const ConfigProblem& problem : problems)
        diagnostics.say(problem.text());
}

void tellProblems(Diagnostics& diagnostics, const std::vector<StoreReport>& stores) {
    for (const StoreReport& store : stores) {
        for (const std::string& problem : store.problems)
            diagnostics.say(std::format("{}: {}", store.harness, problem));
    }
}

using Metas = std::map<std::string, SessionMeta>;

/// Archived sessions are left out unless they are asked for.
std::vector<SessionPointer> select(const Snapshot& snapshot, const Metas& metas, const ListOptions& options) {
    const SessionMeta nothing;
    std::vector<SessionPointer> selected;
    for (const SessionPointer& session : snapshot.sessions) {
        const auto entry = metas.find(session->id);
        const SessionMeta& meta = entry == metas.end() ? nothing : entry->second;
        const bool isOfRun = options.run.empty() || meta.run == options.run;
        const bool isShown = options.onlyArchived ? meta.archived : options.alsoArchived || !meta.archived;
        if (isOfRun && isShown)
            selected.push_back(session);
    }
    return selected;
}

} // namespace

int runList(CommandContext& context) {
    const auto options = parseListOptions(context.arguments);
    if (!options) {
        context.diagnostics.say(options.error().message);
        return ExitUsage;
    }
    const auto& world = context.keep<const SessionWorld>(context.environment);
    tellProblems(context.diagnostics, world.configProblems());
    const SnapshotPointer snapshot = context.keep<SessionIndex>(world.indexContext()).look();
    tellProblems(context.diagnostics, snapshot->stores);

    const Metas metas = world.metas();
    const std::vector<SessionPointer> sessions = select(*snapshot, metas, *options);
    if (sessions.empty() && !options->run.empty())
        context.diagnostics.say(std::format("no session is in the run \"{}\"", options->run));
    if (options->json) {
        for (std::string& piece :
             formatListJson(sessions, metas, describeHost(world.config()), world.clock().now()))
            context.output.adopt(std::move(piece));
        return ExitOk;
    }
    const bool terminal = context.output.isTerminal();
    const TableStyle style = {terminal ? TableStyle::Header::Shown : TableStyle::Header::None,
                              terminal ? context.output.terminalWidth() : 0};
    const auto windows = SessionWindows(world, context.environment).cells(sessions);
    if (!windows)
        context.diagnostics.say(windows.error().message);
    context.output.adopt(formatTable(sessions, windows.value_or(WindowCells()), world.clock().now(),
                                     world.paths().home, style));
    return ExitOk;
}

} // namespace ax::cli
