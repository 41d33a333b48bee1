// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/transcript/item_layout.h"
#include "widgets/transcript/text_blocks.h"

#include <QTextLayout>

#include <memory>

namespace ax::widgets {

enum class Frame { None, Box }; ///< Box: one outlined ground under everything (the inside of a tool call)

struct FlowOptions {
    double width = 0;
    Tone tone = Tone::Normal;
    Frame frame = Frame::None;
};

/// A text laid out at its place: a paragraph, a line of code, a cell.
struct FlowBox {
    std::unique_ptr<QTextLayout> layout;
    QPointF position;
    QSizeF size;
    double width = 0; ///< what its lines are broken to
    double pitch = 0; ///< from line to line
    QColor colour;
    qsizetype start = 0;                ///< offset of its first character in the item's plain text
    const StyledText* source = nullptr; ///< for the runs
    qsizetype sourceStart = 0;          ///< where in `source` the box begins
};

struct FlowShape {
    enum class Kind { CodeGround, QuoteBar, Line };
    Kind kind = Kind::Line;
    QRectF rect;
};

struct FlowMarker {
    QString text;
    QRectF rect;
    double baseline = 0;
};

struct FlowCode {
    int block = 0;
    std::size_t firstBox = 0;
    std::size_t boxes = 0;
};

/// Where everything of a text stands.
struct FlowGeometry {
    std::vector<FlowBox> boxes; ///< in reading order
    std::vector<FlowShape> shapes;
    std::vector<FlowMarker> markers;
    std::vector<FlowCode> code;
    double height = 0;
};

/// Lays out blocks, one below the other. `blocks` must stay where it is while the geometry is in use.
FlowGeometry layOutFlow(const Blocks& blocks, const FlowOptions& options, const Style& style);

/// Lays `box` out with the formats of its runs and `extra` (colours of code) on top.
void layOutBox(FlowBox& box, const Style& style, const QList<QTextLayout::FormatRange>& extra = {});

QColor toneColour(Tone tone, const Tokens& tokens);

} // namespace ax::widgets
