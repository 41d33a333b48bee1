// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"

#include <string>

namespace ax {

/// Above it a command goes by a file: others read command lines, and the kernel and tmux bound them. Bytes.
inline constexpr std::size_t LongestCommand = 8192;

/// Puts a command into a file of `cmd/` in the state directory, whose reader deletes it; the file's path.
Result<std::string> writeCommandFile(const FileSystem& files, const Paths& paths, const std::string& command);

/// The same command, or one that takes it from such a file where it is longer than LongestCommand.
Result<std::string> shortCommand(const FileSystem& files, const Paths& paths, const std::string& command);

} // namespace ax
