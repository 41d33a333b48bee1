// SPDX-License-Identifier: MIT
#include "widgets/table/session_table_view.h"

#include "widgets/table/column_layout.h"
#include "widgets/table/session_cell_delegate.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

#include <QContextMenuEvent>
#include <QFocusEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace ax::widgets {

SessionTableView::SessionTableView(SessionTableModel& model, const Theme& theme, QWidget* parent)
    : QTableView(parent), m_model(model), m_theme(theme), m_delegate(new SessionCellDelegate(theme, this)) {
    setObjectName(QStringLiteral("sessionTable"));
    setAccessibleName(tr("Sessions"));
    setModel(&model);
    setItemDelegate(m_delegate);
    setFrameShape(NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false); // Tab leaves the table; rows are for the arrows
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setObjectName(QStringLiteral("sessionTableHeader"));
    applyRowHeight();
    m_columns = new ColumnLayout(*this);
    horizontalHeader()->setSortIndicator(model.sortColumn(), model.sortOrder());
    setSortingEnabled(true);

    connect(m_columns, &ColumnLayout::changed, this, &SessionTableView::columnsChanged);
    connect(&model, &SessionTableModel::aboutToUpdate, this, &SessionTableView::noteAnchor);
    connect(&model, &SessionTableModel::updated, this, &SessionTableView::returnToAnchor);
    connect(this, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex& index) {
        Q_EMIT sessionActivated(index.data(SessionTableModel::SessionKeyRole).toString());
    });
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_updating)
            Q_EMIT markedSessionsChanged();
    });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

QByteArray SessionTableView::saveColumns() const {
    return m_columns->save();
}

bool SessionTableView::restoreColumns(const QByteArray& saved) {
    return m_columns->restore(saved);
}

QMenu* SessionTableView::createColumnsMenu(QWidget* parent) {
    return m_columns->createMenu(parent);
}

QString SessionTableView::currentSessionKey() const {
    return currentIndex().data(SessionTableModel::SessionKeyRole).toString();
}

QStringList SessionTableView::markedSessions() const {
    std::vector<int> rows;
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    }
    std::ranges::sort(rows);
    const auto repeated = std::ranges::unique(rows);
    rows.erase(repeated.begin(), repeated.end());
    QStringList keys;
    for (const int row : rows)
        keys.append(m_model.index(row, SessionTableModel::TitleColumn)
                        .data(SessionTableModel::SessionKeyRole)
                        .toString());
    return keys;
}

void SessionTableView::setCurrentSession(const QString& sessionKey) {
    if (const int row = m_model.rowOf(sessionKey); row >= 0) {
        moveTo(row);
    }
}

void SessionTableView::keyboardSearch(const QString&) {
    // Letters are commands here (j, k, g, G); finding is the filter's business.
}

int SessionTableView::uniformHeight() const {
    return verticalHeader()->defaultSectionSize();
}

void SessionTableView::applyRowHeight() {
    const int height = heightFor(font(), Theme::RowHeight);
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
    verticalScrollBar()->setSingleStep(height);
}

bool SessionTableView::isRowVisible(int row) const {
    const int top = row * uniformHeight() - verticalScrollBar()->value();
    return row >= 0 && top + uniformHeight() > 0 && top < viewport()->height();
}

void SessionTableView::noteAnchor() {
    m_updating = true;
    m_anchor = {};
    m_anchor.currentKey = currentSessionKey();
    if (QStringList marked = markedSessions(); marked.size() > 1)
        m_anchor.markedKeys = std::move(marked);
    m_anchor.currentWasVisible = isRowVisible(currentIndex().row());
    const int top = verticalScrollBar()->value();
    if (top == 0) {
        return; // who looks at the newest wants the newest
    }
    const int first = top / uniformHeight();
    const int last = std::min(m_model.rowCount() - 1, (top + viewport()->height()) / uniformHeight());
    for (int row = first; row <= last; ++row) {
        m_anchor.visible.emplace_back(m_model.index(row, SessionTableModel::TitleColumn), row);
    }
}

