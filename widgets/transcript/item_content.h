// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/transcript/text_blocks.h"
#include "widgets/transcript/transcript_items.h"

#include <QString>

namespace ax::widgets {

/// The blocks of an item of text (Text, ThinkingBody, ToolBody), parsed from its slice; none for other kinds.
Blocks blocksOf(const TranscriptItems& items, const Item& item);

/// The plain text of any item: what selection, copying and search count in. For items of text it is
/// plainText(blocksOf(item)).
QString textOf(const TranscriptItems& items, const Item& item);

/// The one line of items that are no text: a thought's head, a notice, what is left out, "Show more".
QString lineOf(const TranscriptItems& items, const Item& item);

} // namespace ax::widgets
