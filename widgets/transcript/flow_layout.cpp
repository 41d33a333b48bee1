// SPDX-License-Identifier: MIT
#include "widgets/transcript/flow_layout.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <span>

namespace ax::widgets {
namespace {

constexpr double ListIndent = 24;
constexpr double QuoteIndent = 16;
constexpr double QuoteBarWidth = 2;
constexpr double MarkerGap = 8;
constexpr double CodePadding = 8;
constexpr double CodeSidePadding = 12;
constexpr double ParagraphGap = 8;
constexpr double TightGap = 4;
constexpr double HeadingGap = 16;
constexpr double ColumnGap = 16;
constexpr double CellPadding = 4;
constexpr double MinimumColumn = 32;

enum class Direction { FromText, LeftToRight };

/// Breaks a text into lines a pitch apart (further where a glyph needs it), each centred in its pitch.
void breakLines(FlowBox& box) {
    QTextLayout& layout = *box.layout;
    layout.beginLayout();
    double y = 0;
    double widest = 0;
    while (true) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(box.width);
        const double advance = std::max(box.pitch, std::ceil(line.height()));
        line.setPosition({0, y + std::floor((advance - line.height()) / 2)});
        y += advance;
        widest = std::max(widest, line.naturalTextWidth());
    }
    layout.endLayout();
    box.size = {widest, y};
}

class Flow {
public:
    Flow(const Blocks& blocks, const FlowOptions& options, const Style& style)
        : m_blocks(blocks), m_options(options), m_style(style), m_tokens(style.theme.tokens()) {}

    FlowGeometry run() {
        const auto units = textUnits(m_blocks);
        const double inset = m_options.frame == Frame::Box ? CodePadding : 0;
        m_y = inset;
        for (std::size_t i = 0; i < units.size();) {
            const auto first = i;
            const int block = units[i].block;
            while (i < units.size() && units[i].block == block)
                ++i;
            addBlock(m_blocks[static_cast<std::size_t>(block)], block,
                     Units(units).subspan(first, i - first));
        }
        m_geometry.height = std::ceil(m_y + inset);
        return std::move(m_geometry);
    }

private:
    using Units = std::span<const TextUnit>;

    double gapBefore(const Block& block, int index) const {
        if (index == 0)
            return 0;
        const Block& previous = m_blocks[static_cast<std::size_t>(index) - 1];
        if (block.closeToPrevious)
            return TightGap;
        if (block.kind == Block::Kind::Heading)
            return HeadingGap;
        if (previous.kind == Block::Kind::Heading)
            return TightGap;
        return ParagraphGap;
    }

    void addBlock(const Block& block, int index, Units units) {
        const double gap = gapBefore(block, index);
        m_y += gap;
        const double top = m_y;
        const bool rightToLeft = block.kind != Block::Kind::Code && block.content.text.isRightToLeft();
        const double indent = QuoteIndent * block.quoteDepth + ListIndent * block.listDepth;
        // However deep the nesting, a column stays that can be read.
        const double inner = std::max(m_options.width - indent, std::min(m_options.width, 120.0));
        m_left = rightToLeft ? 0 : m_options.width - inner;
        m_width = inner;
        switch (block.kind) {
        case Block::Kind::Code:
            addCode(block, index, units.front());
            break;
        case Block::Kind::Table:
            addTable(block, units);
            break;
        case Block::Kind::Rule:
            skip(units.front());
            m_geometry.shapes.push_back({FlowShape::Kind::Line, {m_left, m_y + 4, m_width, 1}});
            m_y += 9;
            break;
        default:
            addText(block, units.front(), rightToLeft);
            break;
        }
        addQuoteBars(block, top, index, gap, rightToLeft);
    }

    /// Bars of the same quote join across the gap between its blocks.
    void addQuoteBars(const Block& block, double top, int index, double gap, bool rightToLeft) {
        const int before = index == 0 ? 0 : m_blocks[static_cast<std::size_t>(index) - 1].quoteDepth;
        for (int depth = 0; depth < block.quoteDepth; ++depth) {
            const double from = depth < before ? top - gap : top;
            const double x =
                rightToLeft ? m_options.width - QuoteIndent * depth - QuoteBarWidth : QuoteIndent * depth;
            m_geometry.shapes.push_back({FlowShape::Kind::QuoteBar, {x, from, QuoteBarWidth, m_y - from}});
        }
    }

    void skip(const TextUnit& unit) {
        m_offset += unit.before.size() + (unit.text != nullptr ? unit.text->text.size() : 0);
    }

