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
    showTurn(turn);
}

/// The same for what a person wrote.
void TranscriptView::Private::goToPrompt(int step) {
    if (column.visible().empty())
        return;
    const auto& turns = window.excerpt->turns;
    const auto& top = column.visible().front();
    int turn = column.items().at(top.index).key.turn;
    if (step > 0 || top.y >= 0)
        turn += step;
    const auto isPrompt = [&](int index) {
        return turns[static_cast<std::size_t>(index)].role == TurnRole::User;
    };
    while (turn >= 0 && turn < static_cast<int>(turns.size()) && !isPrompt(turn))
        turn += step;
    showTurn(turn);
}

/// Puts a turn to the top; before the first and behind the last one are the edges of the window.
void TranscriptView::Private::showTurn(int turn) {
    wanted.reset();
    const std::size_t index = turn <= 0 ? 0 : column.items().indexOf({.turn = turn});
    if (turn <= 0)
        column.scrollTo(0);
    else if (index < column.items().size())
        column.scrollItemTo(index, 8);
    else if (window.reachesEnd())
        column.scrollToEnd();
    else
        column.scrollBy(column.contentHeight());
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
        goTo({.kind = Place::Kind::Top, .position = 0});
        return true;
    case Qt::Key_End:
        goTo({.kind = Place::Kind::End});
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
    case Qt::Key_F3:
        Q_EMIT q.findStepWanted(!shift);
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

/// Letters mean what is printed on them, whatever keys and modifiers it takes to type them.
bool TranscriptView::Private::pressedLetter(const QString& letter, Qt::KeyboardModifiers modifiers) {
    if (letter.size() != 1)
        return false;
    const bool shift = modifiers.testFlag(Qt::ShiftModifier);
    switch (letter[0].toLower().unicode()) {
    case u'n':
        if (marks.isOn())
            Q_EMIT q.findStepWanted(!shift);
        else
            goToTurn(shift ? -1 : 1);
        return true;
    case u'p':
    case u'{':
        goToTurn(-1);
        return true;
    case u'}':
        goToTurn(1);
        return true;
    case u'o':
        actOnFocus();
        return true;
    case u'u':
        q.setAllFolding(Folding::Expanded);
        return true;
    case u'f':
        q.setAllFolding(Folding::Folded);
        return true;
    case u'/':
        Q_EMIT q.findBarWanted();
        return true;
    default:
        return false;
    }
}

void TranscriptView::keyPressEvent(QKeyEvent* event) {
    const auto modifiers = event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier);
    const bool upOrDown = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    if (event->matches(QKeySequence::Copy)) {
        d->copy();
    } else if (event->matches(QKeySequence::SelectAll)) {
        d->selectAll();
    } else if (event->matches(QKeySequence::Find)) {
        Q_EMIT findBarWanted();
    } else if (modifiers == Qt::AltModifier && upOrDown) {
        d->goToPrompt(event->key() == Qt::Key_Up ? -1 : 1);
    } else {
        // Some keyboards have braces behind AltGr, which is Ctrl and Alt to some systems.
        const bool command = modifiers == Qt::ControlModifier || modifiers == Qt::AltModifier ||
                             modifiers.testFlag(Qt::MetaModifier);
        const bool taken = (!command && d->pressedLetter(event->text(), event->modifiers())) ||
                           (modifiers == Qt::NoModifier && d->pressed(event->key(), event->modifiers()));
        event->setAccepted(taken);
    }
}

bool TranscriptView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        // Single letters are ours while we have the keyboard, whatever the window does with them elsewhere.
        auto* key = static_cast<QKeyEvent*>(event);
        const bool plain = (key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
        const bool letter =
            plain && key->text().size() == 1 && QStringLiteral("nNp{}ouf/").contains(key->text());
        if (letter || key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll) ||
            key->matches(QKeySequence::Find) || (plain && key->key() == Qt::Key_F3)) {
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
