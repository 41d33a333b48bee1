// SPDX-License-Identifier: MIT
#pragma once

#include "core/costs/cost_report.h"

#include <QString>

namespace ax::widgets {

/// Sums of money and tokens in words, for the table, the chart and screen readers.

/// `$3.02` where all of it was recorded, `~$3.02` where any of it is an estimate, `≥ ~$3.02` where tokens of
/// unknown price come on top, a dash where no price is known.
QString sumText(const CostSum& sum);
/// Why a sum is what it is: "$1.20 recorded by the agents, $2.10 estimated …".
QString sumExplanation(const CostSum& sum);
/// `812`, `41k`, `12.3M`.
QString tokenCountText(std::uint64_t tokens);
/// A day by the user's locale, a folder with `~`, or what stands for a missing one: "No run", "Day not
/// known".
QString headingText(const CostLine& line, CostGrouping grouping, const std::string& home);

} // namespace ax::widgets