void SessionTableView::returnToAnchor(SessionTableModel::Cause cause) {
    // After a reset the selection is gone, but the session may be there still.
    if (!currentIndex().isValid() && !m_anchor.currentKey.isEmpty()) {
        if (const int row = m_model.rowOf(m_anchor.currentKey); row >= 0) {
            selectionModel()->setCurrentIndex(m_model.index(row, SessionTableModel::TitleColumn),
                                              QItemSelectionModel::ClearAndSelect |
                                                  QItemSelectionModel::Rows);
        }
    }
    restoreMarks();
    updateGeometries();
    if (cause == SessionTableModel::Cause::Snapshot) {
        // As far as most of what was seen has moved: a single session that jumps does not take the view
        // along.
        std::vector<int> shifts;
        for (const auto& [index, oldRow] : m_anchor.visible) {
            if (index.isValid()) {
                shifts.push_back(index.row() - oldRow);
            }
        }
        if (!shifts.empty()) {
            const auto middle = shifts.begin() + static_cast<std::ptrdiff_t>(shifts.size() / 2);
            std::ranges::nth_element(shifts, middle);
            verticalScrollBar()->setValue(verticalScrollBar()->value() + *middle * uniformHeight());
        }
    } else {
        verticalScrollBar()->setValue(0);
    }
    // A new order is looked at from its top.
    const bool follows = cause != SessionTableModel::Cause::Order && m_anchor.currentWasVisible;
    if (follows && currentIndex().isValid()) {
        scrollTo(currentIndex());
    }
    m_anchor = {};
    m_updating = false;
    hover(viewport()->mapFromGlobal(QCursor::pos()));
    announceCurrent();
    Q_EMIT markedSessionsChanged();
}

/// After a reset, or when the current session has gone: the others stay marked.
void SessionTableView::restoreMarks() {
    for (const QString& key : std::as_const(m_anchor.markedKeys)) {
        if (const int row = m_model.rowOf(key); row >= 0)
            selectionModel()->select(m_model.index(row, SessionTableModel::TitleColumn),
                                     QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
}

void SessionTableView::rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) {
    const int row = currentIndex().row();
    if (row >= first && row <= last) {
        // Qt would make the neighbour current, and with it another session would open by itself.
        m_lastRow = row;
        selectionModel()->clear();
    }
    QTableView::rowsAboutToBeRemoved(parent, first, last);
}

void SessionTableView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    announceCurrent();
}

void SessionTableView::announceCurrent() {
    if (m_updating) {
        return;
    }
    if (currentIndex().isValid()) {
        m_lastRow = currentIndex().row();
    }
    if (const QString key = currentSessionKey(); key != m_announcedKey) {
        m_announcedKey = key;
        Q_EMIT currentSessionChanged(key);
    }
}

void SessionTableView::moveTo(int row) {
    if (row < 0 || row >= m_model.rowCount()) {
        return;
    }
    const QModelIndex index = m_model.index(row, SessionTableModel::TitleColumn);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
}

void SessionTableView::moveBy(int rows) {
    const int last = m_model.rowCount() - 1;
    const int from = currentIndex().isValid() ? currentIndex().row() + rows : m_lastRow;
    moveTo(std::clamp(from, 0, std::max(0, last)));
}

QModelIndex SessionTableView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) {
    const auto at = [this](int row) { return m_model.index(row, SessionTableModel::TitleColumn); };
    const int last = m_model.rowCount() - 1;
    if (last < 0) {
        return {};
    }
    switch (action) {
    case MoveHome:
        return at(0);
    case MoveEnd:
        return at(last);
    case MoveLeft:
    case MoveRight:
        // The cursor is a whole row: sideways there is only something to see.
        horizontalScrollBar()->triggerAction(action == MoveLeft ? QAbstractSlider::SliderSingleStepSub
                                                                : QAbstractSlider::SliderSingleStepAdd);
        return currentIndex();
    default:
        break;
    }
    return currentIndex().isValid() ? QTableView::moveCursor(action, modifiers)
                                    : at(std::min(m_lastRow, last));
}

bool SessionTableView::requestPreview(const QModelIndex& index) {
    const SessionPointer session = m_model.sessionAt(index.row());
    if (!index.isValid() || !session || !session->isHeld)
        return false;
    m_previewedKey = QString::fromStdString(session->key());
    // From the title on, so that the status stays in sight.
    QRect row = visualRect(m_model.index(index.row(), SessionTableModel::TitleColumn));
    row.moveTopLeft(viewport()->mapToGlobal(row.topLeft()));
    Q_EMIT previewRequested(m_previewedKey, row);
    return true;
}

