// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace ax::widgets {

class Theme;

/// Draws the navigator's lines: a mark, a name and a quiet count; the chosen one on a rounded tint.
class NavigatorDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit NavigatorDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintHeading(QPainter& painter, const QStyleOptionViewItem& option, const QString& text) const;
    void paintGround(QPainter& painter, const QStyleOptionViewItem& option) const;
    void paintGlyph(QPainter& painter, const QRect& area, const QModelIndex& index) const;

    const Theme& m_theme;
};

} // namespace ax::widgets
