// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/paths.h"

#include <string>
#include <string_view>

namespace ax {

/// `models.json` in the state directory: the copy of models.dev's data that `ax models update` keeps, shared
/// with upstream's `ax` (facts: ax-compat §2). Beside upstream's members ours has `tiers`, the prices of long
/// prompts.
std::string modelCopyPath(const Paths& paths);

/// The copy as a table in the format of resources/models/models.tsv, its file's date in the source line.
/// Empty when it is missing, damaged, or holds no model.
std::string readModelCopy(const FileSystem& files, const Paths& paths);

/// The same of a copy's text. Safe on any bytes.
std::string modelTableOfCopy(std::string_view json, std::string_view source);

} // namespace ax
