// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/pty_process.h"
#include "core/escape/escape_parser.h"
#include "core/escape/operating_system_command.h"
#include "core/escape/terminal_event.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// What a program asked of its terminal beside the picture: the modes that a client which attaches later has
/// to be put into, and what the program said by OSC. Reads the same bytes as TerminalScreen, which knows the
/// cells and tells nobody of its modes. Any bytes are safe. Not thread-safe.
class TerminalModes final : private terminal::EscapeParser::Receiver {
public:
    explicit TerminalModes(TerminalSize size);

    void feed(std::string_view bytes);
    /// A terminal forgets its margins when its size changes.
    void resize(TerminalSize size);

    bool alternateScreen() const;
    bool bracketedPaste() const;
    /// A line feed at the bottom does not move the whole screen.
    bool hasMargins() const;
    /// Where a client's terminal has to be put first, before it is cleared and painted.
    std::string screenSelection() const;
    /// The sequences that put a fresh terminal, already painted, into these modes, and its cursor to this
    /// place (from 0).
    std::string setUp(int cursorRow, int cursorColumn) const;
    /// The sequences that bring a terminal in any state back to the main screen and a fresh one's modes.
    static std::string tearDown();
    /// The bytes of a sequence that has begun and not ended: they belong before whatever comes next.
    const std::string& unfinished() const { return m_unfinished; }

    /// Titles, notifications, program status and the like since the last call.
    std::vector<terminal::TerminalEvent> takeEvents();
    bool takeBell();
    /// What the program is to be answered since the last call: colours.
    std::string takeReplies();

private:
    void onText(std::string_view bytes) override;
    void onEscape(std::string_view intermediates, char final) override;
    void onControl(const terminal::ControlSequence& control) override;
    void onCommand(std::string_view text) override;
    void onPrivate(const terminal::ControlSequence& control);
    void onKeyboard(const terminal::ControlSequence& control);
    void setPrivate(int mode, char final);
    void setMargins(int top, int bottom);
    void reset();
    bool isSet(int mode) const;
    void keepUnfinished(std::string_view bytes);

    TerminalSize m_size;
    terminal::OperatingSystemCommands m_commands;
    terminal::EscapeParser m_parser;
    std::map<int, bool> m_private; ///< DEC modes that were set or reset, of those that are known here
    int m_top = 0;                 ///< the margins' first row, from 0
    int m_bottom = 0;              ///< and the one behind their last
    bool m_keypad = false;         ///< DECKPAM
    bool m_insert = false;         ///< IRM
    bool m_newLine = false;        ///< LNM
    int m_cursorShape = 0;         ///< DECSCUSR
    int m_modifyOtherKeys = 0;
    std::vector<int> m_keyboardFlags; ///< of the kitty keyboard protocol, a stack
    std::string m_title;
    std::string m_unfinished;
    std::vector<terminal::TerminalEvent> m_events;
    std::string m_replies;
    bool m_bell = false;
};

} // namespace ax
