// SPDX-License-Identifier: MIT
// What the window does with several live sessions at once. Part of MainWindow (main_window.h).
#include "app/desktop/main_window.h"
#include "app/desktop/session_actions.h"
#include "widgets/session/broadcast_dialog.h"
#include "widgets/session/session_text.h"
#include "widgets/session/terminal_tile.h"
#include "widgets/session/terminal_wall.h"
#include "widgets/session/terminal_window.h"
#include "widgets/table/screen_preview.h"
#include "widgets/table/session_table_view.h"

#include <QAction>
#include <QStackedWidget>

#include <chrono>
#include <set>
#include <string>
#include <utility>

namespace ax::desktop {

using widgets::BroadcastDialog;

namespace {

constexpr auto PreviewPause = std::chrono::seconds(1);

} // namespace

/// The marked ones in the order of the table; without marks the chosen one.
std::vector<SessionPointer> MainWindow::markedSessions() const {
    std::vector<SessionPointer> sessions;
    if (m_table->isVisible()) {
        for (const QString& key : m_table->markedSessions())
            sessions.push_back(m_model->sessionAt(m_model->rowOf(key)));
    }
    if (sessions.empty() && chosenSession())
        sessions.push_back(chosenSession());
    return sessions;
}

void MainWindow::updateMarked() {
    const auto count = static_cast<int>(markedSessions().size());
    m_broadcast->setText(tr("&Send to %n session(s)…", nullptr, count));
    m_broadcast->setEnabled(count > 0);
    const SessionPointer chosen = chosenSession();
    m_detach->setEnabled(chosen && (chosen->isHeld || m_sessionView->terminals().isRunning(
                                                          QString::fromStdString(chosen->key()))));
}

void MainWindow::broadcast() {
    std::vector<BroadcastDialog::Receiver> receivers;
    for (const SessionPointer& session : markedSessions()) {
        const QString obstacle = session->isHeld     ? QString()
                                 : session->isLive() ? tr("runs outside this window: write to it there")
                                                     : tr("is not running");
        receivers.push_back({.key = QString::fromStdString(session->key()),
                             .title = widgets::displayTitle(*session),
                             .status = session->status.status,
                             .obstacle = obstacle});
    }
    if (receivers.empty())
        return;
    BroadcastDialog dialog(receivers, m_theme, this);
    connect(&dialog, &BroadcastDialog::sendRequested, m_actions, &SessionActions::send);
    connect(&m_actions->sender(), &SessionSender::sent, &dialog, &BroadcastDialog::showOutcome);
    dialog.exec();
}

void MainWindow::connectTerminals() {
    widgets::TerminalDeck& deck = m_sessionView->terminals();
    connect(m_sessionView, &widgets::SessionView::detachRequested, this, &MainWindow::detachTerminal);
    connect(&deck, &widgets::TerminalDeck::returnRequested, this, [this](const QString& sessionKey) {
        if (widgets::TerminalWindow* window = windowOf(sessionKey))
            window->close();
    });
    connect(&deck, &widgets::TerminalDeck::terminalReplaced, this, [this](const QString& sessionKey) {
        for (const auto& window : m_terminalWindows) {
            if (window && window->session() && QString::fromStdString(window->session()->key()) == sessionKey)
                window->close(); // its terminal is gone
        }
    });
    connect(m_wall, &widgets::TerminalWall::sessionChosen, m_actions, &SessionActions::open);
    connect(m_content, &QStackedWidget::currentChanged, this, [this] {
        const bool isWall = m_content->currentWidget() == m_wall;
        m_wallAction->setChecked(isWall);
        if (!isWall)
            m_wall->clear();
    });
}

void MainWindow::connectPreview() {
    m_previewTimer.setInterval(PreviewPause);
    connect(&m_previewTimer, &QTimer::timeout, this, [this] {
        const int row = m_model->rowOf(m_previewedKey);
        if (row >= 0 && m_model->sessionAt(row)->isHeld)
            m_actions->readScreen(m_previewedKey);
        else
            hidePreview();
    });
    connect(m_table, &widgets::SessionTableView::previewRequested, this,
            [this](const QString& sessionKey, const QRect& row) {
                m_previewedKey = sessionKey;
                m_previewedRow = row;
                m_actions->readScreen(sessionKey);
            });
    connect(m_table, &widgets::SessionTableView::previewLeft, this, &MainWindow::hidePreview);
    connect(m_actions, &SessionActions::screenRead, this, &MainWindow::previewScreen);
}

void MainWindow::hidePreview() {
    m_previewedKey.clear();
    m_previewTimer.stop();
    m_preview->hide();
}

void MainWindow::previewScreen(const QString& sessionKey, const QString& screen) {
    const int row = m_model->rowOf(sessionKey);
    if (sessionKey != m_previewedKey || row < 0)
        return;
    m_preview->showScreen(*m_model->sessionAt(row), screen, m_previewedRow);
    if (!m_previewTimer.isActive())
        m_previewTimer.start();
}

widgets::TerminalWindow* MainWindow::windowOf(const QString& sessionKey) const {
    const terminal::TerminalView* view = m_sessionView->terminals().terminal(sessionKey);
    for (const auto& window : m_terminalWindows) {
        if (window && view != nullptr && window->terminal() == view)
            return window;
    }
    return nullptr;
}

void MainWindow::detachTerminal(const QString& sessionKey) {
    if (widgets::TerminalWindow* window = windowOf(sessionKey)) {
        window->activateWindow();
        return;
    }
    leaveWall();
    widgets::TerminalDeck& deck = m_sessionView->terminals();
    m_actions->provideTerminal(sessionKey);
    terminal::TerminalView* view = deck.lend(sessionKey);
    if (view == nullptr)
        return;
    const int row = m_model->rowOf(sessionKey);
    const SessionPointer session = row < 0 ? chosenSession() : m_model->sessionAt(row);
    auto* window = new widgets::TerminalWindow(session, view, m_theme);
    connect(window, &widgets::TerminalWindow::closed, this, [this](terminal::TerminalView* returned) {
        m_sessionView->terminals().takeBack(returned);
        m_sessionView->refreshTerminalState();
    });
    std::erase_if(m_terminalWindows, [](const auto& other) { return other.isNull(); });
    m_terminalWindows.emplace_back(window);
    m_sessionView->refreshTerminalState();
    window->show();
    window->setFocus();
}

MainWindow::~MainWindow() {
    m_table->disconnect(this); // it loses the focus when it goes, and says so
    for (const auto& window : m_terminalWindows)
        delete window.data(); // they have no parent, so that they need not stay above this window
}

void MainWindow::closeTerminalWindows() {
    for (const auto& window : std::exchange(m_terminalWindows, {})) {
        if (window)
            window->close();
    }
}

/// Of the marked sessions, or else of all that are held.
void MainWindow::showWall() {
    if (m_content->currentWidget() == m_wall)
        return leaveWall();
    std::vector<SessionPointer> sessions = markedSessions();
    if (sessions.size() < 2 && m_model->snapshot()) {
        sessions.clear();
        for (const SessionPointer& session : m_model->snapshot()->sessions) {
            if (session->isHeld ||
                m_sessionView->terminals().isRunning(QString::fromStdString(session->key())))
                sessions.push_back(session);
        }
    }
    if (sessions.size() > widgets::TerminalWall::MostTiles)
        sessions.resize(widgets::TerminalWall::MostTiles);
    for (const SessionPointer& session : sessions)
        m_actions->provideTerminal(QString::fromStdString(session->key()));
    m_content->setCurrentWidget(m_wall);
    m_wall->showSessions(sessions);
}

void MainWindow::leaveWall() {
    if (m_content->currentWidget() == m_wall)
        showSessions();
}

/// Newer facts for the terminals that are elsewhere.
void MainWindow::updateTerminals(const Snapshot& snapshot) {
    std::set<std::string> shown; // ids: one needs no key of each of 100,000 sessions
    for (const auto& window : m_terminalWindows) {
        if (window && window->session())
            shown.insert(window->session()->id);
    }
    for (const widgets::TerminalTile* tile : m_wall->tiles())
        shown.insert(tile->session()->id);
    if (shown.empty())
        return;
    for (const SessionPointer& session : snapshot.sessions) {
        if (!shown.contains(session->id))
            continue;
        m_wall->updateSession(session);
        if (widgets::TerminalWindow* window = windowOf(QString::fromStdString(session->key())))
            window->setSession(session);
    }
}

} // namespace ax::desktop
