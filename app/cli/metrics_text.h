// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"
#include "core/state/run_record.h"
#include "core/state/session_meta.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace ax::cli {

struct Metrics {
    std::span<const SessionPointer> sessions;
    const std::map<std::string, SessionMeta>& metas;
    std::span<const RunRecord> runs;
};

/// What `ax metrics` prints (facts: ax-compat §7, `metrics`). Pure. A cost that is not known is none: left
/// out of sums, `has_cost` false.
std::string formatMetricsJson(const Metrics& metrics);
/// The text exposition format; never labelled by session.
std::string formatMetricsProm(const Metrics& metrics);
std::string formatMetricsTable(const Metrics& metrics);

} // namespace ax::cli