    FlowBox makeBox(const TextUnit& unit, const QString& text, const QFont& font, const QColor& colour,
                    Direction direction, Qt::Alignment alignment = Qt::AlignLeft) const {
        FlowBox box;
        box.layout = std::make_unique<QTextLayout>(text, font);
        box.layout->setCacheEnabled(true);
        box.colour = colour;
        box.source = unit.text;
        const bool reversed = direction == Direction::FromText && text.isRightToLeft();
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        option.setTextDirection(reversed ? Qt::RightToLeft : Qt::LeftToRight);
        if (reversed && alignment == Qt::AlignLeft)
            alignment = Qt::AlignRight;
        option.setAlignment(alignment | Qt::AlignAbsolute);
        if (direction == Direction::LeftToRight)
            option.setTabStopDistance(4 * QFontMetricsF(font).horizontalAdvance(u' '));
        box.layout->setTextOption(option);
        return box;
    }

    QColor colourOf(const Block& block) const {
        const bool quiet = m_options.tone == Tone::Muted || block.quoteDepth > 0;
        return quiet ? m_tokens.muted : m_tokens.text;
    }

    void addText(const Block& block, const TextUnit& unit, bool rightToLeft) {
        m_offset += unit.before.size();
        const bool heading = block.kind == Block::Kind::Heading;
        const Typography& type = m_style.typography;
        FlowBox box = makeBox(unit, unit.text->text, heading ? type.heading(block.level) : type.text,
                              colourOf(block), Direction::FromText);
        box.start = m_offset;
        box.position = {m_left, m_y};
        box.width = m_width;
        box.pitch = heading ? type.headingPitch(block.level) : type.linePitch;
        layOutBox(box, m_style);
        addMarker(block, box.pitch, rightToLeft);
        m_y += box.size.height();
        m_offset += unit.text->text.size();
        m_geometry.boxes.push_back(std::move(box));
    }

    void addMarker(const Block& block, double pitch, bool rightToLeft) {
        if (block.marker.isEmpty())
            return;
        const double width = QFontMetricsF(m_style.typography.text).horizontalAdvance(block.marker) + 1;
        const QFontMetricsF metrics(m_style.typography.text);
        const double baseline = m_y + std::floor((pitch - metrics.height()) / 2) + metrics.ascent();
        FlowMarker marker{.text = block.marker, .rect = {0, m_y, width, pitch}, .baseline = baseline};
        if (rightToLeft)
            marker.rect.moveLeft(m_left + m_width + MarkerGap);
        else
            marker.rect.moveRight(m_left - MarkerGap);
        m_geometry.markers.push_back(std::move(marker));
    }

    void addCode(const Block& block, int index, const TextUnit& unit) {
        m_offset += unit.before.size();
        const bool framed = m_options.frame == Frame::Box;
        const double top = m_y;
        const double padding = framed ? 0 : CodePadding;
        addMarker(block, m_style.typography.linePitch + 2 * padding, false);
        m_y += padding;
        const QString& code = unit.text->text;
        FlowCode lines{.block = index, .firstBox = m_geometry.boxes.size(), .boxes = 0};
        for (qsizetype begin = 0; begin <= code.size();) {
            qsizetype end = code.indexOf(u'\n', begin);
            end = end < 0 ? code.size() : end;
            FlowBox box = makeBox(unit, code.mid(begin, end - begin), m_style.typography.mono,
                                  colourOf(block), Direction::LeftToRight);
            box.start = m_offset + begin;
            box.sourceStart = begin;
            box.position = {m_left + CodeSidePadding, m_y};
            box.width = std::max(40.0, m_width - 2 * CodeSidePadding);
            box.pitch = m_style.typography.monoPitch;
            layOutBox(box, m_style);
            m_y += box.size.height();
            m_geometry.boxes.push_back(std::move(box));
            begin = end + 1;
        }
        m_y += padding;
        lines.boxes = m_geometry.boxes.size() - lines.firstBox;
        m_geometry.code.push_back(lines);
        if (!framed)
            m_geometry.shapes.push_back({FlowShape::Kind::CodeGround, {m_left, top, m_width, m_y - top}});
        m_offset += code.size();
    }

    void addTable(const Block& block, Units units);
    std::vector<double> columnWidths(std::span<const FlowBox> cells, Units units) const;

