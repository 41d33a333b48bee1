// SPDX-License-Identifier: MIT
#pragma once

#include "app/desktop/desktop_context.h"
#include "app/desktop/session_feed.h"
#include "app/desktop/settings.h"
#include "app/desktop/transcript_desk.h"
#include "widgets/table/session_table_model.h"

#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <functional>

class QMenu;
class QSplitter;
class QStackedWidget;

namespace ax::widgets {
class InsuranceBar;
class CostsPage;
class MessageBar;
class Navigator;
class SessionTableView;
class ScreenPreview;
class SessionView;
class TerminalWall;
class TerminalWindow;
class TintedLabel;
} // namespace ax::widgets

namespace ax::desktop {

class HistoryInsurance;
class SearchPane;
class SessionActions;
class StatusLine;
class TopBar;

/// The window: top bar, navigator, session table, session view, status line, and the wiring between them. It
/// holds no truth of its own: rows come from the feed, actions go to SessionActions. Object name
/// `mainWindow`; actions are named `action…`.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    /// All outlive the window.
    MainWindow(const DesktopContext& context, SessionFeed& feed, widgets::Theme& theme);
    ~MainWindow() override;

Q_SIGNALS:
    /// The first snapshot is on the screen and, where a session is chosen, its transcript: what a screenshot
    /// waits for.
    void settled();

protected:
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildLayout();
    void buildMenu();
    QAction* addWindowAction(const QString& name, const QString& text, const QKeySequence& shortcut,
                             std::function<void()> handler);
    void buildSchemeMenu();
    void connectFeed();
    void connectTable();
    void connectSearch();
    void connectActions();
    void sayStartProblems();
    void restoreLayout();
    void saveLayout();

    void takeSnapshot(const SnapshotPointer& snapshot);
    SessionPointer chosenSession() const; ///< in the list in sight; null: none
    void showCurrentSession();
    void showCosts();
    void showSessions();
    void leaveCosts();
    void searchTranscripts();
    void showFoundPlace();
    void loadTranscript(const SessionPointer& session);
    void applyFilter(const widgets::SessionFilter& filter);
    void updateTableState();
    void showOpenedSession(const QString& sessionKey);
    void openLink(const QUrl& url);
    void showSessionMenu(const QPoint& globalPosition);
    void showMessage(const QString& sentence, const QString& actionText = {},
                     std::function<void()> action = {});
    void startDemo();
    bool selectPending();
    bool confirmClose();
    std::vector<SessionPointer> markedSessions() const;
    void updateMarked();
    void broadcast();
    void connectTerminals();
    void connectPreview();
    void hidePreview();
    void previewScreen(const QString& sessionKey, const QString& screen);
    void detachTerminal(const QString& sessionKey);
    widgets::TerminalWindow* windowOf(const QString& sessionKey) const;
    void closeTerminalWindows();
    void showWall();
    void leaveWall();
    void updateTerminals(const Snapshot& snapshot);
    void confirmEnd(const QString& sessionKey);

    const DesktopContext& m_context;
    widgets::Theme& m_theme;
    Settings m_settings;
    SessionFeed& m_feed;
    QMenu* m_menu;
    TopBar* m_topBar;
    widgets::MessageBar* m_messageBar;
    widgets::InsuranceBar* m_insuranceBar;
    widgets::Navigator* m_navigator;
    widgets::SessionTableModel* m_model;
    widgets::SessionTableView* m_table;
    widgets::TintedLabel* m_noMatch;
    QStackedWidget* m_tableStack;
    SearchPane* m_search;
    widgets::SessionView* m_sessionView;
    QStackedWidget* m_pages;
    widgets::CostsPage* m_costs;
    widgets::ScreenPreview* m_preview;
    QString m_previewedKey; ///< whose screen is previewed; empty: none
    QRect m_previewedRow;
    QTimer m_previewTimer; ///< runs while a preview is in sight: the screen lives
    widgets::TerminalWall* m_wall;
    std::vector<QPointer<widgets::TerminalWindow>> m_terminalWindows;
    QStackedWidget* m_content; ///< beside the navigator: the sessions, the costs or the wall
    QSplitter* m_columns;
    QSplitter* m_rows;
    StatusLine* m_statusLine;
    SessionActions* m_actions;
    HistoryInsurance* m_insurance;
    TranscriptDesk* m_transcriptDesk;
    std::optional<TranscriptPlace> m_foundPlace; ///< that was shown last
    QTimer m_ageTimer;
    std::function<void()> m_messageAction;
    SessionPointer m_shownSession;
    QString m_pendingSelection;
    QString m_lastOpened;     ///< key of the session whose terminal was opened last
    QAction* m_end = nullptr; ///< for a session that is held
    QAction* m_broadcast = nullptr;
    QAction* m_detach = nullptr;
    QAction* m_wallAction = nullptr;
};

} // namespace ax::desktop
