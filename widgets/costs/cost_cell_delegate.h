// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QStyledItemDelegate>

namespace ax::widgets {

/// Paints the cells of the costs table: figures with digits of one width, and a bar for the share.
class CostCellDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    CostCellDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace ax::widgets
