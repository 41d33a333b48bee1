// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/pty_process.h"

#include <memory>
#include <string>
#include <string_view>

namespace ax {

/// What a terminal of this size would show: libvterm behind a small face. The holder feeds it its program's
/// output (SessionTerminal), a preview the picture that a holder sent. Any bytes are safe. Not thread-safe.
class TerminalScreen {
public:
    enum class ScrolledLines { Collected, Dropped };

    explicit TerminalScreen(TerminalSize size, ScrolledLines scrolledLines = ScrolledLines::Dropped);
    ~TerminalScreen();

    void feed(std::string_view bytes);
    /// Lines do not wrap anew. Modes that bear on what comes next (margins, insertion, origin) are forgotten:
    /// feed them again (TerminalModes).
    void resize(TerminalSize size);
    TerminalSize size() const;

    struct Position {
        int row = 0; ///< from 0
        int column = 0;
    };
    Position cursor() const;

    /// The bytes that make a cleared terminal of this size show the same cells: positions, text and
    /// rendition, and at the end the rendition in force. The cursor ends anywhere.
    std::string paint() const;
    /// One row as text with its colours, without blanks at its end.
    std::string styledRow(int row) const;
    /// All rows as plain text, one a line, without blanks at the ends of lines and without blank lines at the
    /// end.
    std::string text() const;

    /// What the terminal answers to the questions it was fed since the last call: attributes, cursor
    /// position and the like.
    std::string takeReplies();
    /// Lines that left the main screen at its top since the last call, as styledRow() with LF behind each.
    std::string takeScrolledLines();

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace ax
