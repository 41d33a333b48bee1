// SPDX-License-Identifier: MIT
#pragma once

#include "core/hold/terminal_modes.h"
#include "core/hold/terminal_screen.h"

#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// The terminal that a holder keeps for its session: takes the program's output as it comes, and emulates it
/// when somebody wants to know or when the output pauses, so that a flood costs little more than reading it.
/// Answers what a terminal is asked, keeps what the program says of itself, and paints itself for a client
/// that attaches. Not thread-safe.
class SessionTerminal {
public:
    explicit SessionTerminal(TerminalSize size);

    /// Takes output; cheap. True when so much had come that it was emulated, but for its last line.
    bool take(std::string_view output);
    /// Emulates all that was taken.
    void digest();
    void resize(TerminalSize size);
    TerminalSize size() const { return m_screen.size(); }
    TerminalScreen::Position cursor() const { return m_screen.cursor(); }

    bool alternateScreen() const { return m_modes.alternateScreen(); }
    bool bracketedPaste() const { return m_modes.bracketedPaste(); }

    /// The bytes that bring a cleared terminal of this size to the same picture, cursor and modes, `history`
    /// (lines with LF) above it. One that is of another make may keep only what stands behind the last "home"
    /// or change of screen (facts: ax-compat §13): the picture is all there.
    std::string paint(std::string_view history) const;
    /// The same for a terminal that shows anything at all, in any modes.
    std::string repaint() const { return TerminalModes::tearDown() + paint({}); }
    std::string text() const { return m_screen.text(); }
    /// The picture's lines with their colours, one a line: what the scrollback ends with when nobody will
    /// paint it any more.
    std::string styledText() const;

    std::vector<terminal::TerminalEvent> takeEvents() { return m_modes.takeEvents(); }
    bool takeBell() { return m_modes.takeBell(); }
    /// Lines that left the screen at its top since the last call, with LF.
    std::string takeScrolledLines();
    struct Replies {
        std::string programStatus; ///< ours to give, whoever is attached
        std::string others;        ///< an attached terminal gives its own
    };
    Replies takeReplies();

private:
    void digestPending();
    std::size_t emulate(std::string_view output);
    std::size_t skipFlood(std::string_view output);

    TerminalScreen m_screen;
    TerminalModes m_modes;
    std::string m_pending;
    std::string m_scrolled;
};

} // namespace ax
