// SPDX-License-Identifier: MIT
#include "widgets/theme/painting.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ax::widgets {

namespace {

constexpr double PillPadding = 8;
constexpr double PillGap = 5;
constexpr double PillGlyph = 10;

/// Restores the painter whatever way the function is left.
class Painting {
public:
    explicit Painting(QPainter& painter) : m_painter(painter) {
        m_painter.save();
        m_painter.setRenderHint(QPainter::Antialiasing);
    }
    Painting(const Painting&) = delete;
    Painting& operator=(const Painting&) = delete;
    ~Painting() { m_painter.restore(); }

private:
    QPainter& m_painter;
};

QPen stroke(const QColor& color, double width) {
    return {color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

void fillPath(QPainter& painter, const QPainterPath& path, const QColor& color) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPath(path);
}

// Glyphs are drawn in a square of 12 units around the origin.
void drawStatus(QPainter& painter, Status status, const QColor& color) {
    QPainterPath path;
    switch (status) {
    case Status::NeedsYou:
        path.addEllipse(QPointF(), 4.5, 4.5);
        return fillPath(painter, path, color);
    case Status::NeedsAuth:
        path.moveTo(0, -4.6);
        path.lineTo(5, 4.2);
        path.lineTo(-5, 4.2);
        path.closeSubpath();
        painter.strokePath(path, stroke(color, 1));
        return fillPath(painter, path, color);
    case Status::Review:
        path.moveTo(-3.8, 0.4);
        path.lineTo(-1.2, 3.2);
        path.lineTo(4, -3.4);
        return painter.strokePath(path, stroke(color, 1.8));
    case Status::Working:
        painter.setPen(stroke(color, 1.3));
        painter.drawEllipse(QPointF(), 4.1, 4.1);
        path.moveTo(0, -4.1);
        path.arcTo(QRectF(-4.1, -4.1, 8.2, 8.2), 90, 180);
        path.closeSubpath();
        return fillPath(painter, path, color);
    case Status::Idle:
        painter.setPen(stroke(color, 1.3));
        painter.drawEllipse(QPointF(), 3.9, 3.9);
        return;
    case Status::Crash:
        path.moveTo(-3.3, -3.3);
        path.lineTo(3.3, 3.3);
        path.moveTo(3.3, -3.3);
        path.lineTo(-3.3, 3.3);
        return painter.strokePath(path, stroke(color, 1.6));
    case Status::Past:
        return;
    }
}

} // namespace

int glyphSizeFor(const QFontMetrics& metrics) {
    return std::max(StatusGlyphSize, metrics.height() * 3 / 4);
}

void paintStatusGlyph(QPainter& painter, const QRectF& area, Status status, const Tokens& tokens) {
    const Painting guard(painter);
    painter.translate(area.center());
    const double scale = std::min(area.width(), area.height()) / StatusGlyphSize;
    painter.scale(scale, scale);
    drawStatus(painter, status, status == Status::Idle ? tokens.grey : statusColor(status, tokens));
}

void paintMark(QPainter& painter, const QRectF& area, Mark mark, const QColor& color) {
    const Painting guard(painter);
    painter.translate(area.center());
    const double scale = std::min(area.width(), area.height()) / StatusGlyphSize;
    painter.scale(scale, scale);
    QPainterPath path;
    switch (mark) {
    case Mark::Live:
        path.moveTo(-3.4, -4.6);
        path.lineTo(4.4, 0);
        path.lineTo(-3.4, 4.6);
        path.closeSubpath();
        painter.strokePath(path, stroke(color, 0.8));
        fillPath(painter, path, color);
        break;
    case Mark::All:
        for (const double y : {-3.5, 0.0, 3.5}) {
            path.moveTo(-4.2, y);
            path.lineTo(4.2, y);
        }
        painter.strokePath(path, stroke(color, 1.3));
        break;
    case Mark::Costs:
        for (const auto& [x, top] : {std::pair(-3.4, 0.6), std::pair(0.0, -4.2), std::pair(3.4, -1.6)}) {
            path.moveTo(x, 4.2);
            path.lineTo(x, top);
        }
        painter.strokePath(path, stroke(color, 1.8));
        break;
    case Mark::Expiring:
        path.moveTo(-3.4, -4.4);
        path.lineTo(3.4, -4.4);
        path.lineTo(-3.4, 4.4);
        path.lineTo(3.4, 4.4);
        path.closeSubpath();
        painter.strokePath(path, stroke(color, 1.2));
        break;
    case Mark::Folder:
        path.moveTo(-4.9, 3.9);
        path.lineTo(-4.9, -3.7);
        path.lineTo(-1.6, -3.7);
        path.lineTo(-0.2, -2.2);
        path.lineTo(4.9, -2.2);
        path.lineTo(4.9, 3.9);
        path.closeSubpath();
        painter.strokePath(path, stroke(color, 1.2));
        break;
    }
}

QColor statusColor(Status status, const Tokens& tokens) {
    switch (status) {
    case Status::NeedsYou:
        return tokens.red;
    case Status::NeedsAuth:
        return tokens.amber;
    case Status::Review:
        return tokens.green;
    case Status::Working:
        return tokens.accent;
    case Status::Crash:
        return tokens.violet;
    case Status::Idle:
    case Status::Past:
        break;
    }
    return tokens.muted;
}

QColor statusGround(Status status, const Tokens& tokens) {
    switch (status) {
    case Status::NeedsYou:
        return tokens.redGround;
    case Status::NeedsAuth:
        return tokens.amberGround;
    case Status::Review:
        return tokens.greenGround;
    case Status::Working:
        return tokens.accentGround;
    case Status::Crash:
        return tokens.violetGround;
    case Status::Idle:
    case Status::Past:
        break;
    }
    return tokens.greyGround;
}

QString statusText(Status status) {
    switch (status) {
    case Status::NeedsYou:
        return QCoreApplication::translate("ax::Status", "needs you");
    case Status::NeedsAuth:
        return QCoreApplication::translate("ax::Status", "needs auth");
    case Status::Review:
        return QCoreApplication::translate("ax::Status", "review");
    case Status::Working:
        return QCoreApplication::translate("ax::Status", "working");
    case Status::Idle:
        return QCoreApplication::translate("ax::Status", "idle");
    case Status::Crash:
        return QCoreApplication::translate("ax::Status", "crash");
    case Status::Past:
        break;
    }
    return {};
}

QColor contextColor(double share, const Tokens& tokens) {
    // By the whole percent that stands beside it: a bar must not change colour while the number stays.
    const long percent = std::lround(share * 100);
    return percent >= 85 ? tokens.red : percent >= 60 ? tokens.amber : tokens.grey;
}

void paintContextBar(QPainter& painter, const QRectF& area, double share, const Tokens& tokens) {
    constexpr double Height = 5;
    const Painting guard(painter);
    QRectF bar(0, 0, area.width(), Height);
    bar.moveCenter(QPointF(area.center().x(), std::floor(area.center().y()) + 0.5));
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.line);
    painter.drawRoundedRect(bar, Height / 2, Height / 2);
    QPainterPath groove;
    groove.addRoundedRect(bar, Height / 2, Height / 2);
    // Anything above nothing can be seen, the rounded end notwithstanding.
    const double filled = std::clamp(share, 0.0, 1.0) * bar.width();
    if (share > 0) {
        painter.setClipPath(groove);
        painter.fillRect(QRectF(bar.topLeft(), QSizeF(std::max(2.0, filled), Height)),
                         contextColor(share, tokens));
    }
}

