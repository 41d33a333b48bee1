// SPDX-License-Identifier: MIT
#include "app/desktop/main_window.h"

#include "app/desktop/history_insurance.h"
#include "app/desktop/search_pane.h"
#include "app/desktop/session_actions.h"
#include "app/desktop/status_line.h"
#include "app/desktop/top_bar.h"
#include "widgets/basics/message_bar.h"
#include "widgets/basics/tinted_label.h"
#include "widgets/costs/costs_page.h"
#include "widgets/insurance/insurance_bar.h"
#include "widgets/navigator/navigator.h"
#include "widgets/search/search_results_view.h"
#include "widgets/session/compose_line.h"
#include "widgets/session/session_text.h"
#include "widgets/session/session_view.h"
#include "widgets/session/terminal_wall.h"
#include "widgets/session/terminal_window.h"
#include "widgets/table/screen_preview.h"
#include "widgets/table/session_table_view.h"
#include "widgets/transcript/display_text.h"
#include "widgets/transcript/transcript_view.h"
#include "widgets/welcome/welcome_page.h"

#include <QClipboard>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ax::desktop {

using widgets::SessionFilter;
using widgets::SessionView;

namespace {

constexpr QSize FirstSize(1280, 800);
constexpr int NavigatorWidth = 208;
constexpr int TableShare = 42; ///< percent of the height, the first time
constexpr auto ColumnsSplitter = "columns";
constexpr auto RowsSplitter = "rows";

QString homeOf(const DesktopContext& context) {
    return QString::fromStdString(context.paths.home);
}

} // namespace

