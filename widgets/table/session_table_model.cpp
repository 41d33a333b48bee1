// SPDX-License-Identifier: MIT
#include "widgets/table/session_table_model.h"

#include "widgets/insurance/insurance_text.h"
#include "widgets/search/local_zone.h"

#include <QTimerEvent>

#include <algorithm>
#include <utility>

namespace ax::widgets {

namespace {

constexpr int MaximumRanges = 64; ///< of removed and inserted rows, before a reset is the smaller evil
constexpr std::size_t MaximumMoves = 16;

SessionColumn columnOf(int section) {
    return static_cast<SessionColumn>(section);
}

bool holdsKey(const Session& session, std::string_view key) {
    return key.size() == session.harness.size() + 1 + session.id.size() && key.starts_with(session.harness) &&
           key[session.harness.size()] == '/' && key.ends_with(session.id);
}

} // namespace

/// The zone is loaded only for who writes a day.
SearchQuery::Context SessionTableModel::queryContext(const SessionFilter& filter) const {
    const bool namesTime =
        filter.text.contains(QStringLiteral("before:")) || filter.text.contains(QStringLiteral("after:"));
    return {.now = m_clock.now(), .zone = namesTime ? localZone() : nullptr};
}

SessionTableModel::SessionTableModel(QString home, QObject* parent)
    : QAbstractTableModel(parent), m_clock(m_systemClock), m_text(home), m_engine(home.toStdString()) {
}

SessionTableModel::SessionTableModel(QString home, const Clock& clock, QObject* parent)
    : QAbstractTableModel(parent), m_clock(clock), m_text(home), m_engine(home.toStdString()) {
}

void SessionTableModel::setSnapshot(SnapshotPointer snapshot) {
    if (snapshot == m_snapshot) {
        return;
    }
    m_snapshot = std::move(snapshot);
    const std::vector<Slot> changed = m_engine.setSnapshot(m_snapshot);
    showTarget(m_engine.shown(), changed, Cause::Snapshot);
    m_engine.releaseGone();
    m_folding.start(0, this);
}

/// Between events, a little each time.
void SessionTableModel::timerEvent(QTimerEvent* event) {
    if (event->timerId() != m_folding.timerId()) {
        return QAbstractTableModel::timerEvent(event);
    }
    if (m_engine.foldSome() == SessionRows::Folding::Done) {
        m_folding.stop();
    }
}

void SessionTableModel::setHistory(const HistoryStatePointer& state) {
    std::set<std::string, std::less<>> expiring;
    for (const ExpiringSession& each : state->expiring) {
        expiring.insert(each.session->key());
    }
    const bool isSame = m_history && expiring == m_expiring && state->kept == m_history->kept;
    m_history = state;
    m_expiring = std::move(expiring);
    if (!isSame && !m_rows.empty()) {
        Q_EMIT dataChanged(index(0, TitleColumn), index(rowCount() - 1, TitleColumn), {ExpiryRole});
    }
}

SessionTableModel::Expiry SessionTableModel::expiryOf(const Session& session) const {
    if (m_expiring.empty()) {
        return Expiry::None;
    }
    const std::string key = session.key();
    if (!m_expiring.contains(key)) {
        return Expiry::None;
    }
    return m_history->kept.contains(key) ? Expiry::Kept : Expiry::Unkept;
}

QString SessionTableModel::toolTip(const Session& session, SessionColumn column) const {
    const Timestamp now = m_clock.now();
    if (column != SessionColumn::Title || expiryOf(session) == Expiry::None) {
        return m_text.toolTip(session, column, now);
    }
    return plainToolTip(m_text.accessible(session, column, now) + u'\n' +
                        historySentence(session, *m_history, now));
}

void SessionTableModel::setFilter(const SessionFilter& filter) {
    if (filter == m_filter) {
        return;
    }
    m_filter = filter;
    m_engine.setFilter(FilterMatcher(filter, queryContext(filter)));
    showTarget(m_engine.shown(), {}, Cause::Filter);
}

void SessionTableModel::sort(int column, Qt::SortOrder order) {
    if (column < 0 || column >= ColumnCount || (column == sortColumn() && order == sortOrder())) {
        return;
    }
    m_engine.setOrder({columnOf(column), order});
    showTarget(m_engine.shown(), {}, Cause::Order);
}

/// Leads the views from m_rows to `target`, by the fewest signals. `changed`: sessions with new contents.
void SessionTableModel::showTarget(const std::vector<Slot>& target, const std::vector<Slot>& changed,
                                   Cause cause) {
    if (target == m_rows && changed.empty()) {
        return;
    }
    Q_EMIT aboutToUpdate();
    m_rowOfSlot.assign(m_engine.slotCount(), -1);
    for (std::size_t row = 0; row < target.size(); ++row) {
        m_rowOfSlot[target[row]] = static_cast<int>(row);
    }
    if (removeAndInsertWouldFlood(target)) {
        beginResetModel();
        m_rows = target;
        endResetModel();
    } else {
        removeLost();
        reorder(target, changed);
        insertNew(target);
        signalChanged(changed);
    }
    Q_EMIT updated(cause);
}

bool SessionTableModel::removeAndInsertWouldFlood(const std::vector<Slot>& target) const {
    int ranges = 0;
    bool inRange = false;
    std::vector<bool> present(m_rowOfSlot.size());
    for (const Slot slot : m_rows) {
        present[slot] = true;
        const bool lost = m_rowOfSlot[slot] < 0;
        ranges += int(lost && !inRange);
        inRange = lost;
    }
    inRange = false;
    for (const Slot slot : target) {
        ranges += int(!present[slot] && !inRange);
        inRange = !present[slot];
    }
    return ranges > MaximumRanges;
}

void SessionTableModel::removeLost() {
    const auto isLost = [this](Slot slot) { return m_rowOfSlot[slot] < 0; };
    auto end = m_rows.end();
    while (end != m_rows.begin()) {
        if (!isLost(*(end - 1))) {
            --end;
            continue;
        }
        auto begin = end - 1;
        while (begin != m_rows.begin() && isLost(*(begin - 1))) {
            --begin;
        }
        const int first = static_cast<int>(begin - m_rows.begin());
        const int last = static_cast<int>(end - m_rows.begin()) - 1;
        beginRemoveRows({}, first, last);
        end = m_rows.erase(begin, end);
        endRemoveRows();
    }
}

void SessionTableModel::reorder(const std::vector<Slot>& target, const std::vector<Slot>& changed) {
    const auto row = [this](Slot slot) { return m_rowOfSlot[slot]; };
    if (std::ranges::is_sorted(m_rows, {}, row)) {
        return;
    }
    std::vector<bool> mayMove(m_rowOfSlot.size());
    for (const Slot slot : changed) {
        mayMove[slot] = true;
    }
    std::vector<Slot> movers;
    int last = -1;
    bool onlyMovers = true;
    for (const Slot slot : m_rows) {
        if (mayMove[slot]) {
            movers.push_back(slot);
        } else {
            onlyMovers = onlyMovers && row(slot) > last;
            last = row(slot);
        }
    }
    if (onlyMovers && movers.size() <= MaximumMoves) {
        moveRows(std::move(movers));
    } else {
        // Each has its row already; those to come leave gaps.
        constexpr Slot None = ~Slot(0);
        std::vector<Slot> sorted(target.size(), None);
        for (const Slot slot : m_rows) {
            sorted[static_cast<std::size_t>(row(slot))] = slot;
        }
        std::erase(sorted, None);
        layOut(sorted);
    }
}

/// The rest is in order: each of the misplaced goes behind its last predecessor.
void SessionTableModel::moveRows(std::vector<Slot> misplaced) {
    std::ranges::sort(misplaced, {}, [this](Slot slot) { return m_rowOfSlot[slot]; });
    while (!misplaced.empty()) {
        const Slot slot = misplaced.front();
        misplaced.erase(misplaced.begin());
        const auto from = std::ranges::find(m_rows, slot);
        auto behind = m_rows.begin();
        for (auto other = m_rows.begin(); other != m_rows.end(); ++other) {
            if (m_rowOfSlot[*other] < m_rowOfSlot[slot] && !std::ranges::contains(misplaced, *other)) {
                behind = other + 1;
            }
        }
        if (behind == from || behind == from + 1) {
            continue;
        }
        const int source = static_cast<int>(from - m_rows.begin());
        beginMoveRows({}, source, source, {}, static_cast<int>(behind - m_rows.begin()));
        if (from < behind) {
            std::rotate(from, from + 1, behind);
        } else {
            std::rotate(behind, from, from + 1);
        }
        endMoveRows();
    }
}

void SessionTableModel::layOut(const std::vector<Slot>& rows) {
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<int> newRow(m_engine.slotCount(), -1);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        newRow[rows[row]] = static_cast<int>(row);
    }
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex& old : before) {
        after.append(index(newRow[m_rows[static_cast<std::size_t>(old.row())]], old.column()));
    }
    m_rows = rows;
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void SessionTableModel::insertNew(const std::vector<Slot>& target) {
    // What is left in m_rows is a subsequence of the target: the gaps are the new ones.
    std::size_t row = 0;
    while (row < target.size()) {
        if (row < m_rows.size() && m_rows[row] == target[row]) {
            ++row;
            continue;
        }
        std::size_t end = row;
        while (end < target.size() && (row >= m_rows.size() || target[end] != m_rows[row])) {
            ++end;
        }
        const auto offset = [](std::size_t at) { return static_cast<std::ptrdiff_t>(at); };
        beginInsertRows({}, static_cast<int>(row), static_cast<int>(end) - 1);
        m_rows.insert(m_rows.begin() + offset(row), target.begin() + offset(row),
                      target.begin() + offset(end));
        endInsertRows();
        row = end;
    }
}

