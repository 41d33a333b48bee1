// SPDX-License-Identifier: MIT
#pragma once

#include "core/archive/history_keeper.h"
#include "core/index/session.h"

#include <QScrollArea>

class QFormLayout;

namespace ax::widgets {

class Theme;

/// Every fact of one session as labelled, selectable lines, with its sub-agents below. Object name
/// `detailsPage`.
class DetailsPage final : public QScrollArea {
    Q_OBJECT

public:
    DetailsPage(QString home, const Theme& theme, QWidget* parent = nullptr);

    void setSession(const SessionPointer& session);
    void setHistory(const HistoryStatePointer& state);

private:
    void addFact(const QString& name, const QString& value);
    QString historyText() const;

    QString m_home;
    const Theme& m_theme;
    QFormLayout* m_form = nullptr;
    SessionPointer m_session;
    HistoryStatePointer m_history;
    QString m_shownHistory;
};

} // namespace ax::widgets
