// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/paths.h"

#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// `alias/<launch id>`: the id that an agent gave its session, under the one that it was started with (facts:
/// ax-compat §2).
Result<void> writeAlias(const FileSystem& files, const Paths& paths, std::string_view launchId,
                        std::string_view sessionId);

std::string aliasFolder(const Paths& paths);

/// The session's id; empty when there is no such launch.
std::string aliasTarget(const FileSystem& files, const Paths& paths, std::string_view launchId);

/// The launch ids that begin like this.
std::vector<std::string> aliasesWith(const FileSystem& files, const Paths& paths, std::string_view prefix);

} // namespace ax