void SessionTableModel::signalChanged(const std::vector<Slot>& changed) {
    std::vector<int> rows;
    for (const Slot slot : changed) {
        if (m_rowOfSlot[slot] >= 0) {
            rows.push_back(m_rowOfSlot[slot]);
        }
    }
    std::ranges::sort(rows);
    for (std::size_t i = 0; i < rows.size();) {
        std::size_t end = i + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1) {
            ++end;
        }
        Q_EMIT dataChanged(index(rows[i], 0), index(rows[end - 1], ColumnCount - 1));
        i = end;
    }
}

SessionPointer SessionTableModel::sessionAt(int row) const {
    return row >= 0 && row < rowCount() ? m_engine.entry(m_rows[static_cast<std::size_t>(row)]).session
                                        : nullptr;
}

int SessionTableModel::rowOf(const QString& sessionKey) const {
    const std::string key = sessionKey.toStdString();
    const auto isIt = [&](Slot slot) {
        const SessionPointer& session = m_engine.entry(slot).session;
        return session && holdsKey(*session, key);
    };
    if (m_lastFound < m_rowOfSlot.size() && m_rowOfSlot[m_lastFound] >= 0 && isIt(m_lastFound)) {
        return m_rowOfSlot[m_lastFound];
    }
    const auto found = std::ranges::find_if(m_rows, isIt);
    if (found == m_rows.end()) {
        return -1;
    }
    m_lastFound = *found;
    return static_cast<int>(found - m_rows.begin());
}

