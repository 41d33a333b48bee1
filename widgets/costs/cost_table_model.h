// SPDX-License-Identifier: MIT
#pragma once

#include "core/costs/cost_report.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace ax::widgets {

/// The lines of a cost report as a table that sorts itself. Reports come whole and are small (a line a day,
/// folder or model), so a new one resets the model.
class CostTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Heading, Share, CostColumn, Input, Output, CacheRead, CacheWrite, Sessions, ColumnCount };
    enum Role {
        ShareRole = Qt::UserRole + 1, ///< double, 0..1: of the dearest line
        IsMutedRole,                  ///< bool: a dash, a heading that stands for a missing one
    };

    explicit CostTableModel(std::string home, QObject* parent = nullptr);

    void setReport(std::shared_ptr<const CostReport> report);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    const CostLine& lineAt(int row) const { return m_report->lines[m_order[static_cast<std::size_t>(row)]]; }
    QString text(const CostLine& line, int column) const;
    double shareOf(const CostLine& line) const;
    void order();

    std::string m_home;
    std::shared_ptr<const CostReport> m_report;
    std::vector<std::size_t> m_order; ///< rows to lines
    double m_dearest = 0;
    int m_sortColumn = -1; ///< -1: as the report has them
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
};

} // namespace ax::widgets
