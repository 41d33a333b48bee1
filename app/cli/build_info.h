// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace ax::cli {

/// What was built from what; filled in when the build is configured.
struct BuildInfo {
    std::string_view version; ///< `0.1.0`
    std::string_view commit;  ///< seven digits, or `unknown`
    std::string_view date;    ///< `2026-11-21`
};

extern const BuildInfo ThisBuild;

} // namespace ax::cli