void SessionTableModel::refreshAges() {
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, AgeColumn), index(rowCount() - 1, AgeColumn), {Qt::DisplayRole});
    }
}

int SessionTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SessionTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant SessionTableModel::sortValue(const RowEntry& entry, SessionColumn column) const {
    if (sortsByText(column)) {
        const std::string_view text = entry.textKey(column);
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    }
    const auto number = entry.numberKey(column);
    return number ? QVariant(*number) : QVariant();
}

QVariant SessionTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const RowEntry& entry = m_engine.entry(m_rows[static_cast<std::size_t>(index.row())]);
    const Session& session = *entry.session;
    const SessionColumn column = columnOf(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return m_text.display(session, column, m_clock.now());
    case Qt::ToolTipRole:
        return toolTip(session, column);
    case Qt::AccessibleTextRole:
        return column == SessionColumn::Title && expiryOf(session) != Expiry::None
                   ? QStringLiteral("%1. %2").arg(m_text.accessible(session, column, m_clock.now()),
                                                  historySentence(session, *m_history, m_clock.now()))
                   : m_text.accessible(session, column, m_clock.now());
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    case SessionKeyRole:
        return QString::fromStdString(session.key());
    case SortRole:
        return sortValue(entry, column);
    case ContextShareRole: {
        const auto share = contextShare(session);
        return share ? QVariant(std::min(*share, 1.0)) : QVariant();
    }
    case StatusRole:
        return static_cast<int>(session.status.status);
    case MutedRole:
        return m_text.isMuted(session, column);
    case MissingRole:
        return column == SessionColumn::Folder && !session.directoryExists && !session.directory.empty();
    case ExpiryRole:
        return static_cast<int>(column == SessionColumn::Title ? expiryOf(session) : Expiry::None);
    default:
        return {};
    }
}

QVariant SessionTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    const bool isNumber = section == AgeColumn || section == CostColumn;
    switch (role) {
    case Qt::DisplayRole:
        return CellText::columnTitle(columnOf(section));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::InitialSortOrderRole:
        // The first click shows what is wanted most: newest, fullest, dearest; and texts from A.
        return QVariant::fromValue(isNumber || section == ContextColumn ? Qt::DescendingOrder
                                                                        : Qt::AscendingOrder);
    default:
        return {};
    }
}

} // namespace ax::widgets
