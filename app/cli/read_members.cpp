// SPDX-License-Identifier: MIT
#include "app/cli/read_members.h"

#include "app/cli/session_lookup.h"

#include <format>

namespace ax::cli {

Result<std::vector<SessionPointer>> readMembers(const Snapshot& snapshot, const SessionWorld& world,
                                                const ReadOptions& options) {
    if (options.run.empty()) {
        auto session = findSession(snapshot.sessions, world.files(), world.paths(), options.id);
        if (!session)
            return std::unexpected(session.error());
        return std::vector{*session};
    }
    const auto metas = world.metas();
    std::vector<SessionPointer> members;
    for (const SessionPointer& session : snapshot.sessions) {
        const auto meta = metas.find(session->id);
        if (meta == metas.end() || meta->second.run != options.run ||
            options.excluded.contains(session->id) || (options.onlyActive && !session->isLive()))
            continue;
        members.push_back(session);
    }
    if (members.empty())
        return std::unexpected(
            Error{ErrorCode::NotFound, std::format("no matching session in the run \"{}\"", options.run)});
    return members;
}

} // namespace ax::cli