void SessionTableView::leavePreview() {
    if (!std::exchange(m_previewedKey, {}).isEmpty())
        Q_EMIT previewLeft();
}

bool SessionTableView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const QModelIndex index = indexAt(static_cast<const QHelpEvent*>(event)->pos());
        // These two explain their numbers.
        const bool explains = index.column() == SessionTableModel::ContextColumn ||
                              index.column() == SessionTableModel::CostColumn;
        if (!explains && requestPreview(index)) {
            QToolTip::hideText();
            return true;
        }
    }
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::Wheel)
        leavePreview();
    return QTableView::viewportEvent(event);
}

void SessionTableView::keyPressEvent(QKeyEvent* event) {
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool plain = modifiers == Qt::NoModifier;
    const bool wasPreviewed = !m_previewedKey.isEmpty();
    leavePreview();
    if (plain && event->key() == Qt::Key_Space && (wasPreviewed || requestPreview(currentIndex()))) {
        return;
    }
    if (plain && event->key() == Qt::Key_J) {
        return moveBy(1);
    }
    if (plain && event->key() == Qt::Key_K) {
        return moveBy(-1);
    }
    if (plain && event->key() == Qt::Key_G) {
        return moveTo(0);
    }
    if (modifiers == Qt::ShiftModifier && event->key() == Qt::Key_G) {
        return moveTo(m_model.rowCount() - 1);
    }
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        return activateCurrent();
    }
    const bool types = (plain || modifiers == Qt::ShiftModifier) && !event->text().isEmpty() &&
                       event->text().front().isPrint();
    if (types) {
        return event->ignore(); // for the window: Space previews, a slash finds
    }
    QTableView::keyPressEvent(event);
}

void SessionTableView::activateCurrent() {
    if (const QString key = currentSessionKey(); !key.isEmpty()) {
        Q_EMIT sessionActivated(key);
    }
}

void SessionTableView::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QRect row = visualRect(currentIndex());
    if (byKey && currentIndex().isValid())
        Q_EMIT menuRequested(viewport()->mapToGlobal(QPoint(row.left(), row.bottom())));
    else if (!byKey && indexAt(event->pos()).isValid())
        Q_EMIT menuRequested(event->globalPos());
}

void SessionTableView::focusInEvent(QFocusEvent* event) {
    QTableView::focusInEvent(event);
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                       event->reason() == Qt::ShortcutFocusReason;
    if (byKey && !currentIndex().isValid()) {
        moveBy(0);
    }
}

void SessionTableView::hover(const QPoint& position) {
    const bool inside = viewport()->underMouse() && viewport()->rect().contains(position);
    const int row = inside ? rowAt(position.y()) : -1;
    if (row == m_delegate->hoveredRow()) {
        return;
    }
    leavePreview();
    for (const int changed : {m_delegate->hoveredRow(), row}) {
        if (changed >= 0) {
            viewport()->update(0, rowViewportPosition(changed), viewport()->width(), uniformHeight());
        }
    }
    m_delegate->setHoveredRow(row);
}

void SessionTableView::mouseMoveEvent(QMouseEvent* event) {
    QTableView::mouseMoveEvent(event);
    hover(event->position().toPoint());
}

void SessionTableView::focusOutEvent(QFocusEvent* event) {
    QTableView::focusOutEvent(event);
    leavePreview();
}

void SessionTableView::leaveEvent(QEvent* event) {
    QTableView::leaveEvent(event);
    hover(QPoint(-1, -1));
}

void SessionTableView::scrollContentsBy(int dx, int dy) {
    QTableView::scrollContentsBy(dx, dy);
    hover(viewport()->mapFromGlobal(QCursor::pos()));
}

void SessionTableView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    if (m_columns) {
        m_columns->fill();
    }
}

void SessionTableView::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    if (!hasFocus() || !currentIndex().isValid()) {
        return;
    }
    // The focus is a bar at the edge of the current row: seen at once, and no frame around words.
    constexpr int FocusBarWidth = 3;
    QPainter painter(viewport());
    painter.fillRect(0, rowViewportPosition(currentIndex().row()), FocusBarWidth, uniformHeight(),
                     m_theme.tokens().accent);
}

void SessionTableView::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_columns) {
        applyRowHeight();
    }
}

} // namespace ax::widgets
