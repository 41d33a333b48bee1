// SPDX-License-Identifier: MIT
#pragma once

#include "core/costs/cost_report.h"
#include "widgets/costs/cost_period.h"
#include "widgets/theme/theme.h"

#include <QThreadPool>
#include <QWidget>

#include <functional>
#include <memory>

class QButtonGroup;
class QComboBox;
class QLabel;
class QTableView;

namespace ax::widgets {

class CostChart;
class CostTableModel;
class TintedLabel;

/// What the sessions cost: a chart over days and a table by day, project, model, agent or run, for a period.
/// The report is made beside the GUI thread, and only while the page is seen. Object names `costsPage`,
/// `costPeriod`, `costBy…`, `costTable`, `costExport`.
class CostsPage final : public QWidget {
    Q_OBJECT

public:
    /// `models` and `theme` outlive the page.
    CostsPage(std::string home, const ModelCatalog& models, const Theme& theme, QWidget* parent = nullptr);
    ~CostsPage() override;

    void setSnapshot(const SnapshotPointer& snapshot);
    void setGrouping(CostGrouping grouping);
    void setPeriod(CostPeriod period);
    const CostReport& report() const { return *m_report; }

    /// Where to save to; an empty name: nowhere. Tests put their own here.
    std::function<QString(const QString& suggestion)> chooseFile;

Q_SIGNALS:
    void reportShown();
    /// A sentence: saved, or why not.
    void said(const QString& sentence);

protected:
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildLayout();
    QWidget* buildGroupingButtons();
    void buildTable();
    void refresh();
    void take(const std::shared_ptr<const CostReport>& report);
    void showTotal(const QString& markedDay);
    void exportCsv();

    const ModelCatalog& m_models;
    const Theme& m_theme;
    SnapshotPointer m_snapshot;
    std::shared_ptr<const CostReport> m_report;
    TintedLabel* m_total;
    TintedLabel* m_detail;
    QComboBox* m_period;
    QButtonGroup* m_grouping;
    CostChart* m_chart;
    CostTableModel* m_model;
    QTableView* m_table;
    CostPeriod m_shownPeriod = CostPeriod::Month; ///< of the report under way, then of the one shown
    bool m_isStale = true;                        ///< the snapshot or the question changed since the report
    bool m_busy = false;
    QThreadPool m_pool; ///< last: its work ends first
};

} // namespace ax::widgets