MainWindow::MainWindow(const DesktopContext& context, SessionFeed& feed, widgets::Theme& theme)
    : m_context(context), m_theme(theme), m_settings(QString::fromStdString(context.paths.stateDirectory)),
      m_feed(feed), m_menu(new QMenu(this)), m_topBar(new TopBar(m_menu, theme, this)),
      m_messageBar(new widgets::MessageBar(theme, this)),
      m_insuranceBar(new widgets::InsuranceBar(theme, this)),
      m_navigator(new widgets::Navigator(homeOf(context), theme, this)),
      m_model(new widgets::SessionTableModel(homeOf(context), this)),
      m_table(new widgets::SessionTableView(*m_model, theme, this)),
      m_noMatch(new widgets::TintedLabel(theme, &widgets::Tokens::muted, widgets::TintedLabel::Size::Content,
                                         this)),
      m_tableStack(new QStackedWidget(this)),
      m_search(new SearchPane(feed.files(), context.clock, context.paths, theme, this)),
      m_sessionView(new SessionView(homeOf(context), theme, this)), m_pages(new QStackedWidget(this)),
      m_costs(new widgets::CostsPage(context.paths.home, context.models, theme, this)),
      m_preview(new widgets::ScreenPreview(theme, this)),
      m_wall(new widgets::TerminalWall(m_sessionView->terminals(), theme, this)),
      m_content(new QStackedWidget(this)), m_columns(new QSplitter(Qt::Horizontal, this)),
      m_rows(new QSplitter(Qt::Vertical, this)), m_statusLine(new StatusLine(theme, this)),
      m_actions(new SessionActions(context, feed, *m_sessionView, theme, this)),
      m_insurance(new HistoryInsurance(context, feed, *m_insuranceBar, *m_sessionView, theme, this)),
      m_transcriptDesk(new TranscriptDesk(feed.files(), *m_sessionView, theme, this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(context.world == DesktopContext::World::Demo ? tr("Demo") : QString());
    buildLayout();
    buildMenu();
    connectFeed();
    connectTable();
    connectSearch();
    connectActions();
    connectTerminals();
    connectPreview();
    restoreLayout();
    sayStartProblems();
}

void MainWindow::buildLayout() {
    m_noMatch->setObjectName(QStringLiteral("noMatch"));
    m_noMatch->setAlignment(Qt::AlignCenter);
    auto* clear = new QPushButton(tr("Show all sessions"), this);
    clear->setObjectName(QStringLiteral("showAllSessions"));
    connect(clear, &QPushButton::clicked, this, [this] {
        m_topBar->clearFilter();
        m_navigator->select(SessionFilter::Scope::All);
        applyFilter({});
    });
    auto* noMatchPage = new QWidget(this);
    auto* noMatchLayout = new QVBoxLayout(noMatchPage);
    noMatchLayout->addStretch();
    noMatchLayout->addWidget(m_noMatch, 0, Qt::AlignHCenter);
    noMatchLayout->addSpacing(8);
    noMatchLayout->addWidget(clear, 0, Qt::AlignHCenter);
    noMatchLayout->addStretch();
    m_tableStack->addWidget(m_table);
    m_tableStack->addWidget(noMatchPage);
    m_tableStack->addWidget(&m_search->view());
    m_tableStack->setMinimumHeight(120);
    auto* list = new QWidget(this);
    auto* listLayout = new QVBoxLayout(list);
    listLayout->setContentsMargins(0, 0, 0, 0);
    listLayout->setSpacing(0);
    listLayout->addWidget(&m_search->switcher());
    listLayout->addWidget(m_tableStack, 1);
    m_sessionView->setMinimumHeight(160);

    m_rows->setObjectName(QStringLiteral("rowsSplitter"));
    m_rows->addWidget(list);
    m_rows->addWidget(m_sessionView);
    m_rows->setChildrenCollapsible(false);
    m_columns->setObjectName(QStringLiteral("columnsSplitter"));
    m_columns->addWidget(m_navigator);
    m_content->addWidget(m_rows);
    m_content->addWidget(m_costs);
    m_content->addWidget(m_wall);
    m_columns->addWidget(m_content);
    m_columns->setStretchFactor(1, 1);
    m_columns->setCollapsible(1, false);

    auto* welcome = new widgets::WelcomePage(m_theme, this);
    connect(welcome, &widgets::WelcomePage::newSessionRequested, this,
            [this] { m_actions->createSession({}); });
    connect(welcome, &widgets::WelcomePage::demoRequested, this, &MainWindow::startDemo);
    connect(&m_feed, &SessionFeed::snapshotChanged, welcome,
            [welcome](const SnapshotPointer& snapshot) { welcome->setStores(snapshot->stores); });
    m_pages->addWidget(welcome);
    m_pages->addWidget(m_columns);

    auto* center = new QWidget(this);
    auto* layout = new QVBoxLayout(center);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_topBar);
    layout->addWidget(m_messageBar);
    layout->addWidget(m_insuranceBar);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_statusLine);
    setCentralWidget(center);
}

void MainWindow::connectFeed() {
    connect(&m_feed, &SessionFeed::snapshotChanged, this, &MainWindow::takeSnapshot);
    connect(m_transcriptDesk, &TranscriptDesk::settled, this, &MainWindow::settled);
    connect(m_transcriptDesk, &TranscriptDesk::failed, this,
            [this](const QString& sentence) { showMessage(sentence); });
    connect(m_transcriptDesk, &TranscriptDesk::exported, this,
            [this](const QString& file) { m_statusLine->announce(tr("Exported to %1").arg(file)); });
    m_ageTimer.setInterval(std::chrono::minutes(1));
    m_ageTimer.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_ageTimer, &QTimer::timeout, m_model, &widgets::SessionTableModel::refreshAges);
}

