// SPDX-License-Identifier: MIT
#pragma once

#include "core/costs/cost_report.h"

#include <string>

namespace ax {

/// The report as RFC 4180 has it: a line of column names, then the lines and no total, CRLF, UTF-8. Dollars
/// have six decimals; a line without any known price has an empty one. A heading that a spreadsheet would
/// take for a formula gets an apostrophe before it: folders and models are words of others.
std::string costReportCsv(const CostReport& report);

} // namespace ax