void paintPill(QPainter& painter, const QRectF& area, const QString& text, const QColor& color,
               const QColor& ground) {
    const Painting guard(painter);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2);
    painter.setPen(color);
    painter.drawText(area, static_cast<int>(Qt::AlignCenter) | Qt::TextSingleLine, text);
}

QSizeF statusPillSize(const QFontMetrics& metrics, Status status, const QString& text) {
    const double glyph = status == Status::Past ? 0 : PillGlyph + PillGap;
    return {std::ceil(metrics.horizontalAdvance(text) + glyph + 2 * PillPadding),
            std::max(22.0, metrics.height() + 6.0)};
}

void paintStatusPill(QPainter& painter, const QRectF& area, Status status, const QString& text,
                     const Tokens& tokens) {
    paintPill(painter, area, {}, {}, statusGround(status, tokens));
    const Painting guard(painter);
    QRectF inner = area.adjusted(PillPadding, 0, -PillPadding, 0);
    if (status != Status::Past) {
        paintStatusGlyph(painter, QRectF(inner.left(), inner.top(), PillGlyph, inner.height()), status,
                         tokens);
        inner.setLeft(inner.left() + PillGlyph + PillGap);
    }
    painter.setPen(statusColor(status, tokens));
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, qFloor(inner.width()) + 1);
    painter.drawText(inner, static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft) | Qt::TextSingleLine, shown);
}

} // namespace ax::widgets
