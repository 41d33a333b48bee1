// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"
#include "widgets/table/session_filter.h"

#include <QWidget>

class QListView;

namespace ax::widgets {

class NavigatorModel;
class Theme;

/// The column at the left: scopes with counts (Needs you, Live, All, and Review while there is something to
/// review), the costs page and the project folders by last activity. Choosing an entry, by click or by arrow
/// keys, asks for a filter; the text of the quick filter is not its business. Object name `navigator`, its
/// list `navigatorList`. At first All is chosen, without a signal.
class Navigator final : public QWidget {
    Q_OBJECT

public:
    /// `theme` outlives the widget.
    Navigator(const QString& home, const Theme& theme, QWidget* parent = nullptr);

    void setSnapshot(const SnapshotPointer& snapshot);
    /// As if the person had chosen it.
    void select(SessionFilter::Scope scope);
    void selectCosts();

    QSize sizeHint() const override;

Q_SIGNALS:
    void scopeChosen(ax::widgets::SessionFilter::Scope scope);
    void folderChosen(const QString& folder);
    void costsChosen();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyPalette();
    void choose(const QModelIndex& line);
    void announce(const QModelIndex& current);
    enum class By { Mouse, Keyboard };
    void activate(const QModelIndex& index, By means);
    void returnToChosen();

    const Theme& m_theme;
    NavigatorModel* m_model;
    QListView* m_list;
    bool m_quiet = false; ///< the current line changes, and nobody chose
};

} // namespace ax::widgets
