// SPDX-License-Identifier: MIT
// What the window does with several live sessions at once. Part of MainWindow (main_window.h).
#include "app/desktop/main_window.h"
#include "app/desktop/session_actions.h"
#include "widgets/session/broadcast_dialog.h"
#include "widgets/session/session_text.h"
#include "widgets/table/session_table_view.h"

#include <QAction>

namespace ax::desktop {

using widgets::BroadcastDialog;

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

} // namespace ax::desktop
