// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/terminal_view.h"

#include <QStackedWidget>

#include <map>
#include <memory>
#include <set>

class QLabel;
class QPushButton;

namespace ax::widgets {

class Theme;

/// All terminals of the window, one a session, of which it shows the chosen session's; for a session without
/// one a sentence and a button. A terminal stays after its program ended, so that its last screen can be
/// read, until its session is opened again. A terminal can be lent to another place (a window of its own, the
/// wall); here a sentence and a button stand for it then. Object name `terminalDeck`.
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
    QString keyOf(const terminal::TerminalView* view) const;
    /// Hands the session's terminal to another place, which shows it and gives it back; null when there is
    /// none, or another place has it.
    terminal::TerminalView* lend(const QString& sessionKey);
    void takeBack(terminal::TerminalView* view);
    bool isLent(const QString& sessionKey) const;
    bool isRunning(const QString& sessionKey) const;
    int runningCount() const;
    void showSession(const QString& sessionKey);
    void setAppearance(const terminal::TerminalAppearance& appearance);

Q_SIGNALS:
    void openRequested();
    /// The person wants a terminal back here that is lent.
    void returnRequested(const QString& sessionKey);
    /// A terminal that was lent is gone: its session has another one, here.
    void terminalReplaced(const QString& sessionKey);
    /// Something arrived for the screen of this session's terminal.
    void screenChanged(const QString& sessionKey);

private:
    QString m_key; ///< of the session that is shown
    std::map<QString, terminal::TerminalView*> m_terminals;
    std::set<const terminal::TerminalView*> m_lent;
    QWidget* m_placeholder;
    QWidget* m_elsewhere; ///< for a terminal that is lent
};

} // namespace ax::widgets
