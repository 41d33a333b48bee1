// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/mux/mux_window.h"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// A window to be opened for a session.
struct NewMuxWindow {
    std::string sessionId; ///< becomes its tag
    std::string title;
    std::string directory;
    std::vector<std::string> arguments;           ///< [0] is the program; no shell reads them
    std::map<std::string, std::string> variables; ///< beside those that the multiplexer gives
    enum class Shown { Background, Focused } shown = Shown::Background;
};

/// The terminal multiplexer in which a person has sessions, driven through its own program (facts: ax-compat
/// §14). Each call runs that program, for at most some seconds; errors carry what it said. Which window is
/// which session's: locateAll() in window_locator.h. One thread at a time.
class Multiplexer {
public:
    virtual ~Multiplexer() = default;

    /// `tmux`: for messages.
    virtual std::string_view name() const = 0;
    /// What runs now, in the multiplexer's order. Empty when it does not run at all.
    virtual Result<std::vector<MuxWindow>> list() const = 0;
    virtual Result<void> open(const NewMuxWindow& window) const = 0;
    /// Gives a window the id that its session has got meanwhile.
    virtual Result<void> retag(const MuxWindow& window, const std::string& sessionId) const = 0;

    enum class Ending { Enter, None };
    /// Types a text; one of several lines as a paste. Denied when a shell is in front: it would run as a
    /// command.
    virtual Result<void> sendText(const MuxWindow& window, std::string_view text, Ending ending) const = 0;
    /// Types Ctrl-C.
    virtual Result<void> interrupt(const MuxWindow& window) const = 0;
    /// The screen as text and, above it, up to `linesAbove` lines that have left it.
    virtual Result<std::string> tail(const MuxWindow& window, std::size_t linesAbove) const = 0;
    /// The command that brings the window before the eyes of whoever runs it.
    virtual std::vector<std::string> focusCommand(const MuxWindow& window) const = 0;
    /// Ends what runs in this pane, and the window with its last one.
    virtual Result<void> close(const MuxWindow& window) const = 0;
    /// Moves windows into the multiplexer's session of this name, which is created when there is none; how
    /// that one is called in the end.
    virtual Result<std::string> move(std::span<const MuxWindow> windows, const std::string& target) const = 0;
};

} // namespace ax
