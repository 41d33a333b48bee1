// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/base/time.h"
#include "core/models/model_catalog.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// `runs/<run>.json`: what came of a run, written when its root ended (facts: ax-compat §2).
struct RunRecord {
    std::string run; ///< member `group`
    std::string root;
    std::string task;
    double cost = 0; ///< dollars
    TokenCounts tokens;
    std::uint64_t workers = 0;
    std::uint64_t maximumDepth = 0;
    std::string outcome;
    std::optional<Timestamp> started;
    std::optional<Timestamp> concluded;
};

/// Nothing when it is no JSON object. Members of another type are empty. Safe on any bytes.
std::optional<RunRecord> parseRunRecord(std::string_view json);

/// All of them, by name. Damaged ones are left out.
std::vector<RunRecord> readRunRecords(const FileSystem& files, const Paths& paths);

} // namespace ax
