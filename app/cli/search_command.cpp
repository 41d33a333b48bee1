// SPDX-License-Identifier: MIT
#include "app/cli/search_command.h"

#include "app/cli/search_json.h"
#include "app/cli/search_options.h"
#include "app/cli/session_world.h"
#include "core/index/session_index.h"
#include "core/search/content_index.h"

#include <chrono>
#include <format>

namespace ax::cli {

namespace {

constexpr std::size_t MostDetailed = 200; ///< results of the report with hits and snippets
constexpr std::chrono::milliseconds Patience(300);

using SteadyClock = std::chrono::steady_clock;

/// How far the first reading is, on a terminal, once it takes its time.
class ProgressLine {
public:
    explicit ProgressLine(Diagnostics& diagnostics) : m_diagnostics(diagnostics) {}
    ~ProgressLine() {
        if (m_shown)
            m_diagnostics.showProgress("");
    }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(const ContentIndex::Progress& progress) {
        if (!m_diagnostics.isTerminal() || SteadyClock::now() - m_start < Patience)
            return;
        m_shown = true;
        m_diagnostics.showProgress(std::format("reading what was said: {} of {} MB",
                                               progress.bytesDone / 1'000'000,
                                               progress.bytesTotal / 1'000'000));
    }

private:
    Diagnostics& m_diagnostics;
    SteadyClock::time_point m_start = SteadyClock::now();
    bool m_shown = false;
};

/// Null where the machine has no time zone data: UTC.
const std::chrono::time_zone* localZone() {
    try {
        return std::chrono::current_zone();
    } catch (const std::exception&) {
        return nullptr;
    }
}

void tellProblems(Diagnostics& diagnostics, const std::vector<ConfigProblem>& problems,
                  const Snapshot& snapshot) {
    for (const ConfigProblem& problem : problems)
        diagnostics.say(problem.text());
    for (const StoreReport& store : snapshot.stores) {
        for (const std::string& problem : store.problems)
            diagnostics.say(std::format("{}: {}", store.harness, problem));
    }
}

/// Looks at the time zones only for a query that may have a date: reading them takes milliseconds.
Result<SearchQuery> parseQuery(const std::string& text, Timestamp now) {
    const bool mayHaveDate = text.contains("before:") || text.contains("after:");
    return SearchQuery::parse(text, {.now = now, .zone = mayHaveDate ? localZone() : nullptr});
}

} // namespace

int runSearch(CommandContext& context) {
    const auto options = parseSearchOptions(context.arguments);
    if (!options) {
        context.diagnostics.say(options.error().message);
        return ExitUsage;
    }
    const auto query = parseQuery(options->query, SystemClock().now());
    if (!query) {
        context.diagnostics.say(query.error().message);
        return ExitUsage;
    }
    if (query->isEmpty()) // upstream prints nothing, also for --json
        return ExitOk;

    const auto& world = context.keep<const SessionWorld>(context.environment);
    const SnapshotPointer snapshot = context.keep<SessionIndex>(world.indexContext()).look();
    tellProblems(context.diagnostics, world.configProblems(), *snapshot);

    auto& index = context.keep<ContentIndex>(world.files(), world.paths().cacheDirectory + "/text");
    {
        ProgressLine line(context.diagnostics);
        const auto refreshed = index.refresh(snapshot, [&](const auto& progress) { line.show(progress); });
        if (refreshed.problem)
            context.diagnostics.say("the search is slow, since its index could not be written: " +
                                    refreshed.problem->message);
    }
    SearchLimits limits;
    limits.detailed = options->json ? std::min(options->limit, MostDetailed) : 0;
    const SearchResults found = index.search(*query, limits);
    const auto shown = std::span(found.results).first(std::min(options->limit, found.results.size()));
    if (options->json) {
        context.output.write(formatSearchJson(shown));
        return ExitOk;
    }
    for (const SearchResult& result : shown)
        context.output.write(result.session->id + '\n');
    return ExitOk;
}

} // namespace ax::cli
