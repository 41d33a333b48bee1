// SPDX-License-Identifier: MIT
#include "terminal/qtermwidget_view.h"

#include "core/hold/terminal_modes.h"
#include "terminal/colour_scheme.h"
#include "terminal/exit_sentence.h"
#include "terminal/link.h"
#include "terminal/paste.h"
#include "terminal/paste_question.h"
#include "terminal/qtermwidget_library.h"
#include "terminal/terminal_accessible.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontDatabase>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

using namespace Qt::StringLiterals;

namespace ax::terminal {
namespace {

using namespace std::chrono_literals;

constexpr auto LongestUpdate = 150ms; ///< of synchronized output, then it is shown unfinished
constexpr auto AwayPause = 1s;        ///< out of sight for less, a terminal goes on
constexpr auto ResizePause = 30ms;    ///< a splitter moves many times a second; programs redraw each time
/// Nobody takes the mouse any more, so that text can be selected, and there is no place to type.
constexpr std::string_view AfterTheEnd = "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?25l";
constexpr int SmallestFont = 6;
constexpr int LargestFont = 48;
constexpr int Margin = 8;

std::string_view viewOf(const QByteArray& bytes) {
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QString toText(const std::string& text) {
    return QString::fromStdString(text);
}

/// The visitor's pattern: one overload an event.
template <class... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};

QLabel* makeEndLine(QWidget* parent) {
    auto* const label = new QLabel(parent);
    label->setObjectName(u"terminalEndLine"_s);
    label->setTextFormat(Qt::PlainText);
    label->setContentsMargins(Margin, Margin / 2, Margin, Margin / 2);
    label->setAutoFillBackground(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->hide();
    return label;
}

} // namespace

QTermWidgetView::QTermWidgetView(std::unique_ptr<ByteChannel> channel, const TerminalAppearance& appearance,
                                 QWidget* parent)
    : TerminalView(parent), m_channel(std::move(channel)), m_filter(makeFilter()),
      m_terminal(new QTermWidget(0, this)), m_findBar(*m_terminal), m_endLine(makeEndLine(this)),
      m_pasteGuard([this](const QString& text, std::function<void()> proceed) {
          askBeforePaste(*this, text, std::move(proceed));
      }) {
    setObjectName(u"terminalView"_s);
    m_terminal->setObjectName(u"terminalEmulator"_s);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_terminal, 1);
    layout->addWidget(m_endLine);

    m_terminal->startTerminalTeletype();
    m_feed = std::make_unique<EmulatorFeed>(m_terminal->getPtySlaveFd());
    m_terminal->setScrollBarPosition(QTermWidgetInterface::ScrollBarRight);
    m_terminal->setTerminalSizeHint(false);
    m_terminal->setMargin(Margin);
    setFocusProxy(m_terminal);
    makeTerminalAccessible(*this, display());
    m_input = std::make_unique<TerminalInput>(display());

