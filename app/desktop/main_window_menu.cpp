// SPDX-License-Identifier: MIT
// The window's actions: everything the menu offers, with its keys. Part of MainWindow (main_window.h).
#include "app/desktop/history_insurance.h"
#include "app/desktop/main_window.h"
#include "app/desktop/session_actions.h"
#include "app/desktop/top_bar.h"
#include "widgets/navigator/navigator.h"
#include "widgets/session/session_view.h"
#include "widgets/table/session_table_view.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QMenu>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QStackedWidget>
#include <QUrl>

namespace ax::desktop {

using widgets::SessionView;

QAction* MainWindow::addWindowAction(const QString& name, const QString& text, const QKeySequence& shortcut,
                                     std::function<void()> handler) {
    auto* action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, std::move(handler));
    addAction(action); // the shortcut works while the menu is closed
    m_menu->addAction(action);
    return action;
}

void MainWindow::buildMenu() {
    m_menu->setObjectName(QStringLiteral("mainMenu"));
    const auto showPage = [this](SessionView::Page page) {
        return [this, page] {
            leaveCosts();
            m_sessionView->showPage(page);
        };
    };
    addWindowAction(QStringLiteral("actionNewSession"), tr("&New session…"), QKeySequence::New,
                    [this] { m_actions->createSession(m_model->filter().folder); });
    addWindowAction(QStringLiteral("actionOpen"), tr("&Open in terminal"),
                    QKeySequence(Qt::CTRL | Qt::Key_Return), [this] {
                        if (const SessionPointer session = chosenSession()) {
                            m_actions->open(QString::fromStdString(session->key()));
                        }
                    });
    m_end = addWindowAction(QStringLiteral("actionEnd"), tr("&End session…"),
                            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E), [this] {
                                if (const SessionPointer session = chosenSession())
                                    confirmEnd(QString::fromStdString(session->key()));
                            });
    m_end->setEnabled(false);
    m_broadcast = addWindowAction(QStringLiteral("actionBroadcast"), {},
                                  QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B), [this] { broadcast(); });
    m_menu->addSeparator();
    addWindowAction(QStringLiteral("actionFilter"), tr("&Filter"), QKeySequence::Find,
                    [this] { m_topBar->focusFilter(); });
    addWindowAction(QStringLiteral("actionSearch"), tr("&Search transcripts"),
                    QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), [this] { searchTranscripts(); });
    addWindowAction(QStringLiteral("actionTable"), tr("Go to the &table"), QKeySequence(Qt::CTRL | Qt::Key_0),
                    [this] {
                        leaveCosts();
                        m_tableStack->currentWidget()->setFocus();
                    });
    addWindowAction(QStringLiteral("actionTranscript"), tr("Go to the t&ranscript"),
                    QKeySequence(Qt::CTRL | Qt::Key_1), showPage(SessionView::Page::Transcript));
    addWindowAction(QStringLiteral("actionTerminal"), tr("Go to the ter&minal"),
                    QKeySequence(Qt::CTRL | Qt::Key_2), showPage(SessionView::Page::Terminal));
    // In a terminal Ctrl+L is the program's own.
    addWindowAction(QStringLiteral("actionCompose"), tr("&Write to the agent"),
                    QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L),
                    [this] {
                        leaveCosts();
                        m_sessionView->openComposeLine();
                    })
        ->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L), QKeySequence(Qt::CTRL | Qt::Key_L)});
    addWindowAction(QStringLiteral("actionDetails"), tr("Go to the &details"),
                    QKeySequence(Qt::CTRL | Qt::Key_3), showPage(SessionView::Page::Details));
    m_detach = addWindowAction(QStringLiteral("actionDetachTerminal"), tr("De&tach the terminal"),
                               QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D), [this] {
                                   if (const SessionPointer session = chosenSession())
                                       detachTerminal(QString::fromStdString(session->key()));
                               });
    m_wallAction = addWindowAction(QStringLiteral("actionWall"), tr("&Wall of terminals"),
                                   QKeySequence(Qt::CTRL | Qt::Key_5), [this] { showWall(); });
    m_wallAction->setCheckable(true);
    updateMarked();
    addWindowAction(QStringLiteral("actionCosts"), tr("&Costs"), QKeySequence(Qt::CTRL | Qt::Key_4),
                    [this] { m_navigator->selectCosts(); });
    m_menu->addSeparator();
    QAction* navigator =
        addWindowAction(QStringLiteral("actionNavigator"), tr("&Side bar"), QKeySequence(Qt::Key_F9), [] {});
    navigator->setCheckable(true);
    navigator->setChecked(m_settings.navigatorVisible());
    connect(navigator, &QAction::toggled, this, [this](bool visible) {
        m_navigator->setVisible(visible);
        m_settings.setNavigatorVisibility(visible ? Settings::Visibility::Shown
                                                  : Settings::Visibility::Hidden);
    });
    m_menu->addMenu(m_table->createColumnsMenu(m_menu));
    buildSchemeMenu();
    addWindowAction(QStringLiteral("actionRescan"), tr("Look at all stores &again"), QKeySequence::Refresh,
                    [this] { m_feed.index().rescan(); });
    addWindowAction(QStringLiteral("actionInsurance"), tr("&History insurance…"), {},
                    [this] { m_insurance->showDialog(); });
    m_menu->addSeparator();
    if (m_context.world == DesktopContext::World::Users) {
        addWindowAction(QStringLiteral("actionDemo"), tr("Open the d&emo"), {}, [this] { startDemo(); });
    }
    addWindowAction(QStringLiteral("actionAbout"), tr("A&bout AgentSwitch"), {}, [this] {
        QMessageBox::about(
            this, tr("About AgentSwitch"),
            tr("AgentSwitch %1\n\nEvery session of every coding agent in one window.\nSources under the MIT "
               "licence; this program, linking QTermWidget, under GPL-2.0-or-later.\n\nPrices: %2")
                .arg(QApplication::applicationVersion(),
                     QString::fromUtf8(ModelCatalog::builtIn().source())));
    });
    addWindowAction(QStringLiteral("actionQuit"), tr("&Quit"), QKeySequence::Quit, [this] { close(); });
}

