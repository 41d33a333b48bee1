// SPDX-License-Identifier: MIT
#pragma once

#include "core/archive/history_keeper.h"
#include "core/index/session.h"
#include "widgets/session/terminal_deck.h"

#include <QTimer>
#include <QWidget>

class QPushButton;
class QStackedWidget;
class QTabBar;

namespace ax::widgets {

class ComposeLine;
class DetailsPage;
class FindBar;
class QuestionBar;
class StatusPill;
class SubAgentBar;
class Theme;
class TintedLabel;
class TranscriptView;

/// One session: its title and state with the evidence, its transcript, terminal and details as pages, and at
/// the foot what it asks; above a transcript the bar to find something in it. It shows and asks; what is to
/// be done it tells its owner by signals. Object name `sessionView`, page tabs `sessionTabs`.
class SessionView final : public QWidget {
    Q_OBJECT

public:
    enum class Page { Transcript, Terminal, Details };

    SessionView(const QString& home, const Theme& theme, QWidget* parent = nullptr);

    void setSession(const SessionPointer& session);
    /// What is known of the transcript's future, for the details.
    void setHistory(const HistoryStatePointer& state);
    const SessionPointer& session() const { return m_session; }
    void showPage(Page page);
    Page page() const;
    /// What the screen of a held session says that has no terminal here: the answers are read from it.
    void showHeldScreen(const QString& sessionKey, const QString& text);
    /// Fits buttons and question to what became of the session's terminal.
    void refreshTerminalState();

    TranscriptView& transcript() { return *m_transcript; }
    FindBar& findBar() { return *m_find; }
    SubAgentBar& subAgentBar() { return *m_subAgent; }
    void openFindBar();
    TerminalDeck& terminals() { return *m_terminals; }
    ComposeLine& composeLine() { return *m_compose; }
    void openComposeLine();

Q_SIGNALS:
    void openTerminalRequested(const QString& sessionKey);
    void interruptRequested(const QString& sessionKey);
    /// The session's terminal is wanted in a window of its own.
    void detachRequested(const QString& sessionKey);
    void menuRequested(const QPoint& globalPosition);
    /// The session asks, and its holder knows what is on its screen: showHeldScreen() then.
    void screenRequested(const QString& sessionKey);
    /// What a person answered to the agent's question, as bytes to type.
    void answerGiven(const QString& sessionKey, const QByteArray& keys);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* makeHeader();
    QWidget* makeTranscriptPage();
    QWidget* makeTerminalPage();
    void focusTerminal();
    void connectSignals();
    void refreshQuestion();
    QString key() const;

    const Theme& m_theme;
    SessionPointer m_session;
    TintedLabel* m_title;
    StatusPill* m_status;
    TintedLabel* m_evidence;
    QPushButton* m_open;
    QPushButton* m_interrupt;
    QPushButton* m_detach;
    QPushButton* m_menu;
    QTabBar* m_tabs;
    QStackedWidget* m_pages;
    TranscriptView* m_transcript;
    FindBar* m_find;
    SubAgentBar* m_subAgent;
    TerminalDeck* m_terminals;
    ComposeLine* m_compose;
    DetailsPage* m_details;
    QuestionBar* m_question;
    SessionPointer m_askedScreen; ///< for which screenRequested() was sent
    QString m_heldScreen;         ///< of the chosen session, where it has no terminal here
    int m_screenTries = 0;        ///< of reading answers from it
    QTimer m_questionTimer;       ///< runs only while a question stands and its screen is being drawn
};

} // namespace ax::widgets
