// SPDX-License-Identifier: MIT
// The window on a long transcript and the scroll bar over all of it. Part of TranscriptView.
#include "widgets/transcript/transcript_view_p.h"

#include <QApplication>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

namespace ax::widgets {
namespace {

constexpr int ScreensAhead = 2;    // how near an edge may come before the next window is asked for
constexpr int ScreensWalked = 3;   // so far the scroll bar's way is walked, not jumped
constexpr double LongestBar = 1e9; // a scroll bar counts in int
constexpr double WheelStep = 120;  // QWheelEvent: eighths of a degree in one notch

} // namespace

/// Whether the window is one that was asked for, or holds what is seen.
bool TranscriptView::Private::takesWindow(const TranscriptWindow& next) const {
    if (!window.excerpt || window.excerpt->turns.empty() || next.isWhole())
        return true;
    if (next.end < window.end) // cut short or replaced
        return true;
    if (wanted && wanted->kind == Place::Kind::End && next.reachesEnd())
        return true;
    if (wanted && wanted->position >= next.from && wanted->position <= next.to)
        return true;
    if (column.isAtEnd() && next.reachesEnd())
        return true;
    const auto [from, to] = column.seenPositions();
    return from >= next.from && from < std::max(next.to, next.from + 1) && to <= next.to;
}

void TranscriptView::Private::goTo(const Place& place) {
    wanted = place;
    wanted->position = std::min(place.position, window.end);
    goWhereWanted();
    if (wanted && wanted->kind == Place::Kind::End)
        Q_EMIT q.endWanted();
    else if (wanted)
        Q_EMIT q.windowWanted(wanted->position, wanted->position);
    refresh();
}

/// Goes to the place that is wanted if the window holds it.
void TranscriptView::Private::goWhereWanted() {
    if (!wanted || !window.excerpt)
        return;
    const Place place = *wanted;
    if (place.kind == Place::Kind::End) {
        if (!window.reachesEnd())
            return;
        wanted.reset();
        column.scrollToEnd();
        return;
    }
    const std::uint64_t position = std::min(place.position, window.end);
    const bool behind = position >= window.to && !window.reachesEnd();
    if (behind || !column.turnAt(position))
        return;
    wanted.reset();
    if (place.kind == Place::Kind::Match)
        showTarget(place.target);
    else if (position == 0)
        column.scrollTo(0);
    else
        column.scrollToPosition(position);
}

void TranscriptView::Private::askForMore() {
    if (wanted || window.isWhole() || !window.excerpt)
        return;
    const int height = std::max(1, q.viewport()->height());
    const int above = column.scrollPosition();
    const int below = column.contentHeight() - above - height;
    const bool earlier = !window.reachesStart() && above < ScreensAhead * height;
    const bool later = !window.reachesEnd() && below < ScreensAhead * height;
    const Asked now{.seen = column.seenPositions(), .end = window.end};
    if ((!earlier && !later) || now == asked)
        return;
    asked = now;
    Q_EMIT q.windowWanted(now.seen.first, now.seen.second);
}

/// A whole conversation is measured in pixels. Of a long one only a part has heights; its bar measures the
/// position in the transcript, in steps that are about pixels.
void TranscriptView::Private::syncScrollBar() {
    QScrollBar& bar = *q.verticalScrollBar();
    if (bar.isSliderDown() && !window.isWhole())
        return; // it stays under the hand that holds it
    const int page = std::max(1, q.viewport()->height());
    int length = column.contentHeight();
    int value = column.scrollPosition();
    if (!window.isWhole()) {
        if (pixelsByPosition <= 0)
            pixelsByPosition = column.contentHeight() /
                               static_cast<double>(std::max<std::uint64_t>(1, window.to - window.from));
        const auto end = static_cast<double>(std::max<std::uint64_t>(1, window.end));
        length = static_cast<int>(std::clamp(pixelsByPosition * end, 4.0 * page, LongestBar));
        const auto place = static_cast<double>(
            wanted && wanted->kind != Place::Kind::End ? wanted->position : column.topPosition());
        const bool atEnd = column.isAtEnd() || (wanted && wanted->kind == Place::Kind::End);
        value = atEnd ? length - page : static_cast<int>(place / end * (length - page));
    }
    syncing = true;
    bar.setPageStep(page);
    bar.setSingleStep(column.style().typography.linePitch);
    bar.setRange(0, std::max(0, length - page));
    bar.setValue(value);
    syncing = false;
    barValue = bar.value();
}

void TranscriptView::Private::followScrollBar() {
    const QScrollBar& bar = *q.verticalScrollBar();
    const int way = bar.value() - barValue;
    barValue = bar.value();
    // Near by, heights are true and the way is walked; far away, the bar's estimate is as good as any.
    if (bar.value() == bar.maximum() && way > 0) {
        goTo({.kind = Place::Kind::End});
    } else if (std::abs(way) <= ScreensWalked * q.viewport()->height()) {
        scrollBy(way);
    } else if (window.isWhole()) {
        column.scrollTo(bar.value());
        refresh();
    } else {
        const double part = static_cast<double>(bar.value()) / std::max(1, bar.maximum());
        goTo({.kind = Place::Kind::Top,
              .position = static_cast<std::uint64_t>(part * static_cast<double>(window.end))});
    }
}

void TranscriptView::scrollContentsBy(int, int) {
    if (!d->syncing)
        d->followScrollBar();
}

void TranscriptView::wheelEvent(QWheelEvent* event) {
    const bool plain = event->angleDelta().x() == 0 && event->modifiers() == Qt::NoModifier;
    if (d->window.isWhole() || !plain)
        return QAbstractScrollArea::wheelEvent(event);
    // In pixels: the bar's steps are not quite that.
    const double lines = event->angleDelta().y() / WheelStep * QApplication::wheelScrollLines();
    const int pixels = event->pixelDelta().isNull() ? qRound(lines * verticalScrollBar()->singleStep())
                                                    : event->pixelDelta().y();
    d->scrollBy(-pixels);
    event->accept();
}

} // namespace ax::widgets
