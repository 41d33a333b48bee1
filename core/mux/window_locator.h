// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/mux/mux_window.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ax {

/// What has to be known of a session to find its window.
struct MuxSession {
    std::string id;
    std::vector<std::string> otherIds; ///< that it was started with (core/state/alias)
    std::vector<std::string> programs; ///< of its harness, as a process calls itself: `claude`
    std::string directory;             ///< where it runs
    std::optional<Timestamp> created;
};

struct LocatedWindow {
    MuxWindow window;
    enum class By {
        Tag,     ///< it was opened for the session
        Command, ///< it was opened with a command that names the session
        Front,   ///< started by hand: the agent in front was told the session's id
        Adopted, ///< started by hand: the agent in front began in this folder just before this session did
    } by = By::Tag;
    friend bool operator==(const LocatedWindow&, const LocatedWindow&) = default;
};

/// Which window is which session's, by the session's id; the better witness wins, then the first window
/// (facts: ax-compat §14). A tag counts for nothing once a shell is in front of a pane that was not opened
/// for the session; the id of another session's parent in a command (`AX_PARENT=…`) does not count at all. A
/// hand-started agent is taken for a session only where both are sure: one session of its kind began in its
/// folder since it started, and one window claims that. Linear in windows and sessions; no system calls but
/// to resolve the folders of hand-started agents.
std::map<std::string, LocatedWindow> locateAll(std::span<const MuxWindow> windows,
                                               std::span<const MuxSession> sessions);

} // namespace ax
