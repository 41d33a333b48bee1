// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/table/session_column.h"

#include <QObject>

class QHeaderView;
class QMenu;
class QTableView;

namespace ax::widgets {

/// Order, widths and visibility of the session table's columns. The title takes what the others leave, so
/// that the table is as wide as its window; dragging its edge trades width with the next column. Columns are
/// remembered by name: a later version may add some.
class ColumnLayout final : public QObject {
    Q_OBJECT

public:
    /// Takes over the view's horizontal header.
    explicit ColumnLayout(QTableView& view);

    QByteArray save() const;
    /// False, and nothing is changed, when `saved` is not a text of save() in this version's form.
    bool restore(const QByteArray& saved);
    void reset();

    /// Gives the title what is left of the view's width.
    void fill();
    bool isVisible(SessionColumn column) const;
    void setVisible(SessionColumn column, Qt::CheckState shown);
    /// Check-able columns, and a way back to how it was at first. Owned by `parent`.
    QMenu* createMenu(QWidget* parent);

    static constexpr int MinimumWidth = 40;       ///< px
    static constexpr int MinimumTitleWidth = 160; ///< px; below it the table scrolls sideways

Q_SIGNALS:
    void changed(); ///< by the person: sort column included

private:
    void noteResize(int section, int oldWidth, int newWidth);
    void tradeWidth(int gained);
    int defaultWidth(SessionColumn column) const;

    QTableView& m_view;
    QHeaderView* m_header;
    bool m_arranging = false; ///< sizes change by us
};

} // namespace ax::widgets