void MainWindow::connectTable() {
    connect(m_topBar, &TopBar::filterChanged, this, [this](const QString& text) {
        leaveCosts();
        SessionFilter filter = m_model->filter();
        filter.text = text;
        applyFilter(filter);
        m_search->setText(text);
    });
    connect(m_topBar, &TopBar::filterLeft, this, [this] { m_tableStack->currentWidget()->setFocus(); });
    connect(m_topBar, &TopBar::needsYouRequested, this,
            [this] { m_navigator->select(SessionFilter::Scope::NeedsYou); });
    connect(m_topBar, &TopBar::newSessionRequested, this,
            [this] { m_actions->createSession(m_model->filter().folder); });
    connect(m_navigator, &widgets::Navigator::costsChosen, this, &MainWindow::showCosts);
    connect(m_navigator, &widgets::Navigator::scopeChosen, this, [this](SessionFilter::Scope scope) {
        showSessions();
        applyFilter({.scope = scope, .text = m_topBar->filterText(), .folder = {}});
    });
    connect(m_navigator, &widgets::Navigator::folderChosen, this, [this](const QString& folder) {
        showSessions();
        applyFilter({.scope = SessionFilter::Scope::All, .text = m_topBar->filterText(), .folder = folder});
    });
    connect(m_table, &widgets::SessionTableView::currentSessionChanged, this,
            &MainWindow::showCurrentSession);
    connect(m_table, &widgets::SessionTableView::sessionActivated, m_actions, &SessionActions::open);
    connect(m_table, &widgets::SessionTableView::markedSessionsChanged, this, &MainWindow::updateMarked);
    connect(m_table, &widgets::SessionTableView::menuRequested, this, &MainWindow::showSessionMenu);
    connect(m_table, &widgets::SessionTableView::columnsChanged, this,
            [this] { m_settings.setColumns(m_table->saveColumns()); });
}

void MainWindow::connectActions() {
    connect(m_actions, &SessionActions::failed, this,
            [this](const QString& sentence) { showMessage(sentence); });
    connect(m_insurance, &HistoryInsurance::stateChanged, m_model, &widgets::SessionTableModel::setHistory);
    connect(m_insurance, &HistoryInsurance::failed, this,
            [this](const QString& sentence) { showMessage(sentence); });
    connect(m_actions, &SessionActions::opened, this, &MainWindow::showOpenedSession);
    connect(m_actions, &SessionActions::renamed, this, [this](const QString& before, const QString& now) {
        m_sessionView->composeLine().renameSession(before, now);
        const SessionPointer chosen = chosenSession();
        const bool isElsewhere = chosen && QString::fromStdString(chosen->key()) != before;
        if (m_lastOpened != before || isElsewhere)
            return;
        m_lastOpened = now;
        m_pendingSelection = now;
        selectPending();
    });
    connect(m_actions, &SessionActions::linkActivated, this, &MainWindow::openLink);
    connect(m_actions, &SessionActions::notified, this,
            [this](const QString&, const QString& title, const QString& body) {
                m_statusLine->announce(body.isEmpty() ? title : QStringLiteral("%1: %2").arg(title, body));
            });
    connect(m_actions, &SessionActions::clipboardRequested, this,
            [this](const QString&, const QString& text) {
                showMessage(tr("The agent wants to put %n character(s) on the clipboard.", nullptr,
                               static_cast<int>(text.size())),
                            tr("Allow"), [text] { QGuiApplication::clipboard()->setText(text); });
            });
    connect(m_sessionView, &SessionView::openTerminalRequested, m_actions, &SessionActions::open);
    connect(m_sessionView, &SessionView::interruptRequested, m_actions, &SessionActions::interrupt);
    connect(m_sessionView, &SessionView::answerGiven, m_actions, &SessionActions::answer);
    connect(&m_sessionView->composeLine(), &widgets::ComposeLine::sendRequested, m_actions,
            &SessionActions::send);
    connect(&m_actions->sender(), &SessionSender::sent, &m_sessionView->composeLine(),
            &widgets::ComposeLine::showOutcome);
    connect(m_sessionView, &SessionView::screenRequested, m_actions, &SessionActions::readScreen);
    connect(m_actions, &SessionActions::screenRead, m_sessionView, &SessionView::showHeldScreen);
    connect(m_sessionView, &SessionView::menuRequested, this, &MainWindow::showSessionMenu);
    connect(&m_sessionView->transcript(), &widgets::TranscriptView::linkActivated, this,
            &MainWindow::openLink);
    connect(m_messageBar, &widgets::MessageBar::actionRequested, this, [this] {
        m_messageBar->hide();
        if (m_messageAction) {
            m_messageAction();
        }
    });
}