    const Blocks& m_blocks;
    const FlowOptions m_options;
    const Style& m_style;
    const Tokens& m_tokens;
    FlowGeometry m_geometry;
    double m_y = 0;
    double m_left = 0;
    double m_width = 0;
    qsizetype m_offset = 0;
};

/// What each column wants, and when that is too much: small columns keep their width, large ones share the
/// rest.
std::vector<double> Flow::columnWidths(std::span<const FlowBox> cells, Units units) const {
    std::vector<double> widths;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto column = static_cast<std::size_t>(units[i].column);
        if (column >= widths.size())
            widths.resize(column + 1, MinimumColumn);
        widths[column] = std::max(widths[column], std::ceil(cells[i].size.width()) + 1);
    }
    double room = m_width - ColumnGap * static_cast<double>(widths.size() - 1);
    std::vector<double> sorted = widths;
    std::ranges::sort(sorted);
    double limit = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        limit = room / static_cast<double>(sorted.size() - i);
        if (sorted[i] > limit)
            break;
        room -= sorted[i];
        limit = sorted[i];
    }
    for (double& width : widths)
        width = std::max(MinimumColumn, std::min(width, std::floor(limit)));
    return widths;
}

void Flow::addTable(const Block& block, Units units) {
    if (block.rows.empty() || units.empty())
        return;
    constexpr double Unbounded = 1e6;
    const Typography& type = m_style.typography;
    std::vector<FlowBox> cells;
    for (const TextUnit& unit : units) {
        const TableCell& cell =
            block.rows[static_cast<std::size_t>(unit.row)][static_cast<std::size_t>(unit.column)];
        QFont font = type.text;
        if (unit.row == 0)
            font.setWeight(QFont::DemiBold);
        FlowBox box =
            makeBox(unit, unit.text->text, font, colourOf(block), Direction::FromText, cell.alignment);
        m_offset += unit.before.size();
        box.start = m_offset;
        m_offset += unit.text->text.size();
        box.width = Unbounded;
        box.pitch = type.linePitch;
        layOutBox(box, m_style);
        cells.push_back(std::move(box));
    }
    const std::vector<double> widths = columnWidths(cells, units);
    double total = -ColumnGap;
    for (const double width : widths)
        total += width + ColumnGap;
    double x = m_left;
    double rowHeight = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        FlowBox& cell = cells[i];
        const double width = widths[static_cast<std::size_t>(units[i].column)];
        if (units[i].column == 0)
            x = m_left;
        cell.width = width;
        breakLines(cell);
        cell.position = {x, m_y + CellPadding};
        x += width + ColumnGap;
        rowHeight = std::max(rowHeight, cell.size.height() + 2 * CellPadding);
        const bool rowEnds = i + 1 == cells.size() || units[i + 1].row != units[i].row;
        m_geometry.boxes.push_back(std::move(cell));
        if (rowEnds) {
            m_y += rowHeight;
            rowHeight = 0;
            if (i + 1 < cells.size()) {
                m_geometry.shapes.push_back(
                    {FlowShape::Kind::Line, {m_left, m_y, std::min(total, m_width), 1}});
                m_y += 1;
            }
        }
    }
}

QTextCharFormat formatOf(const StyledRun& run, const Style& style) {
    QTextCharFormat format;
    if (run.styles.testFlag(TextStyle::Code))
        format.setFont(style.typography.mono, QTextCharFormat::FontPropertiesSpecifiedOnly);
    if (run.styles.testFlag(TextStyle::Bold))
        format.setFontWeight(QFont::DemiBold);
    if (run.styles.testFlag(TextStyle::Italic))
        format.setFontItalic(true);
    if (run.styles.testFlag(TextStyle::Strike))
        format.setFontStrikeOut(true);
    if (run.tone != Tone::Normal)
        format.setForeground(toneColour(run.tone, style.theme.tokens()));
    if (!run.target.isEmpty()) {
        format.setForeground(style.theme.tokens().accent);
        format.setFontUnderline(true);
    }
    return format;
}

} // namespace

FlowGeometry layOutFlow(const Blocks& blocks, const FlowOptions& options, const Style& style) {
    return Flow(blocks, options, style).run();
}

void layOutBox(FlowBox& box, const Style& style, const QList<QTextLayout::FormatRange>& extra) {
    QList<QTextLayout::FormatRange> formats;
    const qsizetype length = box.layout->text().size();
    for (const StyledRun& run : box.source->runs) {
        const qsizetype begin = std::max<qsizetype>(run.start - box.sourceStart, 0);
        const qsizetype end = std::min(run.start + run.length - box.sourceStart, length);
        if (begin >= end)
            continue;
        QTextLayout::FormatRange range;
        range.start = static_cast<int>(begin);
        range.length = static_cast<int>(end - begin);
        range.format = formatOf(run, style);
        formats.append(range);
    }
    box.layout->setFormats(formats + extra);
    breakLines(box);
}

QColor toneColour(Tone tone, const Tokens& tokens) {
    switch (tone) {
    case Tone::Muted:
        return tokens.muted;
    case Tone::Added:
        return tokens.green;
    case Tone::Removed:
        return tokens.red;
    default:
        return tokens.text;
    }
}

} // namespace ax::widgets
