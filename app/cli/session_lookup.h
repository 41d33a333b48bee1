// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/index/session.h"

#include <span>
#include <string>
#include <string_view>

namespace ax::cli {

/// The session that a person means (facts: ax-compat §7, "Id resolution"): the id itself; the launch id of an
/// agent that chose another (`alias/` in the state directory); a beginning that only one id has; one that
/// only one launch id has. `HARNESS/` before it keeps to that agent's sessions. NotFound and Invalid
/// (several) come with a sentence that names the nearest.
Result<SessionPointer> findSession(std::span<const SessionPointer> sessions, const FileSystem& files,
                                   const Paths& paths, std::string_view text);

/// The first argument that is no option: the id that `verb` needs. Null without one, after saying so.
const std::string* idArgument(CommandContext& context, std::string_view verb);

} // namespace ax::cli
