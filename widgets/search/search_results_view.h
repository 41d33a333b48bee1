// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/search/search_results_model.h"
#include "widgets/theme/theme.h"

#include <QListView>

namespace ax::widgets {

/// The list of found sessions: moving through it shows each transcript at its hit, Enter goes into it, n and
/// N lead from hit to hit. Object name `searchResults`.
class SearchResultsView final : public QListView {
    Q_OBJECT

public:
    /// `theme` outlives the view.
    SearchResultsView(SearchResultsModel& model, const Theme& theme, QWidget* parent = nullptr);

    QString currentSessionKey() const;
    /// What is shown when nothing was found, or nothing can be; empty: nothing.
    void setPlaceholder(const QString& sentence);

Q_SIGNALS:
    void currentResultChanged(const QString& sessionKey, qulonglong position);
    void resultActivated(const QString& sessionKey, qulonglong position);
    void nextHitRequested();
    void previousHitRequested();

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void keepCurrent();

    SearchResultsModel& m_model;
    const Theme& m_theme;
    QString m_placeholder;
    QString m_keptKey; ///< current before the answer changed
};

} // namespace ax::widgets
