// SPDX-License-Identifier: MIT
#include "widgets/transcript/link_target.h"
#include "widgets/transcript/transcript_view_p.h"
#include "widgets/transcript/turn_facts.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QToolTip>

#include <algorithm>

namespace ax::widgets {
namespace {

constexpr int AutoScrollMs = 40;

/// Tooltips guess whether a text is rich; what agents wrote never is.
QString plainToolTip(const QString& text) {
    if (!Qt::mightBeRichText(text))
        return text;
    return QStringLiteral("<span>") + text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")) +
           QStringLiteral("</span>");
}

} // namespace

std::optional<TranscriptView::Private::Hit> TranscriptView::Private::hitAt(QPointF point) {
    const auto& visible = column.visible();
    if (visible.empty())
        return std::nullopt;
    const auto distance = [&](const TranscriptColumn::Place& place) {
        return std::max({place.y - point.y(), point.y() - (place.y + place.height), 0.0});
    };
    const auto nearest = std::ranges::min_element(visible, {}, distance);
    const QRect rect = rectOf(*nearest);
    return Hit{
        .index = nearest->index, .local = point - rect.topLeft(), .inside = QRectF(rect).contains(point)};
}

bool TranscriptView::Private::acts(std::size_t index) const {
    const Item& item = column.items().at(index);
    const bool line = item.kind == ItemKind::Tool || item.kind == ItemKind::Thinking;
    return item.kind == ItemKind::More || (line && isFoldable(column.items().block(item)));
}

QUrl TranscriptView::Private::linkAt(QPointF point) {
    const auto hit = hitAt(point);
    return hit && hit->inside ? column.layout(hit->index).linkAt(hit->local) : QUrl();
}

TextPosition TranscriptView::Private::positionAt(QPointF point) {
    const auto hit = hitAt(point);
    if (!hit)
        return {};
    return {.key = column.items().at(hit->index).key,
            .offset = column.layout(hit->index).offsetAt(hit->local)};
}

/// Folds, unfolds or shows more; the line that was acted on stays where it is.
void TranscriptView::Private::activate(const ItemKey& key) {
    const std::size_t index = column.items().indexOf(key);
    if (index >= column.items().size() || !acts(index))
        return;
    const auto place = column.placeOf(index);
    const TranscriptItems::BlockId id{key.turn, key.block};
    using Folding = TranscriptItems::Folding;
    if (column.items().at(index).kind == ItemKind::More) {
        column.showMore(id);
    } else {
        column.setFolding(id, column.items().isUnfolded(id) ? Folding::Folded : Folding::Unfolded);
    }
    const std::size_t now = column.items().indexOf(key);
    if (place && now < column.items().size())
        column.scrollItemTo(now, place->y);
    refresh();
}

bool TranscriptView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        d->showToolTip(help->pos(), help->globalPos());
        return true;
    }
    if (event->type() == QEvent::Leave)
        d->hover({-1, -1});
    return QAbstractScrollArea::viewportEvent(event);
}

void TranscriptView::Private::showToolTip(const QPoint& point, const QPoint& global) {
    QString text;
    if (const QUrl link = linkAt(point); !link.isEmpty()) {
        text = shownTarget(link);
    } else if (point.x() > column.metrics().textLeft + column.metrics().textWidth) {
        const auto hit = hitAt(point);
        if (hit && column.items().at(hit->index).key.turn >= 0)
            text = turnDetails(column.items().turn(column.items().at(hit->index)));
    }
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(global, plainToolTip(text), q.viewport());
}

void TranscriptView::Private::hover(QPointF point) {
    const auto hit = hitAt(point);
    std::optional<ItemKey> now;
    Qt::CursorShape shape = Qt::ArrowCursor;
    if (hit && hit->inside) {
        const Item& item = column.items().at(hit->index);
        if (acts(hit->index)) {
            now = item.key;
            shape = Qt::PointingHandCursor;
        } else if (!column.layout(hit->index).linkAt(hit->local).isEmpty()) {
            shape = Qt::PointingHandCursor;
        } else if (item.kind == ItemKind::Text || item.kind == ItemKind::ToolBody ||
                   item.kind == ItemKind::ThinkingBody) {
            shape = Qt::IBeamCursor;
        }
    }
    if (q.viewport()->cursor().shape() != shape)
        q.viewport()->setCursor(shape);
    if (now == hovered)
        return;
    const auto before = std::exchange(hovered, now);
    for (const auto& key : {before, now}) {
        if (key)
            update(*key);
    }
}

void TranscriptView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return QAbstractScrollArea::mousePressEvent(event);
    const auto hit = d->hitAt(event->position());
    d->pressPoint = event->position();
    d->pressedLink = d->linkAt(event->position());
    d->pressedKey.reset();
    if (hit && hit->inside && d->acts(hit->index))
        d->pressedKey = d->column.items().at(hit->index).key;
    const TextPosition position = d->positionAt(event->position());
    const bool extends = event->modifiers().testFlag(Qt::ShiftModifier) && !d->selection.isEmpty();
    d->selection = {.anchor = extends ? d->selection.anchor : position, .cursor = position};
    d->selecting = hit.has_value();
    d->setFocus(std::nullopt);
    viewport()->update();
}

