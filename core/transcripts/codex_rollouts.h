// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"

#include <optional>
#include <string>

namespace ax {

/// The rollout of another session of the same Codex home, by the id that its name ends with:
/// `sessions/YYYY/MM/DD/rollout-TIME-ID.jsonl`, or `archived_sessions/rollout-TIME-ID.jsonl`. Looks first
/// beside `file` and on the day that the id tells (a version 7 UUID), then everywhere.
std::optional<std::string> findRollout(const FileSystem& files, const std::string& file,
                                       const std::string& sessionId);

} // namespace ax
