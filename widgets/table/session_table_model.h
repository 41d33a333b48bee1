// SPDX-License-Identifier: MIT
#pragma once

#include "core/archive/history_keeper.h"
#include "core/base/clock.h"
#include "core/index/session.h"
#include "widgets/table/cell_text.h"
#include "widgets/table/session_filter.h"
#include "widgets/table/session_rows.h"

#include <QAbstractTableModel>
#include <QBasicTimer>

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace ax::widgets {

/// The session table's rows: a snapshot, filtered and sorted by this model itself (a proxy would map 100,000
/// rows anew on each change). A new snapshot is compared row by row with the one before; only what changed is
/// signalled, selection and scroll position stay with their sessions. A change that would take a flood of
/// signals (another scope, a first letter of a filter) is a reset instead; views then find their session by
/// its key.
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
    static_assert(ColumnCount == SessionColumnCount && FolderColumn == int(SessionColumn::Folder));
    enum Role {
        SessionKeyRole = Qt::UserRole + 1,
        SortRole,         ///< comparable value of the cell; invalid when unknown
        ContextShareRole, ///< double 0..1, invalid when unknown
        StatusRole,       ///< int(ax::Status)
        MutedRole,        ///< bool: secondary text
        MissingRole,      ///< bool: what the cell names is not there any more
        ExpiryRole,       ///< int(Expiry), of the title: what its agent is about to do with the transcript
    };

    enum class Expiry { None, Unkept, Kept };

    /// Why rows change.
    enum class Cause { Snapshot, Filter, Order };

    explicit SessionTableModel(QString home, QObject* parent = nullptr);
    /// `clock` outlives the model.
    SessionTableModel(QString home, const Clock& clock, QObject* parent = nullptr);

    void setSnapshot(SnapshotPointer snapshot);
    /// What is known of the transcripts' future: those that go soon have a mark.
    void setHistory(const HistoryStatePointer& state);
    void setFilter(const SessionFilter& filter);
    const SessionFilter& filter() const { return m_filter; }
    SnapshotPointer snapshot() const { return m_snapshot; }
    SessionPointer sessionAt(int row) const;    ///< null when there is no such row
    int rowOf(const QString& sessionKey) const; ///< -1 when not shown
    /// Ages are words of the present: called once a minute while the window is visible.
    void refreshAges();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;
    int sortColumn() const { return static_cast<int>(m_engine.order().column); }
    Qt::SortOrder sortOrder() const { return m_engine.order().direction; }

Q_SIGNALS:
    /// Around all signals of one snapshot, filter or sort: a view notes its scroll position at the first and
    /// restores it at the second.
    void aboutToUpdate();
    void updated(ax::widgets::SessionTableModel::Cause cause);

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    void showTarget(const std::vector<Slot>& target, const std::vector<Slot>& changed, Cause cause);
    bool removeAndInsertWouldFlood(const std::vector<Slot>& target) const;
    void removeLost();
    void reorder(const std::vector<Slot>& target, const std::vector<Slot>& changed);
    void moveRows(std::vector<Slot> misplaced);
    void layOut(const std::vector<Slot>& rows);
    void insertNew(const std::vector<Slot>& target);
    void signalChanged(const std::vector<Slot>& changed);
    Expiry expiryOf(const Session& session) const;
    QString toolTip(const Session& session, SessionColumn column) const;
    QVariant sortValue(const RowEntry& entry, SessionColumn column) const;
    SearchQuery::Context queryContext(const SessionFilter& filter) const;

    SystemClock m_systemClock;
    const Clock& m_clock;
    CellText m_text;
    SnapshotPointer m_snapshot;
    HistoryStatePointer m_history;
    std::set<std::string, std::less<>> m_expiring; ///< keys
    SessionFilter m_filter;
    SessionRows m_engine;
    std::vector<Slot> m_rows;     ///< what the views know
    std::vector<int> m_rowOfSlot; ///< -1: not in m_rows; while updating: the row it shall have
    QBasicTimer m_folding;        ///< runs while sessions are new
    mutable Slot m_lastFound = 0; ///< the session that is asked for is mostly the one of last time
};

} // namespace ax::widgets
