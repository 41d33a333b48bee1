// SPDX-License-Identifier: MIT
#include "app/cli/metrics_command.h"

#include "app/cli/metrics_text.h"
#include "app/cli/session_world.h"

#include <algorithm>

namespace ax::cli {

int runMetrics(CommandContext& context) {
    const SessionWorld world(context.environment);
    const SnapshotPointer snapshot = world.scan();
    const auto metas = world.metas();
    const std::vector<RunRecord> runs = readRunRecords(world.files(), world.paths());
    const Metrics metrics = {snapshot->sessions, metas, runs};
    if (std::ranges::contains(context.arguments, "--json"))
        context.output.write(formatMetricsJson(metrics));
    else if (std::ranges::contains(context.arguments, "--prom"))
        context.output.write(formatMetricsProm(metrics));
    else
        context.output.write(formatMetricsTable(metrics));
    return ExitOk;
}

} // namespace ax::cli
