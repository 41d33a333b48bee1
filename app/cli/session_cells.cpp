// SPDX-License-Identifier: MIT
#include "app/cli/session_cells.h"

#include "core/base/paths.h"

#include <cmath>
#include <format>

namespace ax::cli {

namespace {

constexpr const char* Unknown = "-";

std::string dollars(double amount) {
    if (amount == 0)
        return "$0";
    return amount < 0.01 ? "<1¢" : std::format("${:.2f}", amount);
}

std::string tokens(std::uint64_t count) {
    if (count >= 1'000'000)
        return std::format("{:.1f}M", static_cast<double>(count) / 1e6);
    return count >= 1000 ? std::format("{:.0f}k", static_cast<double>(count) / 1e3) : std::to_string(count);
}

} // namespace

std::string costCell(const Cost& cost) {
    switch (cost.basis) {
    case CostBasis::Recorded:
        return dollars(cost.dollars);
    case CostBasis::Estimated:
        return '~' + dollars(cost.dollars);
    case CostBasis::Unknown:
        break;
    }
    return Unknown;
}

std::string contextCell(const Session& session) {
    if (session.contextTokens == 0)
        return Unknown;
    if (session.contextWindow == 0)
        return tokens(session.contextTokens);
    const double percent =
        static_cast<double>(session.contextTokens) * 100 / static_cast<double>(session.contextWindow);
    return std::format("{:.0f}%", std::floor(percent));
}

std::string directoryCell(const Session& session, const std::string& home) {
    if (session.directory.empty())
        return Unknown;
    return (session.directoryExists ? "" : "!") + abbreviateHome(session.directory, home);
}

} // namespace ax::cli
