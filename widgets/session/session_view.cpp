// SPDX-License-Identifier: MIT
#include "widgets/session/session_view.h"

#include "widgets/basics/tinted_label.h"
#include "widgets/session/compose_line.h"
#include "widgets/session/details_page.h"
#include "widgets/session/find_bar.h"
#include "widgets/session/numbered_options.h"
#include "widgets/session/question_bar.h"
#include "widgets/session/session_text.h"
#include "widgets/session/status_pill.h"
#include "widgets/session/sub_agent_bar.h"
#include "widgets/theme/theme.h"
#include "widgets/transcript/display_text.h"
#include "widgets/transcript/transcript_view.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>

namespace ax::widgets {

namespace {

constexpr int MostScreenTries = 20; ///< a question without numbered answers has none later either

} // namespace

SessionView::SessionView(const QString& home, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme),
      m_title(new TintedLabel(theme, &Tokens::text, TintedLabel::Size::Title, this)),
      m_status(new StatusPill(theme, this)),
      m_evidence(new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Secondary, this)),
      m_open(new QPushButton(this)), m_interrupt(new QPushButton(tr("Interrupt"), this)),
      m_detach(new QPushButton(tr("Detach"), this)), m_menu(new QPushButton(this)), m_tabs(new QTabBar(this)),
      m_pages(new QStackedWidget(this)), m_transcript(new TranscriptView(theme, this)),
      m_find(new FindBar(theme, this)), m_subAgent(new SubAgentBar(theme, this)),
      m_terminals(new TerminalDeck(theme, this)), m_compose(new ComposeLine(theme, this)),
      m_details(new DetailsPage(home, theme, this)), m_question(new QuestionBar(theme, this)) {
    setObjectName(QStringLiteral("sessionView"));
    m_title->setObjectName(QStringLiteral("sessionTitle"));
    m_evidence->setObjectName(QStringLiteral("sessionEvidence"));
    m_tabs->setObjectName(QStringLiteral("sessionTabs"));
    m_tabs->setAccessibleName(tr("Pages of the session"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Transcript"));
    m_tabs->addTab(tr("Terminal"));
    m_tabs->addTab(tr("Details"));
    m_pages->addWidget(makeTranscriptPage());
    m_pages->addWidget(makeTerminalPage());
    m_pages->addWidget(m_details);

    auto* tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(10, 0, 16, 1);
    tabRow->addWidget(m_tabs);
    tabRow->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addLayout(tabRow);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_question);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connectSignals();
    setSession(nullptr);
}

QWidget* SessionView::makeHeader() {
    m_open->setObjectName(QStringLiteral("openTerminal"));
    m_interrupt->setObjectName(QStringLiteral("interruptSession"));
    m_interrupt->setToolTip(tr("Sends Esc: the agent stops what it is doing and waits."));
    m_detach->setObjectName(QStringLiteral("detachTerminal"));
    m_detach->setToolTip(tr("Moves the terminal into a window of its own."));
    m_menu->setObjectName(QStringLiteral("sessionMenuButton"));
    m_menu->setText(QStringLiteral("\u22ef"));
    m_menu->setAccessibleName(tr("More actions"));
    m_menu->setFlat(true);
    m_menu->setFixedWidth(Theme::ControlHeight);
    auto* header = new QWidget(this);
    header->setFixedHeight(Theme::BarHeight);
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(16, 4, 12, 0);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_status);
    layout->addWidget(m_evidence, 1);
    layout->addWidget(m_interrupt);
    layout->addWidget(m_open);
    layout->addWidget(m_detach);
    layout->addWidget(m_menu);
    return header;
}

QWidget* SessionView::makeTranscriptPage() {
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_subAgent);
    layout->addWidget(m_find);
    layout->addWidget(m_transcript, 1);
    page->setFocusProxy(m_transcript);
    return page;
}

QWidget* SessionView::makeTerminalPage() {
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_terminals, 1);
    layout->addWidget(m_compose);
    return page;
}

void SessionView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().base);
    painter.setPen(m_theme.tokens().line);
    const int edge = m_pages->y() - 1;
    painter.drawLine(0, edge, width(), edge);
}

void SessionView::connectSignals() {
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_tabs, &QTabBar::currentChanged, this, [this] { refreshTerminalState(); });
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT openTerminalRequested(key()); });
    connect(m_terminals, &TerminalDeck::openRequested, this, [this] { Q_EMIT openTerminalRequested(key()); });
    connect(m_interrupt, &QPushButton::clicked, this, [this] { Q_EMIT interruptRequested(key()); });
    connect(m_detach, &QPushButton::clicked, this, [this] { Q_EMIT detachRequested(key()); });
    connect(m_menu, &QPushButton::clicked, this,
            [this] { Q_EMIT menuRequested(m_menu->mapToGlobal(QPoint(0, m_menu->height()))); });
    connect(m_transcript, &TranscriptView::findBarWanted, this, &SessionView::openFindBar);
    connect(m_transcript, &TranscriptView::findStepWanted, m_find, &FindBar::stepRequested);
    connect(m_find, &FindBar::closed, this, [this] {
        m_find->hide();
        m_transcript->setMarked({});
        m_transcript->setFocus();
    });
    // An agent reports its question before it has drawn it: the answers are read when the drawing rests.
    m_questionTimer.setSingleShot(true);
    m_questionTimer.setInterval(100);
    connect(&m_questionTimer, &QTimer::timeout, this, [this] {
        m_askedScreen.reset();
        refreshQuestion();
    });
    connect(m_terminals, &TerminalDeck::screenChanged, this, [this](const QString& sessionKey) {
        if (!m_question->isHidden() && sessionKey == key())
            m_questionTimer.start();
    });
    connect(m_question, &QuestionBar::terminalRequested, this, [this] { showPage(Page::Terminal); });
    connect(m_compose, &ComposeLine::left, this, &SessionView::focusTerminal);
    connect(m_question, &QuestionBar::answerChosen, this,
            [this](int number) { Q_EMIT answerGiven(key(), QByteArray::number(number)); });
    connect(m_question, &QuestionBar::replyEntered, this,
            [this](const QString& text) { Q_EMIT answerGiven(key(), text.toUtf8() + '\r'); });
}

