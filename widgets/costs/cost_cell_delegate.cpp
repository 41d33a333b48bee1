// SPDX-License-Identifier: MIT
#include "widgets/costs/cost_cell_delegate.h"

#include "widgets/costs/cost_table_model.h"
#include "widgets/theme/fonts.h"

#include <QPainter>

#include <algorithm>

namespace ax::widgets {

namespace {

constexpr int Padding = 10;
constexpr int BarHeight = 8;

void paintBar(QPainter& painter, const QRect& area, double share, const QColor& color) {
    if (share <= 0) {
        return;
    }
    const QRectF bar(area.left(), area.center().y() - BarHeight / 2.0 + 0.5,
                     std::max(2.0, share * area.width()), BarHeight);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(bar, 2, 2);
}

} // namespace

CostCellDelegate::CostCellDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme) {
}

void CostCellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const {
    const Tokens& tokens = m_theme.tokens();
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(option.rect, tokens.selection);
    }
    const QRect area = option.rect.adjusted(Padding, 0, -Padding, 0);
    if (index.column() == CostTableModel::Share) {
        paintBar(*painter, area, index.data(CostTableModel::ShareRole).toDouble(), tokens.accent);
    } else {
        painter->setFont(index.column() == CostTableModel::Heading ? option.font : tabularFont(option.font));
        painter->setPen(index.data(CostTableModel::IsMutedRole).toBool() ? tokens.muted : tokens.text);
        const auto alignment = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
        const QString text =
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, area.width());
        painter->drawText(area, int(alignment | Qt::AlignAbsolute) | int(Qt::TextSingleLine), text);
    }
    painter->restore();
}

QSize CostCellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QFontMetrics metrics(tabularFont(option.font));
    return {metrics.horizontalAdvance(index.data().toString()) + 2 * Padding + 1,
            heightFor(option.font, Theme::RowHeight)};
}

} // namespace ax::widgets
