// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"

#include <optional>
#include <string>
#include <vector>

namespace ax {

/// A place in a multiplexer in which a program runs: a pane of tmux, and the window around it. A picture of
/// the moment at which Multiplexer::list() looked.
struct MuxWindow {
    std::string window;  ///< what the multiplexer calls the window for as long as it exists: `@3`
    std::string pane;    ///< the same for the pane: `%5`
    std::string session; ///< the multiplexer's own session around it: `$1`
    std::string place;   ///< `session:window.pane`, for people
    std::string title;
    std::string tag;          ///< the id of the session it was opened for; else empty
    std::string startCommand; ///< what the pane was opened with; empty: the person's shell
    std::string directory;    ///< of the program in front
    std::string program;      ///< its name
    long process = 0;         ///< the pane's first one; 0: not known
    enum class State {
        Live,
        InMode,
        Dead
    } state = State::Live; ///< InMode: keys go elsewhere than to the program

    // What the system says of the program in front (lookAtFront); the multiplexer does not know it.
    std::vector<std::string> frontCommand; ///< its words
    std::optional<Timestamp> frontStart;
    enum class Front { Program, Shell } front = Front::Program; ///< Shell: typed text would be a command line

    /// `session:window`, the cell of a table's WIN column.
    std::string cell() const;
    friend bool operator==(const MuxWindow&, const MuxWindow&) = default;
};

/// Asks the system about the program in front. Without a process nothing is known but its name.
void lookAtFront(MuxWindow& window);

} // namespace ax
