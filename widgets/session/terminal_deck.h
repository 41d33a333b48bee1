// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/terminal_view.h"

#include <QStackedWidget>

#include <map>
#include <memory>

class QLabel;
class QPushButton;

namespace ax::widgets {

class Theme;

/// All terminals of the window, one a session, of which it shows the chosen session's; for a session without
/// one a sentence and a button. A terminal stays after its program ended, so that its last screen can be
/// read, until its session is opened again. Object name `terminalDeck`.
class TerminalDeck final : public QStackedWidget {
    Q_OBJECT

public:
    explicit TerminalDeck(const Theme& theme, QWidget* parent = nullptr);

    /// Takes the terminal; one that the session had before goes.
    void addTerminal(const QString& sessionKey, std::unique_ptr<terminal::TerminalView> view);
    /// The session goes by another key from now on.
    void renameTerminal(const QString& before, const QString& now);
    /// The session's terminal, or null.
    terminal::TerminalView* terminal(const QString& sessionKey) const;
    bool isRunning(const QString& sessionKey) const;
    int runningCount() const;
    void showSession(const QString& sessionKey);
    void setAppearance(const terminal::TerminalAppearance& appearance);

Q_SIGNALS:
    void openRequested();
    /// Something arrived for the screen of this session's terminal.
    void screenChanged(const QString& sessionKey);

private:
    QString keyOf(const terminal::TerminalView* view) const;

    std::map<QString, terminal::TerminalView*> m_terminals;
    QWidget* m_placeholder;
};

} // namespace ax::widgets