    m_flushTimer.setSingleShot(true);
    m_flushTimer.setInterval(LongestUpdate);
    m_resizeTimer.setSingleShot(true);
    m_resizeTimer.setInterval(ResizePause);
    connect(&m_flushTimer, &QTimer::timeout, this, [this] { apply(m_filter->flush()); });
    m_awayTimer.setSingleShot(true);
    m_awayTimer.setInterval(AwayPause);
    connect(&m_awayTimer, &QTimer::timeout, this, &QTermWidgetView::goAway);
    m_awayTimer.start(); // until it is shown for the first time
    connect(&m_resizeTimer, &QTimer::timeout, this, &QTermWidgetView::resizeProgram);
    connectChannel();
    connectEmulator();
    connectInput();
    setAppearance(appearance);
}

QTermWidgetView::~QTermWidgetView() {
    // The emulator's pty goes with its widget; the feed must not hold its descriptor any longer than that.
    m_feed.reset();
    m_channel->disconnect(this);
}

void QTermWidgetView::connectChannel() {
    connect(m_channel.get(), &ByteChannel::received, this,
            [this](const QByteArray& bytes) { apply(m_filter->feed(viewOf(bytes))); });
    connect(m_channel.get(), &ByteChannel::restarted, this, &QTermWidgetView::startAnew);
    connect(m_channel.get(), &ByteChannel::finished, this, &QTermWidgetView::onFinished);
    connect(m_feed.get(), &EmulatorFeed::flowChanged, m_channel.get(), &ByteChannel::setFlow);
}

void QTermWidgetView::connectEmulator() {
    // What the emulator has to say is key codes, mouse reports, and its own short answers (DA1, DA2, DSR).
    connect(m_terminal, &QTermWidget::sendData, this,
            [this](const char* bytes, int count) { sendBytes(QByteArray(bytes, count)); });
    connect(m_terminal, &QTermWidget::bell, this, &TerminalView::bell);
    connect(m_terminal, &QTermWidget::urlActivated, this, [this](const QUrl& url, bool fromMenu) {
        if (fromMenu)
            m_linkUnderMenu = url;
        else if (QGuiApplication::keyboardModifiers().testFlag(Qt::ControlModifier))
            activateLink(url);
    });
    // The display's class is private to the library, and its size change has no public signal. Queued: the
    // emulator takes the new size after the signal.
    connect(&display(), SIGNAL(changedContentSizeSignal(int, int)), this, SLOT(scheduleResize()),
            Qt::QueuedConnection);
}

void QTermWidgetView::connectInput() {
    connect(m_input.get(), &TerminalInput::typed, this, [this](const QByteArray& bytes) {
        m_terminal->scrollToEnd();
        sendBytes(bytes);
    });
    connect(m_input.get(), &TerminalInput::pasted, this, &QTermWidgetView::pasteText);
    connect(m_input.get(), &TerminalInput::actionRequested, this, &QTermWidgetView::act);
    connect(m_input.get(), &TerminalInput::focusChanged, this, [this] {
        if (m_reportsFocus)
            reportFocus();
    });
}

QWidget& QTermWidgetView::display() const {
    return *m_terminal->focusProxy();
}

void QTermWidgetView::apply(const StreamFilter::Output& output) {
    m_feed->append(output.screen);
    if (!output.screen.empty())
        Q_EMIT screenChanged();
    if (!output.reply.empty())
        sendBytes(QByteArray::fromStdString(output.reply));
    if (!output.holding)
        m_flushTimer.stop();
    else if (!m_flushTimer.isActive() || !output.screen.empty()) // that is the end of the update before
        m_flushTimer.start();
    // A program that asks for focus reports takes it that it has the focus; agents notify only without it.
    const bool asked = m_filter->wantsFocusReports() && !m_reportsFocus;
    m_reportsFocus = m_filter->wantsFocusReports();
    if (asked && !display().hasFocus())
        reportFocus();
    const QPointer<QTermWidgetView> self(this);
    for (const TerminalEvent& event : output.events) {
        deliver(event);
        if (self == nullptr) // a receiver may close the terminal
            return;
    }
}

void QTermWidgetView::deliver(const TerminalEvent& event) {
    const auto handlers = Overloaded{
        [this](const TitleEvent& e) {
            if (const QString title = toText(e.title); title != m_title) {
                m_title = title;
                Q_EMIT titleChanged(title);
            }
        },
        [this](const NotificationEvent& e) { Q_EMIT notificationRequested(toText(e.title), toText(e.body)); },
        [this](const ProgressEvent& e) { Q_EMIT progressChanged(e.state, e.percent); },
        [this](const ClipboardEvent& e) { Q_EMIT clipboardWriteRequested(toText(e.text)); },
        [this](const ProgramStatusEvent& e) { Q_EMIT programStatusChanged(e.status); },
        [this](const WorkingDirectoryEvent& e) { Q_EMIT workingDirectoryChanged(toText(e.path)); },
        // Prompt marks and OSC 8 links would need a place on the screen, which this emulator does not tell.
        [](const PromptMarkEvent&) {},
        [](const LinkEvent&) {},
    };
    std::visit(handlers, event);
}

std::unique_ptr<StreamFilter> QTermWidgetView::makeFilter() const {
    return std::make_unique<StreamFilter>([this] { return m_colours; });
}

/// The picture that follows is for a fresh terminal, and the scrollback comes with it. To clear the screen
/// moves it into the emulator's scrollback: that goes last.
void QTermWidgetView::startAnew() {
    m_flushTimer.stop();
    m_filter = makeFilter();
    m_reportsFocus = false;
    m_feed->append(TerminalModes::tearDown() + "\x1b"
                                               "c\x1b[H\x1b[2J\x1b[3J");
}

void QTermWidgetView::showEvent(QShowEvent* event) {
    TerminalView::showEvent(event);
    m_awayTimer.stop();
    // First its new size settles: the picture is painted for it.
    QMetaObject::invokeMethod(this, &QTermWidgetView::comeBack, Qt::QueuedConnection);
}

void QTermWidgetView::goAway() {
    m_isAway = true;
    m_channel->setAudience(ByteChannel::Audience::Away);
}

void QTermWidgetView::comeBack() {
    if (!isVisible() || !std::exchange(m_isAway, false))
        return;
    resizeProgram();
    m_channel->setAudience(ByteChannel::Audience::Watching);
}

void QTermWidgetView::hideEvent(QHideEvent* event) {
    TerminalView::hideEvent(event);
    m_awayTimer.start();
}

void QTermWidgetView::onFinished(const ProcessExit& exit) {
    m_running = false;
    apply(m_filter->flush());
    m_feed->append(AfterTheEnd);
    m_endLine->setText(exitSentence(exit));
    m_endLine->show();
    Q_EMIT finished(exit);
}

void QTermWidgetView::setAppearance(const TerminalAppearance& appearance) {
    m_appearance = appearance;
    m_colours = readScheme(appearance.scheme);
    m_terminal->setColorScheme(schemeFile(appearance.scheme));
    if (m_terminal->historySize() != appearance.scrollbackLines)
        m_terminal->setHistorySize(appearance.scrollbackLines);
    applyFont();
}

void QTermWidgetView::applyFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    QStringList families{u"DejaVu Sans Mono"_s, u"Liberation Mono"_s, u"Menlo"_s, u"monospace"_s};
    families.prepend(m_appearance.fontFamily.isEmpty() ? font.family() : m_appearance.fontFamily);
    font.setFamilies(families);
    font.setStyleHint(QFont::TypeWriter);
    font.setFixedPitch(true);
    font.setPointSize(std::clamp(m_appearance.pointSize + m_zoom, SmallestFont, LargestFont));
    m_terminal->setTerminalFont(font);
}

