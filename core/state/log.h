// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"

#include <string_view>

namespace ax {

/// Adds `YYYY-MM-DD HH:MM:SS text` in local time to the diagnostic log, `log` in the state directory (facts:
/// ax-compat §2); line breaks and other control characters in `text` become blanks. Above 1 MiB the log
/// becomes `log.1` first, in place of the one before. Nothing depends on the log: callers may drop the error.
Result<void> appendLog(const FileSystem& files, const Paths& paths, const Clock& clock,
                       std::string_view text);

} // namespace ax
