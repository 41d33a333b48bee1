// SPDX-License-Identifier: MIT
// Marking what is looked for and going to a match. Part of TranscriptView.
#include "widgets/transcript/transcript_view_p.h"

#include <algorithm>

namespace ax::widgets {
namespace {

constexpr int Margin = 16;
constexpr int TurnsBack = 8; // a result stands behind its call's turn, and is shown in it

} // namespace

void TranscriptView::setMarked(const TextQuery& query) {
    d->marks.look(query);
    viewport()->update();
}

void TranscriptView::showPosition(const Target& target, const TextQuery& query) {
    d->marks.look(query);
    d->goTo({.kind = Private::Place::Kind::Match, .position = target.position, .target = target});
}

void TranscriptView::Private::showTarget(const Target& target) {
    const auto place = column.turnAt(target.position);
    if (!place)
        return;
    marks.current.reset();
    const auto& turns = window.excerpt->turns;
    for (int turn = *place; turn >= 0 && turn > *place - TurnsBack; --turn) {
        const Turn& candidate = turns[static_cast<std::size_t>(turn)];
        const std::size_t ordinal = target.matchesSince ? target.matchesSince(candidate.position) : 0;
        const auto match = marks.match(candidate, ordinal);
        if (!match)
            continue;
        const auto item = itemWith(turn, *match);
        if (!item)
            continue;
        const TurnBlock& block = candidate.blocks[static_cast<std::size_t>(match->block)];
        const TextSlice& slice = item->slice;
        const std::size_t before = marks.countIn(block, slice.begin, match->begin);
        const auto& ranges = marks.hitsIn(column.items(), *item);
        // What a tool was given, or the change it made, stands above what it said.
        const std::size_t said = marks.countIn(block, slice.begin, slice.begin + slice.length);
        const std::size_t above = ranges.size() - std::min(said, ranges.size());
        const TextRange range =
            ranges.empty() ? TextRange() : ranges[std::min(above + before, ranges.size() - 1)];
        if (!ranges.empty())
            marks.current = {.key = item->key, .range = range};
        return showRange(column.items().indexOf(item->key), range);
    }
    const std::size_t index = column.items().indexOf({.turn = *place});
    if (index < column.items().size())
        column.scrollItemTo(index, Margin);
}

/// The item that shows this byte of the turn, unfolded and shown as far as it takes.
std::optional<Item> TranscriptView::Private::itemWith(int turn, const RawMatch& match) {
    const TranscriptItems::BlockId id{turn, match.block};
    const TurnBlock& block =
        window.excerpt->turns[static_cast<std::size_t>(turn)].blocks[static_cast<std::size_t>(match.block)];
    const bool folds = std::holds_alternative<ToolCall>(block);
    if (folds && !column.items().isUnfolded(id))
        column.setFolding(id, TranscriptItems::Folding::Unfolded);
    column.showUntil(id, match.begin);
    const ItemKey wantedKey{
        .turn = turn, .block = match.block, .part = folds ? 1 : 0, .begin = match.begin + 1};
    const std::size_t behind = column.items().indexOf(wantedKey);
    if (behind == 0)
        return std::nullopt;
    const Item& item = column.items().at(behind - 1);
    return item.key.turn == turn && item.key.block == match.block ? std::optional(item) : std::nullopt;
}

/// Brings a part of an item to the middle, unless it is well in sight.
void TranscriptView::Private::showRange(std::size_t index, TextRange range) {
    if (index >= column.items().size() || !q.isVisible())
        return;
    column.settle();
    if (!column.placeOf(index)) {
        column.scrollItemTo(index, 0);
        column.settle();
    }
    const auto place = column.placeOf(index);
    if (!place)
        return;
    const QRectF rect = column.layout(index).rectOf(range).translated(0, place->y);
    const int height = q.viewport()->height();
    if (rect.top() < Margin || rect.bottom() > height - Margin)
        column.scrollItemTo(index, height / 2 - static_cast<int>(rect.top() - place->y));
}

} // namespace ax::widgets