void MainWindow::sayStartProblems() {
    // Ours to make, with the rights that upstream gives it; QSettings would open it to others.
    const auto made = m_context.files.makeDirectories(m_context.paths.stateDirectory);
    if (!made || !m_settings.isWritable()) {
        const QString folder = widgets::displayLine(m_context.paths.stateDirectory);
        showMessage(
            tr("Nothing can be written in %1: the layout of this window and moved folders will not be "
               "remembered. Check its permissions and the free space of the disk.")
                .arg(folder));
    }
    if (!m_context.configProblems.empty())
        showMessage(widgets::displayLine(m_context.configProblems.front().text()));
}

void MainWindow::restoreLayout() {
    resize(FirstSize);
    m_columns->setSizes({NavigatorWidth, FirstSize.width() - NavigatorWidth});
    m_rows->setSizes({TableShare, 100 - TableShare});
    restoreGeometry(m_settings.geometry());
    m_columns->restoreState(m_settings.splitter(QLatin1StringView(ColumnsSplitter)));
    m_rows->restoreState(m_settings.splitter(QLatin1StringView(RowsSplitter)));
    m_table->restoreColumns(m_settings.columns());
    m_navigator->setVisible(m_settings.navigatorVisible());
    m_sessionView->composeLine().setDrafts(m_settings.drafts());
}

void MainWindow::saveLayout() {
    m_settings.setGeometry(saveGeometry());
    m_settings.setSplitter(QLatin1StringView(ColumnsSplitter), m_columns->saveState());
    m_settings.setSplitter(QLatin1StringView(RowsSplitter), m_rows->saveState());
    m_settings.setColumns(m_table->saveColumns());
    m_settings.setDrafts(m_sessionView->composeLine().drafts());
    const QString problem = m_settings.save();
    if (!problem.isEmpty()) {
        qWarning("%s", qUtf8Printable(problem));
    }
}

void MainWindow::takeSnapshot(const SnapshotPointer& snapshot) {
    const SnapshotPointer before = m_model->snapshot();
    const bool isFirstWhole = !snapshot->progress && (before == nullptr || before->progress);
    m_model->setSnapshot(snapshot);
    m_navigator->setSnapshot(snapshot);
    m_search->setSnapshot(snapshot);
    m_costs->setSnapshot(snapshot);
    m_topBar->setNeedsYouCount(
        static_cast<int>(std::ranges::count_if(snapshot->sessions, [](const auto& session) {
            return session->status.status == Status::NeedsYou || session->status.status == Status::NeedsAuth;
        })));
    updateTerminals(*snapshot);
    updateTableState();
    if (!selectPending() && isFirstWhole && m_model->rowCount() > 0 &&
        m_table->currentSessionKey().isEmpty()) {
        // Not while rows still come: the first of them would soon be somewhere else.
        m_table->setCurrentSession(QString::fromStdString(m_model->sessionAt(0)->key()));
        if (m_topBar->filterText().isEmpty()) { // else somebody is typing
            m_table->setFocus();
        }
    }
    showCurrentSession();
    if (isFirstWhole && m_model->rowCount() == 0) {
        Q_EMIT settled();
    }
}

void MainWindow::applyFilter(const SessionFilter& filter) {
    m_model->setFilter(filter);
    updateTableState();
    if (m_table->currentSessionKey().isEmpty() && m_model->rowCount() > 0) {
        m_table->setCurrentSession(QString::fromStdString(m_model->sessionAt(0)->key()));
    }
    showCurrentSession();
}

void MainWindow::updateTableState() {
    const SnapshotPointer snapshot = m_model->snapshot();
    if (!snapshot) {
        return;
    }
    const bool isEmpty = snapshot->sessions.empty() && !snapshot->progress;
    m_pages->setCurrentIndex(isEmpty ? 0 : 1);
    m_topBar->setFilterVisible(isEmpty ? TopBar::Filter::Hidden : TopBar::Filter::Shown);
    const bool hasRows = m_model->rowCount() > 0;
    const QString text = m_model->filter().text.trimmed();
    m_noMatch->setFullText(text.isEmpty() ? tr("No session here now.")
                                          : tr("No session matches “%1”.").arg(text));
    m_search->switcher().setSessionCount(m_model->rowCount());
    const bool showsResults = m_search->showsResults();
    m_tableStack->setCurrentIndex(showsResults ? 2 : hasRows || snapshot->progress ? 0 : 1);
    m_statusLine->setSnapshot(*snapshot,
                              showsResults ? m_search->view().model()->rowCount() : m_model->rowCount());
}