void MainWindow::buildSchemeMenu() {
    using widgets::SchemeChoice;
    QMenu* menu = m_menu->addMenu(tr("&Colours"));
    auto* group = new QActionGroup(menu);
    const auto add = [&](const QString& name, const QString& text, SchemeChoice choice) {
        QAction* action = menu->addAction(text);
        action->setObjectName(name);
        action->setCheckable(true);
        action->setChecked(m_theme.choice() == choice);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, choice] {
            m_theme.setChoice(choice);
            m_settings.setScheme(choice);
        });
    };
    add(QStringLiteral("actionSchemeSystem"), tr("As the &system"), SchemeChoice::System);
    add(QStringLiteral("actionSchemeLight"), tr("&Light"), SchemeChoice::Light);
    add(QStringLiteral("actionSchemeDark"), tr("&Dark"), SchemeChoice::Dark);
}

void MainWindow::showSessionMenu(const QPoint& globalPosition) {
    if (!m_shownSession) {
        return;
    }
    const SessionPointer session = m_shownSession;
    const QString key = QString::fromStdString(session->key());
    QMenu menu(this);
    menu.setObjectName(QStringLiteral("sessionMenu"));
    menu.addAction(tr("Copy session id"), this,
                   [session] { QGuiApplication::clipboard()->setText(QString::fromStdString(session->id)); });
    menu.addAction(tr("Copy resume command"), this, [this, key] {
        const QString command = m_actions->resumeCommand(key);
        if (!command.isEmpty()) {
            QGuiApplication::clipboard()->setText(command);
        }
    });
    QAction* folder = menu.addAction(tr("Open folder"), this, [session] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(session->directory)));
    });
    folder->setEnabled(session->directoryExists);
    if (session->isHeld) {
        menu.addAction(tr("End session…"), this, [this, key] { confirmEnd(key); })
            ->setObjectName(QStringLiteral("endSession"));
    }
    menu.addAction(m_broadcast);
    menu.addAction(m_detach);
    if (session->isKeptCopy) {
        menu.addAction(tr("Restore for its agent"), this, [this, key] { m_insurance->restore(key); })
            ->setObjectName(QStringLiteral("restoreSession"));
    }
    menu.addAction(tr("New session in this folder…"), this,
                   [this, session] { m_actions->createSession(QString::fromStdString(session->directory)); });
    menu.addSeparator();
    m_transcriptDesk->addActions(menu);
    menu.exec(globalPosition);
}

void MainWindow::confirmEnd(const QString& sessionKey) {
    QMessageBox question(QMessageBox::Question, tr("End this session?"),
                         tr("Its agent is told to stop. The conversation stays and can be resumed."),
                         QMessageBox::Cancel, this);
    QPushButton* end = question.addButton(tr("End session"), QMessageBox::DestructiveRole);
    end->setObjectName(QStringLiteral("confirmEnd"));
    question.exec();
    if (question.clickedButton() == end)
        m_actions->end(sessionKey);
}

void MainWindow::openLink(const QUrl& url) {
    QMessageBox question(QMessageBox::Question, tr("Open this link?"), url.toString(QUrl::FullyEncoded),
                         QMessageBox::Cancel, this);
    question.setTextFormat(Qt::PlainText);
    QPushButton* open = question.addButton(tr("Open"), QMessageBox::AcceptRole);
    question.exec();
    if (question.clickedButton() == open) {
        QDesktopServices::openUrl(url);
    }
}

void MainWindow::startDemo() {
    if (!QProcess::startDetached(QApplication::applicationFilePath(), {QStringLiteral("--demo")})) {
        showMessage(tr("The demo could not be started."));
    }
}

} // namespace ax::desktop
