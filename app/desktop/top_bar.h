// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLineEdit;
class QMenu;

namespace ax::widgets {
class Theme;
}

namespace ax::desktop {

class NeedsYouButton;

/// The bar across the top: menu, name, quick filter, how many need you, new session. Object names
/// `menuButton`, `filterField`, `needsYouButton`, `newSessionButton`.
class TopBar final : public QWidget {
    Q_OBJECT

public:
    TopBar(QMenu* menu, const widgets::Theme& theme, QWidget* parent = nullptr);

    QString filterText() const;
    enum class Filter { Hidden, Shown };
    void setFilterVisible(Filter filter); ///< where there is nothing to filter there is no field
    void focusFilter();
    void clearFilter();
    void setNeedsYouCount(int count);

Q_SIGNALS:
    void filterChanged(const QString& text);
    /// Enter, Down or Escape in the filter: the table goes on.
    void filterLeft();
    void needsYouRequested();
    void newSessionRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    const widgets::Theme& m_theme;
    QLineEdit* m_filter;
    NeedsYouButton* m_needsYou;
};

} // namespace ax::desktop
