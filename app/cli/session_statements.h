// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/session_world.h"
#include "core/index/session.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ax::cli {

/// What one witness says of a session, and when it said so: a line of `ax status`.
struct Statement {
    std::string_view key; ///< in JSON
    std::string_view who; ///< for people
    std::string what;     ///< as the witness has it: fit for no terminal
    std::optional<Timestamp> at;
};

/// All that can be had, the nearest witness first, also what decides nothing at the moment. `witnesses` are
/// the index's; the rest is read from the state folder.
std::vector<Statement> statementsOn(const SessionWorld& world, const Session& session,
                                    const Witnesses& witnesses);

} // namespace ax::cli
