// SPDX-License-Identifier: MIT
#pragma once

#include "core/costs/cost_report.h"
#include "widgets/theme/theme.h"

#include <QDate>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace ax::widgets {

/// Bars of money over days, with the days between them that had none. Days that do not fit side by side are
/// put together to weeks or months. The bar under the pointer, or chosen with the arrow keys, says its
/// figures. Object name `costChart`.
class CostChart final : public QWidget {
    Q_OBJECT

public:
    CostChart(const Theme& theme, QWidget* parent = nullptr);

    /// `days` as in CostReport::days. The axis goes from `from` (not valid: the first of them) to `to`, and
    /// to days outside that, if there are any.
    void setDays(const std::vector<CostLine>& days, QDate from, QDate to);

    QSize sizeHint() const override { return {480, 148}; }
    QSize minimumSizeHint() const override { return {120, 148}; }

Q_SIGNALS:
    /// What the marked bar stands for, or nothing.
    void described(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Bar {
        QDate first, last;
        CostSum sum;
    };
    void makeBars();
    QRectF plotArea() const;
    QRectF barArea(std::size_t bar) const;
    void mark(std::optional<std::size_t> bar);
    QString describe(const Bar& bar) const;
    void paintScale(QPainter& painter, const QRectF& plot) const;

    const Theme& m_theme;
    std::vector<std::pair<QDate, CostSum>> m_days; ///< the earliest first
    QDate m_from, m_to;
    std::vector<Bar> m_bars;
    double m_highest = 0; ///< dollars
    std::optional<std::size_t> m_marked;
};

} // namespace ax::widgets
