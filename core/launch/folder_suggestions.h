// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/process.h"
#include "core/index/session.h"

#include <span>
#include <string>
#include <vector>

namespace ax {

/// Folders to start a session in: where sessions ran, the most recent first, then what zoxide knows when it
/// is on PATH; only those that exist, each once, at most 200. Asks the disk and may run a program for up to
/// half a second.
std::vector<std::string> suggestFolders(const FileSystem& files, const ProcessRunner& programs,
                                        std::span<const SessionPointer> sessions);

} // namespace ax
