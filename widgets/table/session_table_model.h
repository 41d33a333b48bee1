// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"

#include <QAbstractTableModel>

#include <vector>

namespace ax::widgets {

/// What of the sessions the table shows.
struct SessionFilter {
    enum class Scope { All, Live, NeedsYou, Review } scope = Scope::All;
    QString text;   ///< words, each must match somewhere: title, folder, harness, model, status, id;
                    ///< case-insensitive
    QString folder; ///< exact directory; empty: any
    friend bool operator==(const SessionFilter&, const SessionFilter&) = default;
};

/// The session table's rows: a snapshot, filtered and sorted by this model itself (a proxy would map 100,000
/// rows anew on each change). A new snapshot is compared row by row with the one before; only what changed is
/// signalled, selection and scroll position stay with their sessions.
class SessionTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        StatusColumn,
        TitleColumn,
        HarnessColumn,
        ModelColumn,
        AgeColumn,
        ContextColumn,
        CostColumn,
        FolderColumn,
        ColumnCount
    };
    enum Role {
        SessionKeyRole = Qt::UserRole + 1,
        SortRole,         ///< comparable value of the cell
        ContextShareRole, ///< double 0..1, invalid when unknown
        StatusRole,       ///< int(ax::Status)
        MutedRole,        ///< bool: secondary text
    };

    explicit SessionTableModel(QString home, QObject* parent = nullptr);

    void setSnapshot(SnapshotPointer snapshot);
    void setFilter(const SessionFilter& filter);
    const SessionFilter& filter() const { return m_filter; }
    SnapshotPointer snapshot() const { return m_snapshot; }
    SessionPointer sessionAt(int row) const;
    int rowOf(const QString& sessionKey) const; ///< -1 when not shown
    /// Ages are words of the present: called once a minute while the window is visible.
    void refreshAges();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }

private:
    QString m_home;
    SnapshotPointer m_snapshot;
    SessionFilter m_filter;
    std::vector<SessionPointer> m_rows;
    int m_sortColumn = AgeColumn;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder; ///< newest first: age sorts by time of last activity
};

} // namespace ax::widgets
