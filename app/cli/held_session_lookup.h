// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/session_world.h"
#include "core/base/descriptor.h"

#include <string>

namespace ax::cli {

/// The id under which the session that a person means is held: the id itself, the id behind a launch id, or
/// the one session that begins like this (session_lookup.h). It need not be held. NotFound and Invalid as
/// there.
Result<std::string> findHeldId(const SessionWorld& world, const std::string& text);

/// A fresh connection to the session's holder. NotFound when nobody holds it.
Result<Descriptor> connectToSession(const SessionWorld& world, const Environment& environment,
                                    const std::string& sessionId);

} // namespace ax::cli
