// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace ax::widgets {

class Theme;

/// Draws the cells of the session table: status glyph and word, context bar and percent, numbers in figures
/// of one width, everything in the theme's colours on the row's one ground.
class SessionCellDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit SessionCellDelegate(const Theme& theme, QObject* parent = nullptr);

    /// The row under the pointer, -1 for none.
    void setHoveredRow(int row) { m_hoveredRow = row; }
    int hoveredRow() const { return m_hoveredRow; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

    static constexpr int Padding = 10; ///< px at both sides of a cell, as in the header

private:
    int contentWidth(const QFont& font, const QModelIndex& index) const;
    void paintStatus(QPainter& painter, const QRect& area, const QModelIndex& index) const;
    void paintContext(QPainter& painter, const QRect& area, const QModelIndex& index) const;
    QRect paintExpiry(QPainter& painter, const QRect& area, const QModelIndex& index) const;
    void paintText(QPainter& painter, const QRect& area, const QModelIndex& index) const;

    const Theme& m_theme;
    int m_hoveredRow = -1;
};

} // namespace ax::widgets
