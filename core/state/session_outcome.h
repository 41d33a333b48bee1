// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/state/session_meta.h"

#include <string>
#include <string_view>

namespace ax {

/// How a session ended, for `ax result` (facts: ax-compat §10).
struct SessionOutcome {
    std::string word = "pending"; ///< success, failure, pending, or what was tagged
    int exitCode = 0;
};

/// What was tagged; else what the mark in `hookstate/<id>` says: done is a success, failed a failure; else
/// pending. A failure never goes with 0.
SessionOutcome outcomeOf(const FileSystem& files, const Paths& paths, std::string_view sessionId,
                         const SessionMeta& meta);

} // namespace ax
