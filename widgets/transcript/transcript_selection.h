// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/transcript/item_layout.h"
#include "widgets/transcript/transcript_items.h"

#include <QString>

#include <compare>

namespace ax::widgets {

/// A character of the conversation, named so that it survives what comes above and below it.
struct TextPosition {
    ItemKey key;
    qsizetype offset = 0;
    friend auto operator<=>(const TextPosition&, const TextPosition&) = default;
};

/// What is selected, from where the selection began to where it was drawn.
struct TranscriptSelection {
    TextPosition anchor;
    TextPosition cursor;

    bool isEmpty() const { return anchor == cursor; }
    TextPosition first() const { return std::min(anchor, cursor); }
    TextPosition last() const { return std::max(anchor, cursor); }

    /// The part that lies in one item; its end may lie beyond the item's text.
    TextRange within(const ItemKey& key) const;
    /// The selected text: items on lines of their own, turns a blank line apart.
    QString text(const TranscriptItems& items) const;
    /// The turns have moved; a selection of which an end is gone is empty.
    void follow(const TranscriptItems::Change& change);
    static TranscriptSelection all(const TranscriptItems& items);
};

} // namespace ax::widgets
