// SPDX-License-Identifier: MIT
#include "widgets/theme/control_painting.h"

#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace ax::widgets {

namespace {

constexpr int HeaderPadding = 10; ///< px, as the cells below have it
constexpr int ArrowWidth = 14;

/// Leaves the painter's colours as they were.
class Painting {
public:
    explicit Painting(QPainter& painter) : m_painter(painter) { m_painter.save(); }
    Painting(const Painting&) = delete;
    Painting& operator=(const Painting&) = delete;
    ~Painting() { m_painter.restore(); }

private:
    QPainter& m_painter;
};

} // namespace

void paintHeader(QPainter& painter, const QStyleOptionHeader& option, const Tokens& tokens) {
    const Painting guard(painter);
    const QRect rect = option.rect;
    painter.fillRect(rect, tokens.alternate);
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.line);
    const bool sorted = option.sortIndicator != QStyleOptionHeader::None;
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    if (hovered) {
        // Only under the pointer: where a column ends, to be dragged there.
        painter.fillRect(QRect(rect.right(), rect.top() + 7, 1, rect.height() - 14), tokens.edge);
    }
    QRect words = rect.adjusted(HeaderPadding, 0, -HeaderPadding, 0);
    const bool toTheRight = option.textAlignment.testFlag(Qt::AlignRight);
    const int room = words.width() - (sorted ? ArrowWidth : 0);
    const QString shown = option.fontMetrics.elidedText(option.text, Qt::ElideRight, std::max(0, room));
    const int width = option.fontMetrics.horizontalAdvance(shown);
    const int left = toTheRight ? words.right() + 1 - width - (sorted ? ArrowWidth : 0) : words.left();
    painter.setPen(sorted || hovered ? tokens.text : tokens.muted);
    painter.drawText(QRect(left, words.top(), width + 1, words.height()),
                     static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft) | Qt::TextSingleLine, shown);
    if (sorted) {
        // Qt names the arrow by where values grow; here it points to where the eye goes: down is descending.
        const Direction direction =
            option.sortIndicator == QStyleOptionHeader::SortDown ? Direction::Up : Direction::Down;
        paintChevron(painter, QRectF(left + width + 3, words.top(), ArrowWidth - 3, words.height()),
                     direction, tokens.muted);
    }
}

void paintTab(QPainter& painter, const QStyleOptionTab& option, const Tokens& tokens) {
    if (!option.state.testFlag(QStyle::State_Selected)) {
        return;
    }
    constexpr int Thickness = 2;
    QRect line = option.rect;
    switch (option.shape) {
    case QTabBar::RoundedSouth:
    case QTabBar::TriangularSouth:
        line.setHeight(Thickness);
        break;
    case QTabBar::RoundedWest:
    case QTabBar::TriangularWest:
        line.setLeft(line.right() - Thickness + 1);
        break;
    case QTabBar::RoundedEast:
    case QTabBar::TriangularEast:
        line.setWidth(Thickness);
        break;
    default:
        line.setTop(line.bottom() - Thickness + 1);
    }
    painter.fillRect(line, option.state.testFlag(QStyle::State_Enabled) ? tokens.accent : tokens.faint);
}

QRect scrollBarPart(const QStyleOptionSlider& option, QStyle::SubControl part, int smallest) {
    const QRect area = option.rect;
    const bool vertical = option.orientation == Qt::Vertical;
    const int length = vertical ? area.height() : area.width();
    const qint64 range = qint64(option.maximum) - option.minimum;
    const qint64 whole = range + option.pageStep;
    const int handle = range > 0 && whole > 0
                           ? std::clamp(static_cast<int>(qint64(length) * option.pageStep / whole),
                                        std::min(length, smallest), length)
                           : length;
    const int start = QStyle::sliderPositionFromValue(option.minimum, option.maximum, option.sliderPosition,
                                                      length - handle, option.upsideDown);
    const auto slice = [&](int from, int size) {
        return QStyle::visualRect(option.direction, area,
                                  vertical ? QRect(area.left(), area.top() + from, area.width(), size)
                                           : QRect(area.left() + from, area.top(), size, area.height()));
    };
    switch (part) {
    case QStyle::SC_ScrollBarGroove:
        return area;
    case QStyle::SC_ScrollBarSlider:
        return slice(start, handle);
    case QStyle::SC_ScrollBarSubPage:
        return slice(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return slice(start + handle, length - start - handle);
    default:
        return {};
    }
}

void paintScrollBar(QPainter& painter, const QStyleOptionSlider& option, const Tokens& tokens,
                    const QRect& handle) {
    painter.fillRect(option.rect, option.palette.base());
    if (option.minimum == option.maximum) {
        return;
    }
    const bool overHandle = option.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider);
    const bool pressed = overHandle && option.state.testFlag(QStyle::State_Sunken);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const QColor ground = option.palette.base().color();
    const QColor color = pressed ? tokens.muted : hovered ? tokens.faint : mixed(ground, tokens.faint, 0.55);
    QRectF thumb = handle;
    const double inset = hovered || pressed ? 2 : 3;
    thumb = option.orientation == Qt::Vertical ? thumb.adjusted(inset, 2, -inset, -2)
                                               : thumb.adjusted(2, inset, -2, -inset);
    paintBox(painter, thumb, color, QColor(), std::min(thumb.width(), thumb.height()) / 2);
}

void paintProgress(QPainter& painter, const QStyleOptionProgressBar& option, const Tokens& tokens) {
    constexpr double Height = 5;
    QRectF bar(option.rect.left(), 0, option.rect.width(), Height);
    bar.moveCenter(QRectF(option.rect).center());
    paintBox(painter, bar, tokens.line, QColor(), Height / 2);
    const int range = option.maximum - option.minimum;
    if (range <= 0) {
        return; // "busy" has no share to show, and nothing here moves
    }
    const double share = std::clamp(double(option.progress - option.minimum) / range, 0.0, 1.0);
    bar.setWidth(std::max(share > 0 ? Height : 0, bar.width() * share));
    paintBox(painter, bar, tokens.accent, QColor(), Height / 2);
}

} // namespace ax::widgets
