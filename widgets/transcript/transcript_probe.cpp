// SPDX-License-Identifier: MIT
#include "widgets/transcript/transcript_probe.h"

#include "widgets/transcript/item_content.h"
#include "widgets/transcript/transcript_view_p.h"

namespace ax::widgets {
namespace {

std::optional<QRect> firstOf(ItemKind kind, const TranscriptColumn& column) {
    for (const auto& place : column.visible()) {
        if (column.items().at(place.index).kind == kind)
            return QRect(column.metrics().textLeft, place.y, column.metrics().textWidth, place.height);
    }
    return std::nullopt;
}

} // namespace

std::optional<QRect> TranscriptProbe::toolCall(int index) const {
    const TranscriptItems& items = m_view.d->column.items();
    const auto id = items.toolCalls().at(static_cast<std::size_t>(index));
    const auto place = m_view.d->column.placeOf(items.indexOf({.turn = id.first, .block = id.second}));
    return place ? std::optional(m_view.d->rectOf(*place)) : std::nullopt;
}

std::optional<QRect> TranscriptProbe::showMore() const {
    return firstOf(ItemKind::More, m_view.d->column);
}

std::optional<QRect> TranscriptProbe::thought() const {
    return firstOf(ItemKind::Thinking, m_view.d->column);
}

std::optional<QRect> TranscriptProbe::link(const QString& address) const {
    TranscriptColumn& column = m_view.d->column;
    for (const auto& place : column.visible()) {
        for (const LinkSpot& spot : column.layout(place.index).links()) {
            if (spot.target.toString() == address)
                return column.layout(place.index)
                    .rectOf(spot.range)
                    .translated(m_view.d->rectOf(place).topLeft())
                    .toAlignedRect();
        }
    }
    return std::nullopt;
}

std::optional<QRect> TranscriptProbe::text(const QString& piece) const {
    TranscriptColumn& column = m_view.d->column;
    for (const auto& place : column.visible()) {
        const qsizetype at = textOf(column.items(), column.items().at(place.index)).indexOf(piece);
        if (at >= 0)
            return column.layout(place.index)
                .rectOf({.begin = at, .end = at + piece.size()})
                .translated(m_view.d->rectOf(place).topLeft())
                .toAlignedRect();
    }
    return std::nullopt;
}

std::optional<int> TranscriptProbe::turnTop(const QString& recordId) const {
    const TranscriptColumn& column = m_view.d->column;
    for (const auto& place : column.visible()) {
        const bool named =
            column.isFirstOfTurn(place.index) &&
            column.items().turn(column.items().at(place.index)).recordId == recordId.toStdString();
        if (named)
            return place.y;
    }
    return std::nullopt;
}

bool TranscriptProbe::isAtEnd() const {
    return m_view.d->column.isAtEnd();
}

bool TranscriptProbe::hasFocus(int toolIndex) const {
    const auto id = m_view.d->column.items().toolCalls().at(static_cast<std::size_t>(toolIndex));
    const auto& focus = m_view.d->focus;
    return focus && focus->link < 0 && focus->key.turn == id.first && focus->key.block == id.second;
}

std::uint64_t TranscriptProbe::layoutsMade() const {
    return m_view.d->column.layoutsMade();
}

int TranscriptProbe::itemCount() const {
    return static_cast<int>(m_view.d->column.items().size());
}

} // namespace ax::widgets
