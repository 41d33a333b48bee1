// SPDX-License-Identifier: MIT
#include "widgets/transcript/chip_item.h"

#include "widgets/theme/fonts.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace ax::widgets {
namespace {

constexpr double SidePadding = 12;
constexpr double ChevronWidth = 16; // from the triangle's left edge to the text
constexpr double Gap = 8;
constexpr int OneLine = Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextForceLeftToRight;

void paintChevron(QPainter& painter, QPointF centre, Chevron chevron, const QColor& colour) {
    if (chevron == Chevron::None)
        return;
    QPainterPath path;
    if (chevron == Chevron::Folded) {
        path.moveTo(-2.5, -4);
        path.lineTo(3.5, 0);
        path.lineTo(-2.5, 4);
    } else {
        path.moveTo(-4, -2.5);
        path.lineTo(4, -2.5);
        path.lineTo(0, 3.5);
    }
    path.closeSubpath();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(path.translated(centre), colour);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintFrame(QPainter& painter, const QRectF& rect, const QColor& ground, const QColor& edge) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(edge, 1));
    painter.setBrush(ground);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), Theme::CornerRadius, Theme::CornerRadius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

/// Stronger than the other hits, and still a ground for ordinary text.
QColor currentGround(const Tokens& tokens) {
    return mixed(tokens.amberGround, tokens.amber, 0.45);
}

/// Marks of a line of text that is drawn whole from `left`: grounds behind the marked characters.
void paintGrounds(QPainter& painter, const QString& text, const QRectF& area, const Marks& marks,
                  const Tokens& tokens) {
    const QFontMetricsF metrics(painter.font());
    const auto ground = [&](TextRange range, const QColor& colour) {
        if (range.isEmpty())
            return;
        const double x1 = area.left() + metrics.horizontalAdvance(text.left(range.begin));
        const double x2 = area.left() + metrics.horizontalAdvance(text.left(range.end));
        const double height = std::ceil(metrics.height());
        const double y = std::round(area.center().y() - height / 2);
        painter.fillRect(QRectF(x1, y, x2 - x1, height).intersected(area), colour);
    };
    ground(marks.selection, tokens.selection);
    for (const TextRange& hit : marks.hits)
        ground(hit, tokens.amberGround);
    if (marks.currentHit)
        ground(*marks.currentHit, currentGround(tokens));
}

void addMark(QList<QTextLayout::FormatRange>& marks, TextRange range, qsizetype length,
             const QColor& ground) {
    range.end = std::min(range.end, length);
    if (range.isEmpty())
        return;
    QTextLayout::FormatRange mark;
    mark.start = static_cast<int>(range.begin);
    mark.length = static_cast<int>(range.end - range.begin);
    mark.format.setBackground(ground);
    marks.append(mark);
}

/// Where a vertically centred line of text stands.
double baselineIn(double height, const QFont& font) {
    const QFontMetricsF metrics(font);
    return std::round((height - metrics.height()) / 2 + metrics.ascent());
}

