// SPDX-License-Identifier: MIT
#include "app/cli/list_command.h"

#include "app/cli/list_json.h"
#include "app/cli/list_options.h"
#include "app/cli/list_table.h"
#include "core/archive/archive_file_system.h"
#include "core/archive/archived_stores.h"
#include "core/index/session_index.h"

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

/// Neither runs nor the archive exist in this version: nothing belongs to them, and saying so beats a list
/// that looks like an answer.
std::vector<SessionPointer> select(const Snapshot& snapshot, const ListOptions& options,
                                   Diagnostics& diagnostics) {
    if (!options.run.empty()) {
        diagnostics.say(
            std::format("this version knows no runs, so none of the sessions is in \"{}\"", options.run));
        return {};
    }
    if (options.onlyArchived) {
        diagnostics.say("this version knows no archive, so none of the sessions is in it");
        return {};
    }
    return snapshot.sessions;
}

} // namespace

int runList(CommandContext& context) {
    const auto options = parseListOptions(context.arguments);
    if (!options) {
        context.diagnostics.say(options.error().message);
        return ExitUsage;
    }
    const RealFileSystem disk;
    const SystemClock clock;
    const Paths paths = Paths::from(context.environment);
    const ArchiveFileSystem files(disk, historyFolder(paths));
    const LoadedConfig loaded = loadConfig(files, paths);
    tellProblems(context.diagnostics, loaded.problems);

    const ModelCatalog models = ModelCatalog::load(files, paths);
    SessionIndex index({files, clock, models, paths, loaded.config, archivedStores(loaded.config, paths)});
    const SnapshotPointer snapshot = index.scan();
    tellProblems(context.diagnostics, snapshot->stores);

    const std::vector<SessionPointer> sessions = select(*snapshot, *options, context.diagnostics);
    if (options->json) {
        context.output.write(formatListJson(sessions, describeHost(loaded.config), clock.now()));
        return ExitOk;
    }
    const bool terminal = context.output.isTerminal();
    const TableStyle style = {terminal ? TableStyle::Header::Shown : TableStyle::Header::None,
                              terminal ? context.output.terminalWidth() : 0};
    context.output.write(formatTable(sessions, clock.now(), paths.home, style));
    return ExitOk;
}

} // namespace ax::cli
