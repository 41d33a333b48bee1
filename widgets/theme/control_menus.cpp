// SPDX-License-Identifier: MIT
#include "widgets/theme/control_painting.h"
#include "widgets/theme/theme.h"

#include <QIcon>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

#include <algorithm>

namespace ax::widgets {

namespace {

constexpr int ItemInset = 4; ///< px between the menu's edge and the highlight
constexpr int ItemPadding = 10;
constexpr int SeparatorHeight = 9;
constexpr int ShortcutGap = 24;
constexpr int SubMenuWidth = 16;
constexpr int IconSize = 16;

bool hasMarkColumn(const QStyleOptionMenuItem& option) {
    return option.menuHasCheckableItems || option.maxIconWidth > 0;
}

void paintMark(QPainter& painter, const QRect& area, const QStyleOptionMenuItem& option,
               const QColor& color) {
    if (!option.icon.isNull() && !option.checked) {
        const QIcon::Mode mode =
            option.state.testFlag(QStyle::State_Enabled) ? QIcon::Normal : QIcon::Disabled;
        QRect icon(0, 0, IconSize, IconSize);
        icon.moveCenter(area.center());
        return option.icon.paint(&painter, icon, Qt::AlignCenter, mode);
    }
    if (option.checkType == QStyleOptionMenuItem::NotCheckable || !option.checked) {
        return;
    }
    QPainterPath mark;
    if (option.checkType == QStyleOptionMenuItem::Exclusive) {
        mark.addEllipse(QPointF(), 2.5, 2.5);
    } else {
        mark.moveTo(-4, 0.2);
        mark.lineTo(-1.3, 3);
        mark.lineTo(4, -3);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(QRectF(area).center());
    painter.strokePath(mark, QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.resetTransform();
}

int mnemonicFlag(const QStyle& style, const QStyleOption& option) {
    return style.styleHint(QStyle::SH_UnderlineShortcut, &option, nullptr, nullptr) != 0
               ? Qt::TextShowMnemonic
               : Qt::TextHideMnemonic;
}

} // namespace

QSize menuItemSize(const QStyleOptionMenuItem& option, const QSize& contents) {
    if (option.menuItemType == QStyleOptionMenuItem::Separator && option.text.isEmpty()) {
        return {contents.width(), SeparatorHeight};
    }
    int width = contents.width() + 2 * (ItemInset + ItemPadding) + SubMenuWidth;
    if (hasMarkColumn(option)) {
        width += MenuMarkWidth - ItemPadding;
    }
    if (option.text.contains(u'\t')) {
        width += ShortcutGap;
    }
    const int height = std::max(Theme::ControlHeight - 2, option.fontMetrics.height() + 8);
    return {width, height};
}

void paintMenuItem(QPainter& painter, const QStyleOptionMenuItem& option, const Tokens& tokens,
                   const QStyle& style) {
    painter.save();
    const QRect rect = option.rect;
    if (option.menuItemType == QStyleOptionMenuItem::Separator && option.text.isEmpty()) {
        painter.fillRect(QRect(rect.left() + ItemInset + ItemPadding, rect.center().y(),
                               rect.width() - 2 * (ItemInset + ItemPadding), 1),
                         tokens.line);
        return painter.restore();
    }
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool heading = option.menuItemType == QStyleOptionMenuItem::Separator;
    if (enabled && !heading && option.state.testFlag(QStyle::State_Selected)) {
        paintBox(painter, QRectF(rect).adjusted(ItemInset, 0, -ItemInset, 0), tokens.selection, QColor(), 5);
    }
    const QColor ink = !enabled ? tokens.faint : heading ? tokens.muted : tokens.text;
    QRect words = rect.adjusted(ItemInset + ItemPadding, 0, -ItemInset - ItemPadding, 0);
    if (hasMarkColumn(option)) {
        const QRect column(rect.left() + ItemInset, rect.top(), MenuMarkWidth, rect.height());
        painter.save();
        paintMark(painter, column, option, ink);
        painter.restore();
        words.setLeft(column.right() + 1);
    }
    painter.setFont(option.font);
    painter.setPen(ink);
    const qsizetype tab = option.text.indexOf(u'\t');
    const int flags = static_cast<int>(Qt::AlignVCenter) | Qt::TextSingleLine | mnemonicFlag(style, option);
    painter.drawText(words, flags | Qt::AlignLeft, option.text.left(tab < 0 ? option.text.size() : tab));
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        paintChevron(painter, QRectF(words.right() - 8, words.top(), 8, words.height()), Direction::Right,
                     enabled ? tokens.muted : tokens.faint);
    } else if (tab >= 0) {
        painter.setPen(enabled ? tokens.muted : tokens.faint);
        painter.drawText(words, flags | Qt::AlignRight, option.text.mid(tab + 1));
    }
    painter.restore();
}

void paintMenuBarItem(QPainter& painter, const QStyleOptionMenuItem& option, const Tokens& tokens,
                      const QStyle& style) {
    painter.save();
    painter.fillRect(option.rect, tokens.window);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    if (enabled && option.state.testFlag(QStyle::State_Selected)) {
        paintBox(painter, QRectF(option.rect).adjusted(1, 2, -1, -2), tokens.selection, QColor(), 5);
    }
    painter.setPen(enabled ? tokens.text : tokens.faint);
    painter.drawText(option.rect,
                     static_cast<int>(Qt::AlignCenter) | Qt::TextSingleLine | mnemonicFlag(style, option),
                     option.text);
    painter.restore();
}

} // namespace ax::widgets