void QTermWidgetView::zoom(int steps) {
    const int wanted = steps == 0 ? 0 : m_zoom + steps;
    m_zoom = std::clamp(wanted, SmallestFont - m_appearance.pointSize, LargestFont - m_appearance.pointSize);
    applyFont();
}

void QTermWidgetView::scheduleResize() {
    if (!m_resizeTimer.isActive())
        m_resizeTimer.start();
}

void QTermWidgetView::resizeProgram() {
    const TerminalSize size{
        static_cast<std::uint16_t>(std::clamp(m_terminal->screenColumnsCount(), 1, 0xFFFF)),
        static_cast<std::uint16_t>(std::clamp(m_terminal->screenLinesCount(), 1, 0xFFFF))};
    // While it is laid out a widget may be a cell wide for a moment.
    if (!isVisible() || size == m_size)
        return;
    m_size = size;
    m_channel->resize(size);
}

void QTermWidgetView::sendBytes(const QByteArray& bytes) {
    if (m_running && !bytes.isEmpty())
        m_channel->write(bytes);
}

void QTermWidgetView::pasteText(const QString& text) {
    if (m_filter->bracketedPaste() || !hasSeveralLines(text)) {
        paste(text);
        return;
    }
    m_pasteGuard(text, [self = QPointer<QTermWidgetView>(this), text] {
        if (self != nullptr)
            self->paste(text);
    });
}

void QTermWidgetView::paste(const QString& text) {
    m_terminal->scrollToEnd();
    sendBytes(pasteBytes(text, m_filter->bracketedPaste() ? Bracketing::On : Bracketing::Off));
}

