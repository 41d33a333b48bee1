// SPDX-License-Identifier: MIT
#include "widgets/transcript/transcript_selection.h"

#include "widgets/transcript/item_content.h"

#include <algorithm>
#include <limits>

namespace ax::widgets {

TextRange TranscriptSelection::within(const ItemKey& key) const {
    const TextPosition from = first();
    const TextPosition to = last();
    if (key < from.key || key > to.key)
        return {};
    return {.begin = key == from.key ? from.offset : 0,
            .end = key == to.key ? to.offset : std::numeric_limits<qsizetype>::max()};
}

QString TranscriptSelection::text(const TranscriptItems& items) const {
    QString text;
    if (isEmpty())
        return text;
    const TextPosition to = last();
    int turn = first().key.turn;
    for (std::size_t i = items.indexOf(first().key); i < items.size() && items.at(i).key <= to.key; ++i) {
        const Item& item = items.at(i);
        const TextRange range = within(item.key);
        const QString whole = textOf(items, item);
        const qsizetype begin = std::min(range.begin, whole.size());
        const QString part = whole.mid(begin, std::min(range.end, whole.size()) - begin);
        if (!text.isEmpty() && !part.isEmpty())
            text += item.key.turn == turn ? QStringLiteral("\n") : QStringLiteral("\n\n");
        text += part;
        turn = item.key.turn;
    }
    return text;
}

void TranscriptSelection::follow(const TranscriptItems::Change& change) {
    for (TextPosition* position : {&anchor, &cursor}) {
        const auto key = change.moved(position->key);
        if (!key) {
            *this = {};
            return;
        }
        position->key = *key;
    }
}

TranscriptSelection TranscriptSelection::all(const TranscriptItems& items) {
    if (items.size() == 0)
        return {};
    const Item& last = items.at(items.size() - 1);
    return {.anchor = {.key = items.at(0).key, .offset = 0},
            .cursor = {.key = last.key, .offset = textOf(items, last).size()}};
}

} // namespace ax::widgets
