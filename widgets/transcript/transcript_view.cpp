// SPDX-License-Identifier: MIT
#include "widgets/transcript/transcript_view.h"

#include "core/transcripts/markdown_export.h"
#include "widgets/transcript/item_content.h"
#include "widgets/transcript/transcript_accessible.h"
#include "widgets/transcript/transcript_view_p.h"

#include <QAccessible>
#include <QPushButton>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>

namespace ax::widgets {
namespace {

constexpr int Margin = 16;

} // namespace

TranscriptView::Private::Private(TranscriptView& view, const Theme& appearance)
    : q(view), theme(appearance), column(appearance, images),
      colours(appearance, [this] { queueColouring(); }) {
}

TranscriptView::TranscriptView(const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent), d(std::make_unique<Private>(*this, theme)) {
    installTranscriptAccessibility();
    setObjectName(QStringLiteral("transcriptView"));
    setAccessibleName(tr("Transcript"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    d->newBelowButton = new QPushButton(tr("New below"), viewport());
    d->newBelowButton->setObjectName(QStringLiteral("newBelow"));
    d->newBelowButton->setToolTip(tr("Goes to the end and follows it (End)"));
    d->newBelowButton->setFocusPolicy(Qt::NoFocus); // the End key does the same
    d->newBelowButton->hide();
    d->column.setFont(font());
    connect(d->newBelowButton, &QPushButton::clicked, this,
            [this] { d->goTo({.kind = Private::Place::Kind::End}); });
    connect(verticalScrollBar(), &QScrollBar::sliderReleased, this, [this] { d->refresh(); });
    connect(&theme, &Theme::changed, this, [this] {
        d->column.dropLayouts();
        d->refresh();
    });
    connect(&d->images, &ImageLoader::loaded, viewport(), qOverload<>(&QWidget::update));
}

TranscriptView::~TranscriptView() = default;

void TranscriptView::setWindow(const QString& sessionKey, const QString& agentName,
                               const TranscriptWindow& window) {
    const bool sameSession = sessionKey == d->sessionKey && d->window.excerpt != nullptr;
    if (!sameSession || !window.excerpt)
        clear({});
    if (!window.excerpt)
        return;
    d->sessionKey = sessionKey;
    d->agentName = agentName;
    d->message = tr("Nothing has been said in this session yet.");
    const std::size_t itemsBefore = d->column.items().size();
    const std::uint64_t endBefore = d->window.end;
    const bool wasAtEnd = d->column.isAtEnd();
    const bool grew = sameSession && !wasAtEnd && window.end > endBefore;
    if (!d->takesWindow(window)) {
        d->window.end = std::max(endBefore, window.end);
        d->newBelow = d->newBelow || grew;
        return d->refresh();
    }
    d->window = window;
    const TranscriptItems::Change change = d->column.setWindow(window);
    d->selection.follow(change);
    d->marks.forgetTexts();
    if (d->marks.current) {
        const auto key = change.moved(d->marks.current->key);
        d->marks.current =
            key ? std::optional(TranscriptMarks::Current{*key, d->marks.current->range}) : std::nullopt;
    }
    const bool more = !window.reachesEnd() || d->column.items().size() > itemsBefore;
    d->newBelow = d->newBelow || (grew && more);
    if (d->focus) {
        const auto key = change.moved(d->focus->key);
        d->focus = key ? std::optional(Private::Stop{*key, d->focus->link}) : std::nullopt;
    }
    d->hovered.reset();
    d->goWhereWanted();
    d->refresh();
    if (QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::VisibleDataChanged);
        QAccessible::updateAccessibility(&event);
    }
}

const TranscriptWindow& TranscriptView::window() const {
    return d->window;
}

void TranscriptView::clear(const QString& message) {
    d->sessionKey.clear();
    d->message = message;
    d->column.clear();
    d->window = {};
    d->wanted.reset();
    d->asked.reset();
    d->pixelsByPosition = 0;
    d->selection = {};
    d->marks.forgetTexts();
    d->marks.current.reset();
    d->focus.reset();
    d->hovered.reset();
    d->pressedKey.reset();
    d->selecting = false;
    d->newBelow = false;
    d->refresh();
}

QString TranscriptView::plainText() const {
    const TranscriptItems& items = d->column.items();
    if (items.size() == 0)
        return d->message;
    QString text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Item& item = items.at(i);
        if (!text.isEmpty())
            text += d->column.isFirstOfTurn(i) ? QStringLiteral("\n\n") : QStringLiteral("\n");
        if (d->column.showsSpeaker(i)) {
            text += items.turn(item).role == TurnRole::User ? tr("You") : d->agentName;
            text += u'\n';
        }
        text += textOf(items, item);
    }
    return text;
}

QString TranscriptView::selectedText() const {
    return d->selection.text(d->column.items());
}

QString TranscriptView::turnMarkdown(int turn) const {
    if (!d->window.excerpt || turn < 0 || static_cast<std::size_t>(turn) >= d->window.excerpt->turns.size())
        return {};
    const std::string text = ax::turnMarkdown(d->window.excerpt->turns[static_cast<std::size_t>(turn)],
                                              d->agentName.toStdString());
    return QString::fromStdString(text).trimmed() + u'\n';
}

int TranscriptView::toolCallCount() const {
    return static_cast<int>(d->column.items().toolCalls().size());
}

void TranscriptView::setToolCallFolding(int toolIndex, Folding folding) {
    if (toolIndex < 0 || toolIndex >= toolCallCount())
        return;
    const auto id = d->column.items().toolCalls()[static_cast<std::size_t>(toolIndex)];
    if (d->column.items().isUnfolded(id) != (folding == Folding::Expanded))
        d->activate(ItemKey{.turn = id.first, .block = id.second});
}

void TranscriptView::setAllFolding(Folding folding) {
    d->column.setAllFolding(folding == Folding::Expanded ? TranscriptItems::Folding::Unfolded
                                                         : TranscriptItems::Folding::Folded);
    d->refresh();
}

bool TranscriptView::isAtEnd() const {
    return d->column.isAtEnd();
}

std::uint64_t TranscriptView::topPosition() const {
    return d->column.topPosition();
}

/// Brings layout, scroll bar and screen in line with what changed. A hidden view does so when it is shown.
void TranscriptView::Private::refresh() {
    if (!q.isVisible())
        return;
    column.setViewport(q.viewport()->size(), q.devicePixelRatioF());
    column.settle();
    askForMore();
    syncScrollBar();
    showNewBelowButton();
    queueColouring();
    if (hovered)
        hover(q.viewport()->mapFromGlobal(QCursor::pos()));
    q.viewport()->update();
}

void TranscriptView::Private::showNewBelowButton() {
    newBelow = newBelow && !column.isAtEnd();
    newBelowButton->setVisible(newBelow);
    if (!newBelow)
        return;
    newBelowButton->adjustSize();
    const QSize room = q.viewport()->size();
    newBelowButton->move(room.width() - newBelowButton->width() - Margin,
                         room.height() - newBelowButton->height() - Margin);
    newBelowButton->raise();
}

/// Code in sight gets its colours after it has been shown, a few milliseconds at a time.
void TranscriptView::Private::queueColouring() {
    if (colouringQueued || column.visible().empty())
        return;
    colouringQueued = true;
    QTimer::singleShot(0, &q, [this] { colourNow(); });
}

void TranscriptView::Private::colourNow() {
    colouringQueued = false;
    const auto place = column.colourMore(colours);
    if (!place)
        return;
    q.viewport()->update(rectOf(*place));
    queueColouring();
}

void TranscriptView::Private::scrollBy(int pixels) {
    wanted.reset();
    column.scrollBy(pixels);
    refresh();
}

void TranscriptView::showEvent(QShowEvent* event) {
    QAbstractScrollArea::showEvent(event);
    d->refresh();
}

void TranscriptView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    d->refresh();
}

void TranscriptView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() != QEvent::FontChange)
        return;
    d->column.setFont(font());
    d->refresh();
}

} // namespace ax::widgets