void TranscriptView::mouseMoveEvent(QMouseEvent* event) {
    if (!d->selecting || !event->buttons().testFlag(Qt::LeftButton))
        return d->hover(event->position());
    const int way = static_cast<int>((event->position() - d->pressPoint).manhattanLength());
    if ((d->pressedKey || !d->pressedLink.isEmpty()) && way < QApplication::startDragDistance())
        return;
    d->pressedKey.reset();
    d->pressedLink.clear();
    d->drawSelectionTo(event->position());
    const bool beyond = event->position().y() < 0 || event->position().y() > viewport()->height();
    if (beyond && !d->autoScroll.isActive())
        d->autoScroll.start(AutoScrollMs, this);
    else if (!beyond)
        d->autoScroll.stop();
}

void TranscriptView::Private::drawSelectionTo(QPointF point) {
    selection.cursor = positionAt(point);
    q.viewport()->update();
}

void TranscriptView::timerEvent(QTimerEvent* event) {
    if (event->timerId() != d->autoScroll.timerId())
        return QAbstractScrollArea::timerEvent(event);
    const QPoint point = viewport()->mapFromGlobal(QCursor::pos());
    const int beyond = point.y() < 0 ? point.y() : std::max(0, point.y() - viewport()->height());
    d->scrollBy(std::clamp(beyond, -80, 80));
    d->drawSelectionTo(point);
}

void TranscriptView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !d->selecting)
        return QAbstractScrollArea::mouseReleaseEvent(event);
    d->selecting = false;
    d->autoScroll.stop();
    const auto key = std::exchange(d->pressedKey, std::nullopt);
    const QUrl link = std::exchange(d->pressedLink, {});
    if (key)
        d->activate(*key);
    else if (!link.isEmpty())
        Q_EMIT linkActivated(link);
    else if (!d->selection.isEmpty() && QGuiApplication::clipboard()->supportsSelection())
        QGuiApplication::clipboard()->setText(selectedText(), QClipboard::Selection);
}

void TranscriptView::mouseDoubleClickEvent(QMouseEvent* event) {
    const auto hit = d->hitAt(event->position());
    if (event->button() != Qt::LeftButton || !hit || d->acts(hit->index))
        return mousePressEvent(event);
    const ItemKey key = d->column.items().at(hit->index).key;
    ItemLayout& layout = d->column.layout(hit->index);
    const TextRange word = layout.wordAt(layout.offsetAt(hit->local));
    d->selection = {.anchor = {.key = key, .offset = word.begin}, .cursor = {.key = key, .offset = word.end}};
    viewport()->update();
}

void TranscriptView::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    menu.setObjectName(QStringLiteral("transcriptMenu"));
    const QUrl link = d->linkAt(viewport()->mapFromGlobal(event->globalPos()));
    QAction* copy = menu.addAction(tr("Copy"), QKeySequence::Copy, this, [this] { d->copy(); });
    copy->setEnabled(!d->selection.isEmpty());
    if (!link.isEmpty())
        menu.addAction(tr("Copy link address"), this,
                       [link] { QGuiApplication::clipboard()->setText(shownTarget(link)); });
    if (const auto hit = d->hitAt(viewport()->mapFromGlobal(event->globalPos())); hit && hit->inside) {
        const QString code = d->column.layout(hit->index).codeAt(hit->local);
        if (!code.isEmpty())
            menu.addAction(tr("Copy this block"), this,
                           [code] { QGuiApplication::clipboard()->setText(code); });
    }
    if (const auto hit = d->hitAt(viewport()->mapFromGlobal(event->globalPos()))) {
        const int turn = d->column.items().at(hit->index).key.turn;
        if (turn >= 0)
            menu.addAction(tr("Copy this turn as Markdown"), this,
                           [this, turn] { QGuiApplication::clipboard()->setText(turnMarkdown(turn)); });
    }
    menu.addAction(tr("Select all"), QKeySequence::SelectAll, this, [this] { d->selectAll(); });
    menu.addSeparator();
    menu.addAction(tr("Unfold all tool calls and thoughts"), QKeySequence(Qt::Key_U), this,
                   [this] { setAllFolding(Folding::Expanded); });
    menu.addAction(tr("Fold all tool calls and thoughts"), QKeySequence(Qt::Key_F), this,
                   [this] { setAllFolding(Folding::Folded); });
    menu.addSeparator();
    menu.addAction(tr("Find…"), QKeySequence::Find, this, &TranscriptView::findBarWanted);
    menu.exec(event->globalPos());
}

} // namespace ax::widgets