void MainWindow::showCurrentSession() {
    const SessionPointer session = chosenSession();
    if (session == m_shownSession) {
        return;
    }
    const bool isOther = !session || !m_shownSession || session->key() != m_shownSession->key();
    const bool hasNewText =
        isOther || session->file != m_shownSession->file || session->last != m_shownSession->last ||
        session->tokens != m_shownSession->tokens || session->prompts != m_shownSession->prompts;
    m_shownSession = session;
    m_end->setEnabled(session && session->isHeld);
    updateMarked();
    m_sessionView->setSession(session);
    if (isOther && session && !m_sessionView->terminals().isRunning(QString::fromStdString(session->key())) &&
        m_sessionView->page() == SessionView::Page::Terminal) {
        m_sessionView->showPage(SessionView::Page::Transcript);
    }
    if (session && hasNewText) {
        loadTranscript(session);
    } else if (!session) {
        m_transcriptDesk->show(nullptr, {});
    }
}

void MainWindow::loadTranscript(const SessionPointer& session) {
    const Harness* harness = m_context.config.findHarness(session->harness);
    m_transcriptDesk->show(session, harness == nullptr ? std::string() : harness->format);
}

/// False while its row is not there.
bool MainWindow::selectPending() {
    if (m_pendingSelection.isEmpty() || m_model->rowOf(m_pendingSelection) < 0)
        return false;
    m_table->setCurrentSession(std::exchange(m_pendingSelection, {}));
    m_sessionView->refreshTerminalState();
    return true;
}

void MainWindow::showOpenedSession(const QString& sessionKey) {
    m_lastOpened = sessionKey;
    leaveWall();
    if (m_model->rowOf(sessionKey) >= 0) {
        m_table->setCurrentSession(sessionKey);
    } else {
        // A filter may hide what was just started: the person wants to see it.
        m_topBar->clearFilter();
        m_navigator->select(SessionFilter::Scope::All);
        applyFilter({});
        m_pendingSelection = sessionKey;
    }
    m_sessionView->terminals().showSession(sessionKey);
    m_sessionView->refreshTerminalState();
    m_sessionView->showPage(SessionView::Page::Terminal);
    if (widgets::TerminalWindow* window = windowOf(sessionKey)) {
        window->raise();
        window->activateWindow();
    }
}

void MainWindow::showMessage(const QString& sentence, const QString& actionText,
                             std::function<void()> action) {
    m_messageAction = std::move(action);
    m_messageBar->showMessage(sentence, actionText);
}

bool MainWindow::confirmClose() {
    const int running = m_sessionView->terminals().runningCount();
    if (running == 0 || m_context.config.holdBackend != "none") { // held sessions run on
        return true;
    }
    QMessageBox question(
        QMessageBox::Question, tr("Close the window?"),
        tr("%n session(s) run in this window. Closing it ends them; each can be resumed later.", nullptr,
           running),
        QMessageBox::Cancel, this);
    QPushButton* close = question.addButton(tr("End and close"), QMessageBox::DestructiveRole);
    close->setObjectName(QStringLiteral("confirmClose"));
    question.exec();
    return question.clickedButton() == close;
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!confirmClose()) {
        event->ignore();
        return;
    }
    closeTerminalWindows();
    m_wall->clear();
    saveLayout();
    event->accept();
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    m_model->refreshAges();
    m_ageTimer.start();
}

void MainWindow::hideEvent(QHideEvent* event) {
    m_ageTimer.stop();
    QMainWindow::hideEvent(event);
}

} // namespace ax::desktop
