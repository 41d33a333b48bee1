// SPDX-License-Identifier: MIT
#include "app/cli/held_session_lookup.h"

#include "app/cli/session_lookup.h"
#include "core/hold/holder_socket.h"
#include "core/state/alias.h"
#include "core/state/heartbeat.h"

namespace ax::cli {

Result<std::string> findHeldId(const SessionWorld& world, const std::string& text) {
    if (readHeartbeat(world.disk(), world.paths(), text))
        return text;
    const std::string launched = aliasTarget(world.disk(), world.paths(), text);
    if (!launched.empty() && readHeartbeat(world.disk(), world.paths(), launched))
        return launched;
    const auto session = findSession(world.scan()->sessions, world.files(), world.paths(), text);
    if (!session)
        return std::unexpected(session.error());
    return (*session)->id;
}

Result<Descriptor> connectToSession(const SessionWorld& world, const Environment& environment,
                                    const std::string& sessionId) {
    return connectToHolder(holderSocketPath(environment, world.paths(), sessionId));
}

} // namespace ax::cli
