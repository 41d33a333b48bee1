// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"

#include <QPointer>
#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace ax::terminal {
class TerminalView;
}

namespace ax::widgets {

class Theme;
class TintedLabel;

/// A live terminal under a bar with its session's status and title and one button: what stands in the wall
/// and in a window of its own. It only shows the terminal that it is given; the deck has it
/// (terminal_deck.h). Object names `terminalTile`, `tileStatus`, `tileTitle`, `tileButton`.
class TerminalTile final : public QWidget {
    Q_OBJECT

public:
    enum class Frame {
        Card, ///< with an outline, which tells the keyboard's focus
        None,
    };
    struct Button {
        QString text;
        QString meaning;
    };

    TerminalTile(Frame frame, const Button& button, const Theme& theme, QWidget* parent = nullptr);

    void setSession(const SessionPointer& session);
    const SessionPointer& session() const { return m_session; }
    void showTerminal(terminal::TerminalView* view);
    terminal::TerminalView* terminal() const { return m_view; }
    /// Parts with the terminal, hidden and without a parent.
    terminal::TerminalView* takeTerminal();

Q_SIGNALS:
    void buttonPressed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* makeBar(const Button& button);
    bool hasKeyboard() const;

    const Theme& m_theme;
    Frame m_frame;
    SessionPointer m_session;
    QPointer<terminal::TerminalView> m_view;
    QWidget* m_glyph;
    TintedLabel* m_status;
    TintedLabel* m_title;
    QPushButton* m_button;
    QVBoxLayout* m_layout;
};

} // namespace ax::widgets
