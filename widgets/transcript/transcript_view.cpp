// SPDX-License-Identifier: MIT
#include "widgets/transcript/transcript_view.h"

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
    : q(view), theme(appearance), column(appearance, images), colours(appearance) {
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
    d->jump = new QPushButton(tr("Jump to end"), viewport());
    d->jump->setObjectName(QStringLiteral("jumpToEnd"));
    d->jump->setFocusPolicy(Qt::NoFocus); // the End key does the same
    d->jump->hide();
    d->column.setFont(font());
    connect(d->jump, &QPushButton::clicked, this, [this] {
        d->column.scrollToEnd();
        d->refresh();
    });
    connect(&theme, &Theme::changed, this, [this] {
        d->column.dropLayouts();
        d->refresh();
    });
    connect(&d->images, &ImageLoader::loaded, viewport(), qOverload<>(&QWidget::update));
}

TranscriptView::~TranscriptView() = default;

void TranscriptView::setExcerpt(const QString& sessionKey, const QString& agentName, Excerpt excerpt) {
    if (!excerpt) {
        clear({});
        return;
    }
    const bool sameSession = sessionKey == d->sessionKey && d->column.items().excerpt() != nullptr;
    if (!sameSession)
        clear({});
    d->sessionKey = sessionKey;
    d->agentName = agentName;
    d->message = tr("Nothing has been said in this session yet.");
    const std::size_t itemsBefore = d->column.items().size();
    const bool wasAtEnd = d->column.isAtEnd();
    const TranscriptItems::Change change = d->column.setExcerpt(std::move(excerpt));
    d->selection.follow(change);
    d->search.refresh(d->column.items(), change.unchangedTurns);
    d->newBelow = d->newBelow || (sameSession && !wasAtEnd && d->column.items().size() > itemsBefore);
    if (d->focus && d->focus->key.turn >= 0) {
        d->focus->key.turn = change.turn(d->focus->key.turn);
        if (d->focus->key.turn < 0)
            d->focus.reset();
    }
    d->hovered.reset();
    d->refresh();
    if (QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::VisibleDataChanged);
        QAccessible::updateAccessibility(&event);
    }
}

void TranscriptView::clear(const QString& message) {
    d->sessionKey.clear();
    d->message = message;
    d->column.clear();
    d->selection = {};
    d->search.clear();
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

int TranscriptView::find(const QString& text, FindDirection direction) {
    const auto* before = d->search.current();
    // As a word is typed, the mark stays on the place it grows from.
    TextPosition from = before != nullptr ? before->position() : TextPosition{};
    const bool hadHit = before != nullptr;
    const bool isNew = d->search.look(d->column.items(), text);
    d->column.settle();
    if (!hadHit && !d->column.visible().empty())
        from = {.key = d->column.items().at(d->column.visible().front().index).key, .offset = 0};
    const auto* hit =
        d->search.step(from,
                       direction == FindDirection::Forward ? TranscriptSearch::Direction::Forward
                                                           : TranscriptSearch::Direction::Backward,
                       isNew ? TranscriptSearch::Include::Start : TranscriptSearch::Include::After);
    if (hit != nullptr)
        d->scrollToPosition(hit->position(), hit->range);
    viewport()->update();
    return d->search.count();
}

/// Unfolds what hides the place and brings it into view, a third from the top if it is out of sight.
void TranscriptView::Private::scrollToPosition(const TextPosition& position, TextRange range) {
    if (!column.items().contains(position.key))
        column.setFolding({position.key.turn, position.key.block}, TranscriptItems::Folding::Unfolded);
    const std::size_t index = column.items().indexOf(position.key);
    if (index >= column.items().size() || !q.isVisible())
        return refresh();
    column.settle();
    if (!column.placeOf(index)) {
        column.scrollItemTo(index, 0);
        column.settle();
    }
    if (const auto place = column.placeOf(index)) {
        const QRectF rect = column.layout(index).rectOf(range).translated(0, place->y);
        const int height = q.viewport()->height();
        if (rect.top() < Margin || rect.bottom() > height - Margin)
            column.scrollItemTo(index, height / 3 - static_cast<int>(rect.top() - place->y));
    }
    refresh();
}

/// Brings layout, scroll bar and screen in line with what changed. A hidden view does so when it is shown.
void TranscriptView::Private::refresh() {
    if (!q.isVisible())
        return;
    column.setViewport(q.viewport()->size(), q.devicePixelRatioF());
    column.settle();
    syncScrollBar();
    showJumpButton();
    queueColouring();
    if (hovered)
        hover(q.viewport()->mapFromGlobal(QCursor::pos()));
    q.viewport()->update();
}

void TranscriptView::Private::syncScrollBar() {
    QScrollBar& bar = *q.verticalScrollBar();
    const int page = q.viewport()->height();
    syncing = true;
    bar.setPageStep(page);
    bar.setSingleStep(column.style().typography.linePitch);
    bar.setRange(0, std::max(0, column.contentHeight() - page));
    bar.setValue(column.scrollPosition());
    syncing = false;
}

void TranscriptView::Private::showJumpButton() {
    newBelow = newBelow && !column.isAtEnd();
    jump->setVisible(newBelow);
    if (!newBelow)
        return;
    jump->adjustSize();
    const QSize room = q.viewport()->size();
    jump->move(room.width() - jump->width() - Margin, room.height() - jump->height() - Margin);
    jump->raise();
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
    column.scrollBy(pixels);
    refresh();
}

void TranscriptView::scrollContentsBy(int, int) {
    if (d->syncing)
        return;
    const QScrollBar& bar = *verticalScrollBar();
    const int way = bar.value() - d->column.scrollPosition();
    // Near by, heights are true and the way is walked; far away, the bar's estimate is as good as any.
    if (bar.value() == bar.maximum() && way > 0)
        d->column.scrollToEnd();
    else if (std::abs(way) <= 3 * viewport()->height())
        d->column.scrollBy(way);
    else
        d->column.scrollTo(bar.value());
    d->refresh();
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
