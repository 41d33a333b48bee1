// SPDX-License-Identifier: MIT
#pragma once

#include "core/costs/cost_report.h"

#include <QString>

#include <array>

namespace ax::widgets {

/// The stretches of time that the costs page offers.
enum class CostPeriod { Today, Week, Month, Quarter, Year, All };

constexpr std::array CostPeriods = {CostPeriod::Today,   CostPeriod::Week, CostPeriod::Month,
                                    CostPeriod::Quarter, CostPeriod::Year, CostPeriod::All};

QString periodText(CostPeriod period);
/// The days of a period that ends with `today`. Without an end: what happened by a wrong clock in the future
/// belongs to every period, and is seen.
CostQuery queryFor(CostGrouping grouping, CostPeriod period, std::chrono::local_days today);

} // namespace ax::widgets
