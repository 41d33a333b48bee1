// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"

#include <QWidget>

namespace ax::widgets {
class Theme;
class TintedLabel;
} // namespace ax::widgets

namespace ax::desktop {

/// The line at the foot of the window: how many sessions, how many live, what could not be read, and the last
/// thing an agent announced. Object name `statusLine`.
class StatusLine final : public QWidget {
    Q_OBJECT

public:
    explicit StatusLine(const widgets::Theme& theme, QWidget* parent = nullptr);

    void setSnapshot(const Snapshot& snapshot, int shownSessions);
    void announce(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const widgets::Theme& m_theme;
    widgets::TintedLabel* m_counts;
    widgets::TintedLabel* m_problems;
    widgets::TintedLabel* m_announcement;
};

} // namespace ax::desktop
