// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/transcript/text_blocks.h"

namespace ax::widgets {

/// What a line end inside a paragraph means: a space (agents write markdown), or a line end (people type).
enum class LineEnds { Join, Keep };

/// Bounds of one text; what exceeds them is left out, and Markdown::cut says so.
struct MarkdownLimits {
    qsizetype characters = 64 * 1024;
    int blocks = 4000;
    int cells = 2000; ///< of one table
    int columns = 16;
};

struct Markdown {
    Blocks blocks;
    bool cut = false;
};

/// GitHub's markdown as paragraphs of our own. HTML is text like any other; images are links to where they
/// lie, named by their description; nothing is loaded. `text` has been through displayText; what its entities
/// spell goes through it here. Takes any text, time about linear in it. Any thread.
Markdown parseMarkdown(const QString& text, LineEnds lineEnds = LineEnds::Join,
                       const MarkdownLimits& limits = {});

} // namespace ax::widgets