/// The character nearest to `x` in a line that begins at 0.
qsizetype characterAt(const QString& text, const QFont& font, double x) {
    const QFontMetricsF metrics(font);
    qsizetype low = 0;
    qsizetype high = text.size();
    while (low < high) {
        const qsizetype middle = (low + high) / 2;
        const double centre = (metrics.horizontalAdvance(text.left(middle)) +
                               metrics.horizontalAdvance(text.left(middle + 1))) /
                              2;
        if (centre < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

} // namespace

ChipItem::ChipItem(ToolFacts facts, Chevron chevron, double width, const Style& style)
    : m_facts(std::move(facts)), m_chevron(chevron), m_width(width), m_style(style) {
}

double ChipItem::baseline() const {
    return baselineIn(height(), m_style.typography.mono);
}

int ChipItem::height() const {
    return heightFor(m_style.typography.mono, Theme::CompactRowHeight);
}

void ChipItem::paint(QPainter& painter, const QRectF&, const Marks& marks) const {
    const Tokens& tokens = m_style.theme.tokens();
    const QRectF rect(0, 0, m_width, height());
    const QColor edge = marks.focused ? tokens.accent : marks.hovered ? tokens.edge : tokens.line;
    paintFrame(painter, rect, tokens.code, edge);
    paintChevron(painter, {SidePadding + 1, rect.center().y()}, m_chevron, tokens.muted);
    QRectF area = rect.adjusted(SidePadding + ChevronWidth - 4, 0, -SidePadding, 0);
    area.setRight(paintOutcome(painter, area) - Gap);
    if (area.width() > 0)
        paintText(painter, area, marks);
}

/// From the right: "+9 −3", "failed", "212 lines". Returns where it begins.
double ChipItem::paintOutcome(QPainter& painter, const QRectF& area) const {
    const Tokens& tokens = m_style.theme.tokens();
    painter.setFont(m_style.typography.secondary);
    const QFontMetricsF metrics(painter.font());
    double right = area.right();
    const auto put = [&](const QString& text, const QColor& colour) {
        const double width = std::ceil(metrics.horizontalAdvance(text));
        painter.setPen(colour);
        painter.drawText(QRectF(right - width, area.top(), width, area.height()), OneLine | Qt::AlignLeft,
                         text);
        right -= width + Gap;
    };
    const bool failed = m_facts.outcome == ToolOutcome::Failed;
    if (const QString text = outcomeText(m_facts); !text.isEmpty())
        put(failed ? QStringLiteral("✕ ") + text : text, failed ? tokens.red : tokens.muted);
    if (m_facts.removed > 0)
        put(QStringLiteral("−%1").arg(m_facts.removed), tokens.red);
    if (m_facts.added > 0)
        put(QStringLiteral("+%1").arg(m_facts.added), tokens.green);
    return right;
}

void ChipItem::paintText(QPainter& painter, const QRectF& area, const Marks& marks) const {
    const Tokens& tokens = m_style.theme.tokens();
    painter.setFont(m_style.typography.mono);
    const QFontMetricsF metrics(painter.font());
    const QString name = m_facts.name + u' ';
    paintGrounds(painter, name + m_facts.summary, area, marks, tokens);
    painter.setPen(tokens.text);
    painter.drawText(area, OneLine | Qt::AlignLeft,
                     metrics.elidedText(m_facts.name, Qt::ElideRight, area.width()));
    QRectF rest = area;
    rest.setLeft(area.left() + metrics.horizontalAdvance(name));
    if (rest.width() <= 0)
        return;
    painter.drawText(rest, OneLine | Qt::AlignLeft,
                     metrics.elidedText(m_facts.summary, Qt::ElideRight, rest.width()));
}

qsizetype ChipItem::offsetAt(QPointF point) const {
    const double left = SidePadding + ChevronWidth - 4;
    const QString text = m_facts.name + u' ' + m_facts.summary;
    return std::min(characterAt(text, m_style.typography.mono, point.x() - left), length());
}

QRectF ChipItem::rectOf(TextRange) const {
    return {0, 0, m_width, static_cast<double>(height())};
}

LineItem::LineItem(QString text, Role role, Chevron chevron, double width, const Style& style)
    : m_text(std::move(text)), m_role(role), m_chevron(chevron), m_width(width), m_style(style) {
    m_height = style.typography.linePitch;
    if (role == Role::Notice)
        breakLines();
}

void LineItem::breakLines() {
    m_lines = std::make_unique<QTextLayout>(m_text, m_style.typography.secondary);
    QTextOption option(Qt::AlignHCenter);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_lines->setTextOption(option);
    m_lines->beginLayout();
    double y = 2;
    for (QTextLine line = m_lines->createLine(); line.isValid(); line = m_lines->createLine()) {
        line.setLineWidth(m_width);
        line.setPosition({0, y});
        y += std::max<double>(m_style.typography.secondaryPitch, std::ceil(line.height()));
    }
    m_lines->endLayout();
    m_height = std::max(m_height, static_cast<int>(y) + 2);
}

double LineItem::baseline() const {
    return baselineIn(m_height, m_style.typography.secondary);
}

double LineItem::textLeft() const {
    return m_role == Role::Thought && m_chevron != Chevron::None ? ChevronWidth - 2 : 0;
}

void LineItem::paint(QPainter& painter, const QRectF&, const Marks& marks) const {
    const Tokens& tokens = m_style.theme.tokens();
    const QRectF rect(0, 0, m_width, m_height);
    painter.setFont(m_style.typography.secondary);
    if (m_role == Role::Notice) {
        QList<QTextLayout::FormatRange> grounds;
        addMark(grounds, marks.selection, m_text.size(), tokens.selection);
        for (const TextRange& hit : marks.hits)
            addMark(grounds, hit, m_text.size(), tokens.amberGround);
        if (marks.currentHit)
            addMark(grounds, *marks.currentHit, m_text.size(), currentGround(tokens));
        painter.setPen(tokens.muted);
        m_lines->draw(&painter, {}, grounds);
        return;
    }
    const bool acts = m_role == Role::Action;
    if (marks.focused) {
        const double width = textLeft() + QFontMetricsF(painter.font()).horizontalAdvance(m_text);
        paintFrame(painter, QRectF(-4, 0, std::ceil(width) + 8, m_height), Qt::transparent, tokens.accent);
    }
    const QColor colour = acts                                          ? tokens.accent
                          : marks.hovered && m_chevron != Chevron::None ? tokens.text
                                                                        : tokens.muted;
    paintChevron(painter, {5, rect.center().y()}, m_chevron, colour);
    const QRectF area = rect.adjusted(textLeft(), 0, 0, 0);
    paintGrounds(painter, m_text, area, marks, tokens);
    painter.setPen(colour);
    painter.drawText(area, OneLine | Qt::AlignLeft, m_text);
}

qsizetype LineItem::offsetAt(QPointF point) const {
    if (m_role == Role::Notice) {
        int last = 0;
        while (last + 1 < m_lines->lineCount() && m_lines->lineAt(last + 1).y() <= point.y())
            ++last;
        return m_lines->lineAt(last).xToCursor(point.x());
    }
    return characterAt(m_text, m_style.typography.secondary, point.x() - textLeft());
}

} // namespace ax::widgets