QString SessionView::key() const {
    return m_session ? QString::fromStdString(m_session->key()) : QString();
}

void SessionView::setSession(const SessionPointer& session) {
    if (!session || !m_session || session->key() != m_session->key())
        m_heldScreen.clear();
    m_session = session;
    m_title->setFullText(session ? displayTitle(*session) : QString());
    m_status->setVisible(session && session->status.status != Status::Past);
    if (session) {
        m_status->setStatus(session->status.status);
        // What is asked stands in the question bar, in full.
        const bool asks = session->status.status == Status::NeedsYou;
        const QString detail = asks ? QString() : displayLine(session->status.detail);
        const QString evidence = evidenceText(session->status);
        m_evidence->setFullText(detail.isEmpty() || evidence.isEmpty()
                                    ? detail + evidence
                                    : QStringLiteral("%1 · %2").arg(detail, evidence));
    } else {
        m_evidence->setFullText({});
        m_transcript->clear(tr("Choose a session."));
    }
    m_details->setSession(session);
    m_terminals->showSession(key());
    refreshTerminalState();
}

void SessionView::setHistory(const HistoryStatePointer& state) {
    m_details->setHistory(state);
}

void SessionView::showPage(Page page) {
    m_tabs->setCurrentIndex(static_cast<int>(page));
    if (page == Page::Terminal)
        focusTerminal();
    else
        m_pages->currentWidget()->setFocus();
}

void SessionView::focusTerminal() {
    if (terminal::TerminalView* view = m_terminals->terminal(key()); view && !m_terminals->isLent(key()))
        view->setFocus();
    else
        m_terminals->currentWidget()->setFocus();
}

void SessionView::openComposeLine() {
    showPage(Page::Terminal);
    if (m_compose->isVisible())
        m_compose->focusField();
}

void SessionView::openFindBar() {
    showPage(Page::Transcript);
    m_find->open();
}

SessionView::Page SessionView::page() const {
    return static_cast<Page>(m_tabs->currentIndex());
}

void SessionView::refreshTerminalState() {
    const bool running = m_terminals->isRunning(key());
    const bool isHeld = m_session && m_session->isHeld;
    m_open->setText(running || isHeld ? tr("Open terminal") : tr("Resume"));
    const bool runsElsewhere = m_session && m_session->isLive() && !running && !isHeld;
    m_open->setVisible(m_session && !runsElsewhere && !(running && page() == Page::Terminal));
    m_interrupt->setVisible(running && m_session && m_session->status.status == Status::Working);
    m_detach->setVisible(running && page() == Page::Terminal && !m_terminals->isLent(key()));
    m_menu->setVisible(m_session != nullptr);
    m_compose->setSession(key(), m_session ? displayLine(m_session->harness) : QString(),
                          isHeld ? ComposeLine::Reach::Held : ComposeLine::Reach::Gone);
    refreshQuestion();
}

void SessionView::refreshQuestion() {
    const terminal::TerminalView* view =
        m_terminals->isRunning(key()) ? m_terminals->terminal(key()) : nullptr;
    // Beside its own terminal the agent's question needs no second place, and a bar would squeeze what it
    // draws.
    const bool inSight = view != nullptr && (page() == Page::Terminal || m_terminals->isLent(key()));
    if (!m_session || m_session->status.status != Status::NeedsYou || inSight) {
        m_question->clear();
        m_heldScreen.clear();
        m_screenTries = 0;
        return;
    }
    const QString detail = displayLine(m_session->status.detail);
    // A terminal out of sight gets nothing of what is drawn meanwhile; the holder has it.
    if (m_session->isHeld && m_askedScreen != m_session) {
        m_askedScreen = m_session;
        Q_EMIT screenRequested(key());
    }
    const QString screen = !m_heldScreen.isEmpty() || view == nullptr ? m_heldScreen : view->screenText();
    m_question->ask(detail.isEmpty() ? tr("The agent waits for you.") : detail, numberedOptions(screen),
                    view != nullptr || m_session->isHeld ? QuestionBar::Reach::Session
                                                         : QuestionBar::Reach::Elsewhere);
}

void SessionView::showHeldScreen(const QString& sessionKey, const QString& text) {
    if (sessionKey != key())
        return;
    m_heldScreen = text;
    refreshQuestion();
    if (!m_question->isHidden() && numberedOptions(text).empty() && ++m_screenTries < MostScreenTries)
        m_questionTimer.start();
}

} // namespace ax::widgets