void QTermWidgetView::setPasteGuard(PasteGuard guard) {
    m_pasteGuard = std::move(guard);
}

void QTermWidgetView::copySelection() {
    m_terminal->copyClipboard();
}

void QTermWidgetView::findText() {
    m_findBar.open();
}

void QTermWidgetView::act(KeyDecision::Action action) {
    switch (action) {
    case KeyDecision::Action::Copy:
        copySelection();
        break;
    case KeyDecision::Action::Paste:
        pasteText(QGuiApplication::clipboard()->text());
        break;
    case KeyDecision::Action::Find:
        findText();
        break;
    case KeyDecision::Action::ZoomIn:
        zoom(1);
        break;
    case KeyDecision::Action::ZoomOut:
        zoom(-1);
        break;
    case KeyDecision::Action::ZoomReset:
        zoom(0);
        break;
    default:
        break;
    }
}

void QTermWidgetView::reportFocus() {
    sendBytes(display().hasFocus() ? "\x1b[I"_ba : "\x1b[O"_ba);
}

QString QTermWidgetView::historyText() const {
    QByteArray all;
    QBuffer buffer(&all);
    buffer.open(QIODevice::WriteOnly);
    m_terminal->saveHistory(&buffer);
    return QString::fromUtf8(all);
}

QString QTermWidgetView::screenText() const {
    // The library gives text only through its selection; what a person has selected must survive.
    const int lines = m_terminal->screenLinesCount();
    QString text;
    if (m_terminal->selectedText().isEmpty()) {
        const int top = m_terminal->historyLinesCount();
        m_terminal->setSelectionStart(top, 0);
        m_terminal->setSelectionEnd(top + lines - 1, m_terminal->screenColumnsCount() - 1);
        text = m_terminal->selectedText();
        m_terminal->setSelectionStart(0, -1); // before the first cell: none
    } else {
        text = historyText();
    }
    QStringList rows = text.split(u'\n');
    for (QString& row : rows) {
        while (row.endsWith(u' '))
            row.chop(1);
    }
    while (!rows.isEmpty() && rows.last().isEmpty())
        rows.removeLast();
    return rows.mid(std::max<qsizetype>(0, rows.size() - lines)).join(u'\n');
}

void QTermWidgetView::closeProgram() {
    m_channel->close();
}

void QTermWidgetView::activateLink(const QUrl& url) {
    if (isOfferable(url))
        Q_EMIT linkActivated(url);
}

/// The link at a place of this widget, or none. The display tells it only by activating it.
QUrl QTermWidgetView::linkAt(const QPoint& position) {
    m_linkUnderMenu.clear();
    if (auto* const spot = m_terminal->getHotSpotAt(m_terminal->mapFrom(this, position)))
        spot->activate(u"open-action"_s);
    return isOfferable(m_linkUnderMenu) ? m_linkUnderMenu : QUrl();
}

void QTermWidgetView::contextMenuEvent(QContextMenuEvent* event) {
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->reason() == QContextMenuEvent::Mouse && m_input->programUsesMouse() && !shift)
        return; // it was the program's click
    auto* const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"terminalMenu"_s);
    if (const QUrl link = linkAt(event->pos()); !link.isEmpty()) {
        menu->addAction(tr("Open link"), this, [this, link] { Q_EMIT linkActivated(link); });
        menu->addAction(tr("Copy link address"), this,
                        [link] { QGuiApplication::clipboard()->setText(link.toString()); });
        menu->addSeparator();
    }
    QAction* const copy = menu->addAction(tr("Copy"), this, &QTermWidgetView::copySelection);
    copy->setEnabled(!m_terminal->selectedText().isEmpty());
    QAction* const paste =
        menu->addAction(tr("Paste"), this, [this] { pasteText(QGuiApplication::clipboard()->text()); });
    paste->setEnabled(m_running);
    menu->addAction(tr("Find"), this, &QTermWidgetView::findText);
    menu->popup(event->globalPos());
}

} // namespace ax::terminal
