// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"

#include <QWidget>

namespace ax::terminal {
class TerminalView;
}

namespace ax::widgets {

class TerminalTile;
class Theme;

/// A window of its own for one terminal of the deck (terminal_deck.h). Closing it, by its frame or by its
/// button, only gives the terminal back: the session runs on. Object name `terminalWindow`.
class TerminalWindow final : public QWidget {
    Q_OBJECT

public:
    TerminalWindow(const SessionPointer& session, terminal::TerminalView* view, const Theme& theme);

    void setSession(const SessionPointer& session);
    const SessionPointer& session() const;
    terminal::TerminalView* terminal() const;

Q_SIGNALS:
    /// Its receiver takes the terminal back. The window goes by itself.
    void closed(ax::terminal::TerminalView* view);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    TerminalTile* m_tile;
};

} // namespace ax::widgets
