// SPDX-License-Identifier: MIT
#include "widgets/transcript/transcript_view_p.h"
#include "widgets/transcript/turn_facts.h"

#include <QFontMetricsF>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace ax::widgets {
namespace {

constexpr int Margin = 16;

} // namespace

void TranscriptView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    d->paint(painter, event->rect());
}

void TranscriptView::Private::paint(QPainter& painter, const QRect& dirty) {
    const Tokens& tokens = theme.tokens();
    painter.fillRect(dirty, tokens.base);
    if (column.items().size() == 0) {
        painter.setFont(column.style().typography.text);
        painter.setPen(tokens.muted);
        painter.drawText(q.viewport()->rect().adjusted(Margin, 0, -Margin, 0),
                         Qt::AlignCenter | Qt::TextWordWrap, message);
        return;
    }
    for (const auto& place : column.visible()) {
        const QRect rect = rectOf(place);
        if (rect.bottom() >= dirty.top() && rect.top() <= dirty.bottom()) {
            painter.save();
            painter.translate(rect.topLeft());
            const QRectF clip = QRectF(dirty).translated(-rect.topLeft());
            column.layout(place.index).paint(painter, clip, marksOf(place.index));
            painter.restore();
        }
        if (column.isFirstOfTurn(place.index))
            paintMargins(painter, place);
    }
}

QRect TranscriptView::Private::rectOf(const TranscriptColumn::Place& place) const {
    const ColumnMetrics& metrics = column.metrics();
    return {metrics.textLeft, place.y, metrics.textWidth, place.height};
}

/// Where the turn that begins at `index` ends, as far as it is in sight.
int TranscriptView::Private::turnBottom(std::size_t index) const {
    const int turn = column.items().at(index).key.turn;
    int bottom = 0;
    for (const auto& place : column.visible()) {
        if (place.index >= index && column.items().at(place.index).key.turn == turn)
            bottom = place.y + place.height;
    }
    return bottom;
}

void TranscriptView::Private::paintMargins(QPainter& painter, const TranscriptColumn::Place& place) {
    const TranscriptItems& items = column.items();
    const Turn& turn = items.turn(items.at(place.index));
    const ColumnMetrics& metrics = column.metrics();
    const Typography& type = column.style().typography;
    if (turn.role == TurnRole::Notice)
        return;
    const double baseline = place.y + column.layout(place.index).baseline();
    if (column.showsSpeaker(place.index)) {
        const QFontMetricsF font(type.text);
        const double width = metrics.speakerWidth > 0 ? metrics.speakerWidth : metrics.textWidth;
        const QString name = turn.role == TurnRole::User ? TranscriptView::tr("You") : agentName;
        const QString speaker = font.elidedText(name, Qt::ElideRight, width);
        painter.setFont(type.text);
        painter.setPen(theme.tokens().muted);
        if (metrics.speakerWidth > 0)
            painter.drawText(QPointF(Margin + width - font.horizontalAdvance(speaker), baseline), speaker);
        else
            painter.drawText(QPointF(Margin, baseline - type.linePitch), speaker);
    }
    if (metrics.factsRight > 0)
        paintFacts(painter, baseline, place.index);
}

/// Time, and tokens with their cost: below each other where the turn is high enough, else side by side.
void TranscriptView::Private::paintFacts(QPainter& painter, double baseline, std::size_t index) const {
    const TranscriptItems& items = column.items();
    const auto number = static_cast<std::size_t>(items.at(index).key.turn);
    const Turn& turn = items.excerpt()->turns[number];
    const Turn* before = number > 0 ? &items.excerpt()->turns[number - 1] : nullptr;
    const bool newDay = before == nullptr || !sameDay(*before, turn);
    const bool repeated = before != nullptr && !column.showsSpeaker(index) && sameMinute(*before, turn);
    const QString time = repeated ? QString() : turnTime(turn, newDay ? DayPart::Shown : DayPart::Hidden);
    QString tokens = turnTokens(turn);
    if (const QString cost = turnCost(turn); !tokens.isEmpty() && !cost.isEmpty())
        tokens += QStringLiteral(" · ") + cost;

    const Typography& type = column.style().typography;
    const QFontMetricsF font(type.secondary);
    painter.setFont(type.secondary);
    painter.setPen(theme.tokens().muted);
    const auto put = [&](const QString& text, double y) {
        painter.drawText(QPointF(column.metrics().factsRight - font.horizontalAdvance(text), y), text);
    };
    const double second = baseline + type.linePitch;
    const QString both = tokens + QStringLiteral(" · ") + time;
    const double room =
        column.metrics().factsRight - column.metrics().textLeft - column.metrics().textWidth - Margin;
    if (time.isEmpty() || tokens.isEmpty()) {
        put(time + tokens, baseline);
    } else if (second <= turnBottom(index)) {
        put(time, baseline);
        put(tokens, second);
    } else {
        put(font.horizontalAdvance(both) <= room ? both : time, baseline);
    }
}

Marks TranscriptView::Private::marksOf(std::size_t index) {
    const Item& item = column.items().at(index);
    Marks marked;
    marked.selection = selection.isEmpty() ? TextRange() : selection.within(item.key);
    marked.hits = marks.hitsIn(column.items(), item);
    if (marks.current && marks.current->key == item.key)
        marked.currentHit = marks.current->range;
    marked.hovered = hovered == item.key;
    if (focus && focus->key == item.key && q.hasFocus()) {
        marked.focused = focus->link < 0;
        if (focus->link >= 0)
            marked.focusedLink = focus->link;
    }
    return marked;
}

void TranscriptView::Private::update(const ItemKey& key) {
    const std::size_t index = column.items().indexOf(key);
    if (const auto place = column.placeOf(index))
        q.viewport()->update(rectOf(*place).adjusted(-8, -2, 8, 2));
}

} // namespace ax::widgets
