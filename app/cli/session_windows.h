// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/session_world.h"
#include "core/base/process.h"
#include "core/mux/multiplexer.h"
#include "core/mux/window_locator.h"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace ax::cli {

/// The windows of a multiplexer in which sessions run: where those verbs look that find no holder. The
/// multiplexer is asked once, at the first question.
class SessionWindows {
public:
    SessionWindows(const SessionWorld& world, const Environment& environment);

    /// Null where none is configured, and this process runs in none.
    const Multiplexer* multiplexer() const { return m_multiplexer.get(); }
    /// The window of the session with this id. NotFound when it has none, or there is no multiplexer.
    Result<LocatedWindow> find(const std::string& sessionId);
    /// `session:window` by the id of each of these sessions that has one. Empty without a multiplexer.
    Result<std::map<std::string, std::string>> cells(std::span<const SessionPointer> sessions);
    /// Ends what runs there: the window's pane or, where a person started the agent, the agent alone.
    Result<void> end(const LocatedWindow& located) const;

private:
    Result<void> look();
    std::optional<LocatedWindow> among(std::vector<MuxSession> sessions, const std::string& sessionId) const;

    const SessionWorld& m_world;
    RealProcessRunner m_runner;
    std::unique_ptr<Multiplexer> m_multiplexer;
    std::optional<std::vector<MuxWindow>> m_windows;
};

/// Gives the windows of a session the id that its agent chose meanwhile. Says nothing: upstream's `ax` finds
/// them by it, ours also without.
void retagWindows(const SessionWorld& world, const Environment& environment, const std::string& before,
                  const std::string& now);

} // namespace ax::cli
