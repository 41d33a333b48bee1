// SPDX-License-Identifier: MIT
#include "widgets/transcript/item_content.h"
#include "widgets/transcript/link_target.h"
#include "widgets/transcript/transcript_view_p.h"
#include "widgets/transcript/turn_facts.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QStyleHints>
#include <QToolTip>

#include <algorithm>

namespace ax::widgets {
namespace {

constexpr int Margin = 16;
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
        search.refresh(column.items(), key.turn);
    } else {
        column.setFolding(id, column.items().isUnfolded(id) ? Folding::Folded : Folding::Unfolded);
    }
    const std::size_t now = column.items().indexOf(key);
    if (place && now < column.items().size())
        column.scrollItemTo(now, place->y);
    refresh();
}

void TranscriptView::Private::activate(const Stop& stop) {
    if (stop.link < 0)
        return activate(stop.key);
    const std::size_t index = column.items().indexOf(stop.key);
    if (!column.placeOf(index))
        return;
    const auto links = column.layout(index).links();
    if (static_cast<std::size_t>(stop.link) < links.size())
        Q_EMIT q.linkActivated(links[static_cast<std::size_t>(stop.link)].target);
}

std::vector<TranscriptView::Private::Stop> TranscriptView::Private::stops() {
    std::vector<Stop> stops;
    const int height = q.viewport()->height();
    for (const auto& place : column.visible()) {
        const ItemKey key = column.items().at(place.index).key;
        if (acts(place.index)) {
            stops.push_back({.key = key});
            continue;
        }
        const auto links = column.layout(place.index).links();
        for (std::size_t i = 0; i < links.size(); ++i) {
            const QRectF rect = column.layout(place.index).rectOf(links[i].range).translated(0, place.y);
            if (rect.bottom() > 0 && rect.top() < height)
                stops.push_back({.key = key, .link = static_cast<int>(i)});
        }
    }
    return stops;
}

void TranscriptView::Private::setFocus(std::optional<Stop> stop) {
    if (focus)
        update(focus->key);
    focus = stop;
    if (focus)
        update(focus->key);
}

bool TranscriptView::focusNextPrevChild(bool next) {
    const auto stops = d->stops();
    const auto present = d->focus ? std::ranges::find(stops, *d->focus) : stops.end();
    if (next && !stops.empty() && (present == stops.end() || std::next(present) != stops.end())) {
        d->setFocus(present == stops.end() ? stops.front() : *std::next(present));
    } else if (!next && present != stops.end() && present != stops.begin()) {
        d->setFocus(*std::prev(present));
    } else {
        d->setFocus(std::nullopt);
        return QAbstractScrollArea::focusNextPrevChild(next);
    }
    const auto place = d->column.placeOf(d->column.items().indexOf(d->focus->key));
    const bool whole =
        d->focus->link >= 0 || (place && place->y >= 0 && place->y + place->height <= viewport()->height());
    if (!whole && place)
        d->scrollBy(place->y < 0 ? place->y - Margin
                                 : place->y + place->height - viewport()->height() + Margin);
    return true;
}

void TranscriptView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    if (d->focus)
        d->update(d->focus->key);
}

void TranscriptView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    if (d->focus)
        d->update(d->focus->key);
}

/// Acts on what has the keyboard, else on the first line in sight that acts.
void TranscriptView::Private::actOnFocus() {
    const auto all = stops();
    if (!focus || std::ranges::find(all, *focus) == all.end()) {
        const auto first = std::ranges::find(all, -1, &Stop::link);
        if (first == all.end())
            return;
        setFocus(*first);
    }
    activate(*focus);
}

