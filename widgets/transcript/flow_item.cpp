// SPDX-License-Identifier: MIT
#include "widgets/transcript/flow_item.h"

#include <QElapsedTimer>
#include <QPainter>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <cmath>

namespace ax::widgets {
namespace {

constexpr double Radius = Theme::CornerRadius;
constexpr qint64 ColouringBudgetMs = 3; // a GUI slot has four

void paintRounded(QPainter& painter, const QRectF& rect, double radius, const QColor& ground,
                  const QPen& pen) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect, radius, radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

TextRange rangeOf(const FlowBox& box) {
    return {box.start, box.start + box.layout->text().size()};
}

TextRange intersection(TextRange one, TextRange other) {
    return {std::max(one.begin, other.begin), std::min(one.end, other.end)};
}

TextRange rangeOf(const FlowBox& box, const StyledRun& run) {
    const qsizetype begin = box.start + run.start - box.sourceStart;
    return intersection(rangeOf(box), {begin, begin + run.length});
}

/// Where a range of a box is, one rectangle for each of its lines.
std::vector<QRectF> lineRects(const FlowBox& box, TextRange range) {
    std::vector<QRectF> rects;
    range = intersection(range, rangeOf(box));
    const int begin = static_cast<int>(range.begin - box.start);
    const int end = static_cast<int>(range.end - box.start);
    for (int i = 0; i < box.layout->lineCount(); ++i) {
        const QTextLine line = box.layout->lineAt(i);
        const int from = std::max(begin, line.textStart());
        const int to = std::min(end, line.textStart() + line.textLength());
        if (from > to || (from == to && begin != end))
            continue;
        const double x1 = line.cursorToX(from);
        const double x2 = line.cursorToX(to);
        rects.push_back(
            QRectF(std::min(x1, x2), line.y(), std::abs(x2 - x1), line.height()).translated(box.position));
    }
    return rects;
}

void addSelection(QList<QTextLayout::FormatRange>& ranges, const FlowBox& box, TextRange range,
                  const QColor& ground, const QColor& text = {}) {
    range = intersection(range, rangeOf(box));
    if (range.isEmpty())
        return;
    QTextLayout::FormatRange selection;
    selection.start = static_cast<int>(range.begin - box.start);
    selection.length = static_cast<int>(range.end - range.begin);
    selection.format.setBackground(ground);
    if (text.isValid())
        selection.format.setForeground(text);
    ranges.append(selection);
}

} // namespace

FlowItem::FlowItem(Blocks blocks, const FlowOptions& options, const Style& style)
    : m_blocks(std::move(blocks)), m_options(options), m_style(style),
      m_geometry(layOutFlow(m_blocks, m_options, m_style)) {
}

double FlowItem::baseline() const {
    if (m_geometry.boxes.empty())
        return m_style.typography.linePitch;
    const FlowBox& first = m_geometry.boxes.front();
    const QTextLine line = first.layout->lineAt(0);
    return first.position.y() + line.y() + line.ascent();
}

void FlowItem::paint(QPainter& painter, const QRectF& clip, const Marks& marks) const {
    paintShapes(painter, clip);
    for (const FlowMarker& marker : m_geometry.markers) {
        if (marker.rect.intersects(clip))
            paintMarker(painter, marker);
    }
    for (const FlowBox& box : m_geometry.boxes) {
        if (!QRectF(box.position, QSizeF(m_options.width, box.size.height())).intersects(clip))
            continue;
        paintCodeGrounds(painter, box);
        painter.setPen(box.colour);
        box.layout->draw(&painter, box.position, selections(box, marks), clip);
    }
    if (marks.focusedLink) {
        const auto all = links();
        const auto link = static_cast<std::size_t>(*marks.focusedLink);
        if (link < all.size()) // the text may have changed under the keyboard
            paintFocus(painter, all[link].range);
    }
}

/// Bullets are drawn: as glyphs they differ in size and height from font to font.
void FlowItem::paintMarker(QPainter& painter, const FlowMarker& marker) const {
    const QColor& colour = m_style.theme.tokens().muted;
    const QPointF centre = marker.rect.center() + QPointF(0, 0.5);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    if (marker.text == u"•") {
        painter.drawEllipse(centre, 2.5, 2.5);
    } else if (marker.text == u"◦") {
        painter.setPen(QPen(colour, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(centre, 2.5, 2.5);
    } else if (marker.text == u"▪") {
        painter.drawRect(QRectF(centre.x() - 2, centre.y() - 2, 4, 4));
    } else {
        painter.setFont(m_style.typography.text);
        painter.setPen(colour);
        painter.drawText(QPointF(marker.rect.left(), marker.baseline), marker.text);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void FlowItem::paintShapes(QPainter& painter, const QRectF& clip) const {
    const Tokens& tokens = m_style.theme.tokens();
    if (m_options.frame == Frame::Box) {
        const QRectF frame(0.5, 0.5, m_options.width - 1, m_geometry.height - 1);
        paintRounded(painter, frame, Radius, tokens.code, QPen(tokens.line, 1));
    }
    for (const FlowShape& shape : m_geometry.shapes) {
        if (!shape.rect.intersects(clip))
            continue;
        if (shape.kind == FlowShape::Kind::CodeGround)
            paintRounded(painter, shape.rect, Radius, tokens.code, Qt::NoPen);
        else
            painter.fillRect(shape.rect, tokens.line);
    }
}

void FlowItem::paintCodeGrounds(QPainter& painter, const FlowBox& box) const {
    constexpr double Side = 3;
    for (const StyledRun& run : box.source->runs) {
        if (!run.styles.testFlag(TextStyle::Code))
            continue;
        for (const QRectF& rect : lineRects(box, rangeOf(box, run)))
            paintRounded(painter, rect.adjusted(-Side, 0, Side, 0), 4, m_style.theme.tokens().code,
                         Qt::NoPen);
    }
}

void FlowItem::paintFocus(QPainter& painter, TextRange range) const {
    const QPen pen(m_style.theme.tokens().accent, 1);
    for (const FlowBox& box : m_geometry.boxes) {
        if (intersection(range, rangeOf(box)).isEmpty())
            continue;
        for (const QRectF& rect : lineRects(box, range))
            paintRounded(painter, rect.toAlignedRect().toRectF().adjusted(-1.5, -0.5, 1.5, 0.5), 3,
                         Qt::transparent, pen);
    }
}

QList<QTextLayout::FormatRange> FlowItem::selections(const FlowBox& box, const Marks& marks) const {
    const Tokens& tokens = m_style.theme.tokens();
    QList<QTextLayout::FormatRange> ranges;
    addSelection(ranges, box, marks.selection, tokens.selection);
    for (const TextRange& hit : marks.hits)
        addSelection(ranges, box, hit, tokens.amberGround);
    if (marks.currentHit)
        addSelection(ranges, box, *marks.currentHit, tokens.amber, tokens.base);
    return ranges;
}

const FlowBox* FlowItem::boxNear(QPointF point) const {
    const FlowBox* nearest = nullptr;
    double best = 0;
    for (const FlowBox& box : m_geometry.boxes) {
        const QRectF rect(box.position, QSizeF(std::max(box.size.width(), 1.0), box.size.height()));
        const double dy = std::max({rect.top() - point.y(), point.y() - rect.bottom(), 0.0});
        const double dx = std::max({rect.left() - point.x(), point.x() - rect.right(), 0.0});
        const double distance = dy * 1e6 + dx; // lines first: cells of a row differ in x alone
        if (nearest == nullptr || distance < best) {
            nearest = &box;
            best = distance;
        }
    }
    return nearest;
}

const FlowBox* FlowItem::boxOf(qsizetype offset) const {
    const auto after = std::ranges::upper_bound(m_geometry.boxes, offset, {}, &FlowBox::start);
    return after == m_geometry.boxes.begin() ? nullptr : &*std::prev(after);
}

qsizetype FlowItem::offsetAt(QPointF point) const {
    const FlowBox* box = boxNear(point);
    if (box == nullptr)
        return 0;
    const QPointF inside = point - box->position;
    for (int i = 0; i < box->layout->lineCount(); ++i) {
        const QTextLine line = box->layout->lineAt(i);
        const bool last = i + 1 == box->layout->lineCount();
        if (last || inside.y() < box->layout->lineAt(i + 1).y())
            return box->start + line.xToCursor(inside.x());
    }
    return box->start;
}

QRectF FlowItem::rectOf(TextRange range) const {
    const FlowBox* box = boxOf(range.begin);
    if (box == nullptr)
        return {};
    const auto rects = lineRects(*box, range);
    return rects.empty() ? QRectF(box->position, box->size) : rects.front();
}

TextRange FlowItem::wordAt(qsizetype offset) const {
    const FlowBox* box = boxOf(offset);
    if (box == nullptr)
        return {offset, offset};
    const QString text = box->layout->text();
    const qsizetype at = std::min(offset - box->start, text.size());
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    finder.setPosition(at);
    if (!(finder.boundaryReasons() & QTextBoundaryFinder::StartOfItem))
        finder.toPreviousBoundary();
    const qsizetype begin = std::max<qsizetype>(finder.position(), 0);
    finder.toNextBoundary();
    const qsizetype end = finder.position() < 0 ? text.size() : finder.position();
    return {box->start + begin, box->start + end};
}

std::vector<LinkSpot> FlowItem::links() const {
    std::vector<LinkSpot> spots;
    for (const FlowBox& box : m_geometry.boxes) {
        for (const StyledRun& run : box.source->runs) {
            const TextRange range = rangeOf(box, run);
            if (run.target.isEmpty() || range.isEmpty())
                continue;
            // A link with bold or code in it is several runs and still one link.
            if (!spots.empty() && spots.back().range.end == range.begin && spots.back().target == run.target)
                spots.back().range.end = range.end;
            else
                spots.push_back({range, run.target});
        }
    }
    return spots;
}

QUrl FlowItem::linkAt(QPointF point) const {
    const FlowBox* box = boxNear(point);
    if (box == nullptr)
        return {};
    for (const StyledRun& run : box->source->runs) {
        if (run.target.isEmpty())
            continue;
        const auto rects = lineRects(*box, rangeOf(*box, run));
        if (std::ranges::any_of(rects, [&](const QRectF& rect) { return rect.contains(point); }))
            return run.target;
    }
    return {};
}

QString FlowItem::codeAt(QPointF point) const {
    for (const FlowCode& code : m_geometry.code) {
        const FlowBox& first = m_geometry.boxes[code.firstBox];
        const FlowBox& last = m_geometry.boxes[code.firstBox + code.boxes - 1];
        if (point.y() >= first.position.y() && point.y() < last.position.y() + last.size.height())
            return m_blocks[static_cast<std::size_t>(code.block)].content.text;
    }
    return {};
}

Colouring FlowItem::colourMore(CodeColours& colours) {
    QElapsedTimer timer;
    timer.start();
    auto result = Colouring::Nothing;
    while (m_codeBlock < m_geometry.code.size()) {
        const FlowCode& code = m_geometry.code[m_codeBlock];
        if (m_codeLine == 0) {
            const QString& language = m_blocks[static_cast<std::size_t>(code.block)].language;
            if (!language.isEmpty() && !colours.isReady())
                return Colouring::Waiting;
            m_progress = colours.begin(language);
        }
        for (; m_progress && m_codeLine < code.boxes; ++m_codeLine) {
            if (timer.elapsed() >= ColouringBudgetMs)
                return Colouring::Going;
            FlowBox& box = m_geometry.boxes[code.firstBox + m_codeLine];
            const auto ranges = colours.nextLine(*m_progress, box.layout->text());
            if (!ranges.isEmpty())
                layOutBox(box, m_style, ranges);
            result = Colouring::Done;
        }
        ++m_codeBlock;
        m_codeLine = 0;
    }
    return result;
}

} // namespace ax::widgets
