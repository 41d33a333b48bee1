// SPDX-License-Identifier: MIT
#pragma once

#include <QTableView>

namespace ax::widgets {

class SessionTableModel;
class Theme;

/// The table itself: rows of 28 px, status glyph and word, context bar, movable and hideable columns (header
/// menu), type-to-open keys (Enter, j/k, g/G). Object name `sessionTable`.
class SessionTableView final : public QTableView {
    Q_OBJECT

public:
    SessionTableView(SessionTableModel& model, const Theme& theme, QWidget* parent = nullptr);

    /// Order, widths, visibility and sort column as an opaque text for the settings; a text of an older
    /// version is ignored.
    QByteArray saveColumns() const;
    bool restoreColumns(const QByteArray& saved);

    QString currentSessionKey() const; ///< empty when no row is current
    void setCurrentSession(const QString& sessionKey);

Q_SIGNALS:
    void sessionActivated(const QString& sessionKey); ///< Enter or double click
    void currentSessionChanged(const QString& sessionKey);
    void columnsChanged();
};

} // namespace ax::widgets
