// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QKeyEvent>

namespace ax::terminal {

/// What a key press in the terminal does.
struct KeyDecision {
    enum class Action {
        Emulate, ///< the emulator encodes it
        Send,    ///< `bytes` go to the program
        Copy,
        Paste,
        Find,
        ZoomIn,
        ZoomOut,
        ZoomReset,
        LeaveAlone, ///< belongs to the desktop
    } action = Action::Emulate;
    QByteArray bytes;
};

/// Where the emulator's own table is wrong for the programs that run here: Backspace is DEL, Shift+Tab
/// reaches the program, and Shift+Enter is LF, which Claude Code, Codex, opencode and pi all take as a new
/// line (ESC CR, another habit, makes pi send a follow-up).
KeyDecision decideKey(const QKeyEvent& event);

/// Whether the terminal takes a key even when the window has a shortcut on it. Left to the window are
/// Ctrl+Shift with a letter, Ctrl with a digit or Tab, and F11.
bool takesFromShortcuts(const QKeyEvent& event);

} // namespace ax::terminal
