// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/turn.h"
#include "widgets/transcript/text_blocks.h"

#include <QString>

#include <string_view>

namespace ax::widgets {

/// What the one line of a tool call says. Harmless for display.
struct ToolFacts {
    QString name;
    QString summary;
    ToolOutcome outcome = ToolOutcome::Pending;
    int added = 0; ///< lines, of an edit
    int removed = 0;
    qsizetype lines = 0; ///< of the output
    bool isEdit = false;
};

/// Reads the output once; an edit is compared within the bounds of lineDiff.
ToolFacts toolFacts(const ToolCall& call);

/// Name and summary as the line shows and search counts them.
QString toolLine(const ToolCall& call);

/// What stands right of the summary in words: "212 lines", "failed", "no result yet"; empty for an edit that
/// succeeded (its counts say it).
QString outcomeText(const ToolFacts& facts);

/// Lines of a text, whether or not the last one is ended.
qsizetype lineCount(std::string_view text);

/// What a call unfolds to: what it was given beyond the summary, then the edit as a difference or a slice of
/// the output.
Blocks toolBody(const ToolCall& call, std::size_t outputBegin, std::size_t outputLength);

/// `name: value` lines of a tool's JSON input without what the summary says already; the text itself when it
/// is no object. Bounded.
QString inputText(const std::string& json, const std::string& summary);

} // namespace ax::widgets
