// SPDX-License-Identifier: MIT
#include "widgets/transcript/transcript_view_p.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>

#include <algorithm>

namespace ax::widgets {
namespace {

constexpr int Margin = 16;

} // namespace

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

void TranscriptView::Private::copy() const {
    if (!selection.isEmpty())
        QGuiApplication::clipboard()->setText(q.selectedText());
}

void TranscriptView::Private::selectAll() {
    selection = TranscriptSelection::all(column.items());
    q.viewport()->update();
}

} // namespace ax::widgets
