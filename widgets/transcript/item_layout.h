// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"
#include "widgets/transcript/typography.h"

#include <QRectF>
#include <QString>
#include <QUrl>

#include <optional>
#include <vector>

class QPainter;

namespace ax::widgets {

class CodeColours;

/// What layouts are made with. Outlives them.
struct Style {
    const Theme& theme;
    Typography typography;
    double pixelRatio = 1;
};

/// Characters of an item's plain text.
struct TextRange {
    qsizetype begin = 0;
    qsizetype end = 0;
    bool isEmpty() const { return begin >= end; }
};

/// What of an item is marked while it is painted.
struct Marks {
    TextRange selection;
    std::vector<TextRange> hits;
    std::optional<TextRange> currentHit;
    bool hovered = false;
    bool focused = false;           ///< the item itself has the keyboard
    std::optional<int> focusedLink; ///< a link of it has
};

/// A place that acts: where it is, and where it leads.
struct LinkSpot {
    TextRange range;
    QUrl target;
};

/// What a step of colouring code came to.
enum class Colouring {
    Nothing, ///< there was nothing to colour
    Done,
    Going,   ///< there is more to do
    Waiting, ///< for CodeColours to be ready
};

/// One item of the column laid out to a width: it knows its height, paints itself at the painter's origin and
/// tells which character is where. Positions are relative to its top left corner, offsets count its plain
/// text. GUI thread.
class ItemLayout {
public:
    ItemLayout() = default;
    ItemLayout(const ItemLayout&) = delete;
    ItemLayout& operator=(const ItemLayout&) = delete;
    virtual ~ItemLayout() = default;

    virtual int height() const = 0;
    /// Of the first line: the words in the margins stand on it.
    virtual double baseline() const = 0;
    /// `clip` is what needs painting, in the item's coordinates.
    virtual void paint(QPainter& painter, const QRectF& clip, const Marks& marks) const = 0;

    virtual qsizetype offsetAt(QPointF) const { return 0; }
    virtual QRectF rectOf(TextRange) const { return {}; }
    /// Characters that a double click selects: the word at an offset.
    virtual TextRange wordAt(qsizetype offset) const { return {offset, offset}; }
    virtual std::vector<LinkSpot> links() const { return {}; }
    virtual QUrl linkAt(QPointF) const { return {}; }
    /// The whole block of code under a point; empty where there is none.
    virtual QString codeAt(QPointF) const { return {}; }
    /// Does a little of the work that may come after the first paint.
    virtual Colouring colourMore(CodeColours&) { return Colouring::Nothing; }
};

} // namespace ax::widgets
