// SPDX-License-Identifier: MIT
#include "widgets/session/terminal_window.h"

#include "terminal/terminal_view.h"
#include "widgets/session/session_text.h"
#include "widgets/session/terminal_tile.h"

#include <QCloseEvent>
#include <QVBoxLayout>

namespace ax::widgets {

namespace {

constexpr QSize FirstSize(900, 560);

} // namespace

TerminalWindow::TerminalWindow(const SessionPointer& session, terminal::TerminalView* view,
                               const Theme& theme)
    : m_tile(new TerminalTile(
          TerminalTile::Frame::None,
          {.text = tr("Bring back"), .meaning = tr("Shows this terminal in the main window again.")}, theme,
          this)) {
    setObjectName(QStringLiteral("terminalWindow"));
    resize(FirstSize);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tile);
    setFocusProxy(m_tile);
    m_tile->showTerminal(view);
    setSession(session);
    connect(m_tile, &TerminalTile::buttonPressed, this, &QWidget::close);
}

void TerminalWindow::setSession(const SessionPointer& session) {
    if (session == m_tile->session())
        return;
    m_tile->setSession(session);
    setWindowTitle(session ? displayTitle(*session) : QString());
}

const SessionPointer& TerminalWindow::session() const {
    return m_tile->session();
}

terminal::TerminalView* TerminalWindow::terminal() const {
    return m_tile->terminal();
}

void TerminalWindow::closeEvent(QCloseEvent* event) {
    event->accept();
    if (terminal::TerminalView* view = m_tile->takeTerminal())
        Q_EMIT closed(view);
    deleteLater();
}

} // namespace ax::widgets