/// To the start of the turn after the one at the top edge, or of the one before it.
void TranscriptView::Private::goToTurn(int step) {
    const TranscriptItems& items = column.items();
    if (column.visible().empty())
        return;
    const auto& top = column.visible().front();
    int turn = items.at(top.index).key.turn;
    const bool withinTurn = top.y < 0 || !column.isFirstOfTurn(top.index);
    if (step > 0 || !withinTurn)
        turn += step;
    if (turn < 0) {
        column.scrollTo(0);
        return refresh();
    }
    const std::size_t index = items.indexOf({.turn = turn});
    if (index >= items.size())
        column.scrollToEnd();
    else
        column.scrollItemTo(index, 8);
    refresh();
}

bool TranscriptView::Private::pressed(int key, Qt::KeyboardModifiers modifiers) {
    const int line = column.style().typography.linePitch;
    const int page = std::max(line, q.viewport()->height() - 2 * line);
    const bool shift = modifiers.testFlag(Qt::ShiftModifier);
    switch (key) {
    case Qt::Key_Up:
        scrollBy(-2 * line);
        return true;
    case Qt::Key_Down:
        scrollBy(2 * line);
        return true;
    case Qt::Key_PageUp:
        scrollBy(-page);
        return true;
    case Qt::Key_PageDown:
        scrollBy(page);
        return true;
    case Qt::Key_Home:
        column.scrollTo(0);
        refresh();
        return true;
    case Qt::Key_End:
        column.scrollToEnd();
        refresh();
        return true;
    case Qt::Key_Space:
        if (!focus)
            scrollBy(shift ? -page : page);
        else
            actOnFocus();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!focus)
            return false;
        actOnFocus();
        return true;
    case Qt::Key_O:
        actOnFocus();
        return true;
    case Qt::Key_N:
        goToTurn(1);
        return true;
    case Qt::Key_P:
        goToTurn(-1);
        return true;
    case Qt::Key_Escape:
        if (selection.isEmpty())
            return false;
        selection = {};
        q.viewport()->update();
        return true;
    default:
        return false;
    }
}

void TranscriptView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        d->copy();
    } else if (event->matches(QKeySequence::SelectAll)) {
        d->selectAll();
    } else {
        const auto modifiers = event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier);
        const bool taken = modifiers == Qt::NoModifier && d->pressed(event->key(), event->modifiers());
        event->setAccepted(taken);
    }
}

bool TranscriptView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        // Single letters are ours while we have the keyboard, whatever the window does with them elsewhere.
        auto* key = static_cast<QKeyEvent*>(event);
        const bool letter = key->key() == Qt::Key_N || key->key() == Qt::Key_P || key->key() == Qt::Key_O;
        if ((letter && key->modifiers() == Qt::NoModifier) || key->matches(QKeySequence::Copy) ||
            key->matches(QKeySequence::SelectAll)) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
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

void TranscriptView::Private::copy() const {
    if (!selection.isEmpty())
        QGuiApplication::clipboard()->setText(q.selectedText());
}

void TranscriptView::Private::selectAll() {
    selection = TranscriptSelection::all(column.items());
    q.viewport()->update();
}

void TranscriptView::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    const QUrl link = d->linkAt(viewport()->mapFromGlobal(event->globalPos()));
    QAction* copy = menu.addAction(tr("Copy"), QKeySequence::Copy, this, [this] { d->copy(); });
    copy->setEnabled(!d->selection.isEmpty());
    if (!link.isEmpty())
        menu.addAction(tr("Copy link address"), this,
                       [link] { QGuiApplication::clipboard()->setText(shownTarget(link)); });
    menu.addAction(tr("Select all"), QKeySequence::SelectAll, this, [this] { d->selectAll(); });
    menu.addSeparator();
    const auto foldAll = [this](TranscriptItems::Folding folding) {
        d->column.setAllFolding(folding);
        d->refresh();
    };
    menu.addAction(tr("Unfold all tool calls"), this, [=] { foldAll(TranscriptItems::Folding::Unfolded); });
    menu.addAction(tr("Fold all tool calls"), this, [=] { foldAll(TranscriptItems::Folding::Folded); });
    menu.exec(event->globalPos());
}

} // namespace ax::widgets
