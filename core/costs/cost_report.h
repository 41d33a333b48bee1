// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"
#include "core/models/model_catalog.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ax {

enum class CostGrouping : std::uint8_t { Day, Project, Model, Harness, Run };

/// Which usage counts, and under what heading. Days are those of UsagePart: local, both ends included; a part
/// without a day is in a report only when no end is given.
struct CostQuery {
    CostGrouping grouping = CostGrouping::Day;
    std::optional<std::chrono::local_days> from;
    std::optional<std::chrono::local_days> to;
};

/// Dollars where they are known, and how sure they are.
struct CostSum {
    double recorded = 0;              ///< dollars that the agent itself wrote down
    double estimated = 0;             ///< dollars from tokens and listed prices
    TokenCounts tokens;               ///< all of them, priced or not
    std::uint64_t unpricedTokens = 0; ///< of models without a price: their dollars are in neither sum

    double dollars() const { return recorded + estimated; }
    bool hasDollars() const { return tokens.total() > unpricedTokens || recorded > 0; }
    CostSum& operator+=(const CostSum& other);
    friend bool operator==(const CostSum&, const CostSum&) = default;
};

struct CostLine {
    /// A day as `2026-11-25`, a folder, a model, a harness, a run; empty: not known, or no run.
    std::string heading;
    CostSum sum;
    std::size_t sessions = 0; ///< with any usage in the report's days

    friend bool operator==(const CostLine&, const CostLine&) = default;
};

struct CostReport {
    CostGrouping grouping = CostGrouping::Day;
    std::vector<CostLine> lines; ///< days: the latest first; else the dearest first
    CostLine total;              ///< heading empty
    std::vector<CostLine> days;  ///< the same by day, the earliest first: for a chart
};

/// What the sessions of a snapshot and their sub-agents used. Everything is counted once: a session's usage
/// holds neither its sub-agents' nor what it took over from another session. Pure; a few milliseconds for
/// 10,000 sessions, so not for the GUI thread.
CostReport makeCostReport(const Snapshot& snapshot, const ModelCatalog& models, const CostQuery& query);

} // namespace ax
