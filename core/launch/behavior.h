// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"

#include <string>

namespace ax {

/// The text of a behavior: of a file, without line ends at its end; of a folder, all its files, also those
/// deeper down, each behind a line that names it, sorted, without hidden ones and backups (facts: ax-compat
/// §8, step 7). Invalid for what is no text.
Result<std::string> readBehavior(const FileSystem& files, const std::string& path);

} // namespace ax
