// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/table/session_table_model.h"

#include <QPersistentModelIndex>
#include <QTableView>

#include <vector>

class QMenu;

namespace ax::widgets {

class ColumnLayout;
class SessionCellDelegate;
class Theme;

/// The table itself: rows of 28 px, status glyph and word, context bar, movable and hideable columns (header
/// menu), type-to-open keys (Enter, j/k, g/G). Object name `sessionTable`. When a snapshot moves rows, what
/// the person looks at stays where it is, and the current session stays in view if it was. A current session
/// that a filter takes away leaves no other in its place.
class SessionTableView final : public QTableView {
    Q_OBJECT

public:
    /// `model` and `theme` outlive the view.
    SessionTableView(SessionTableModel& model, const Theme& theme, QWidget* parent = nullptr);

    /// Order, widths, visibility and sort column as an opaque text for the settings; a text of an older
    /// version is ignored.
    QByteArray saveColumns() const;
    bool restoreColumns(const QByteArray& saved);
    /// Check-able columns, for a menu bar: what the header's context menu offers. Owned by `parent`.
    QMenu* createColumnsMenu(QWidget* parent);

    QString currentSessionKey() const; ///< empty when no row is current
    /// The keys of all rows that are selected (Ctrl and Shift, with keys or the mouse), from the top.
    QStringList markedSessions() const;
    /// Nothing happens when the session is not shown.
    void setCurrentSession(const QString& sessionKey);

    void keyboardSearch(const QString& text) override;

Q_SIGNALS:
    void sessionActivated(const QString& sessionKey); ///< Enter or double click
    void currentSessionChanged(const QString& sessionKey);
    void markedSessionsChanged();
    void menuRequested(const QPoint& globalPosition); ///< right button or menu key, on a session
    /// The mouse rests on a session that is held, or its row is current and Space was pressed: what is on its
    /// screen is wanted, beside `row` (global). previewLeft() follows.
    void previewRequested(const QString& sessionKey, const QRect& row);
    void previewLeft();
    void columnsChanged();

protected:
    bool viewportEvent(QEvent* event) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// Where things stood before a change of rows.
    struct Anchor {
        std::vector<std::pair<QPersistentModelIndex, int>> visible; ///< with the row it had
        QString currentKey;
        QStringList markedKeys; ///< none when only the current session is
        bool currentWasVisible = false;
    };

    void noteAnchor();
    void returnToAnchor(SessionTableModel::Cause cause);
    void announceCurrent();
    void restoreMarks();
    bool isRowVisible(int row) const;
    int uniformHeight() const;
    void applyRowHeight();
    void moveTo(int row);
    void moveBy(int rows);
    void activateCurrent();
    void hover(const QPoint& position);
    bool requestPreview(const QModelIndex& index);
    void leavePreview();

    SessionTableModel& m_model;
    const Theme& m_theme;
    SessionCellDelegate* m_delegate;
    ColumnLayout* m_columns = nullptr;
    Anchor m_anchor;
    bool m_updating = false;
    QString m_previewedKey; ///< whose preview was requested and not left
    QString m_announcedKey;
    int m_lastRow = 0; ///< of the current session before it went
};

} // namespace ax::widgets
