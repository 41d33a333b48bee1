// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"

#include <QFrame>

class QLabel;

namespace ax::widgets {

class Theme;
class TintedLabel;

/// What is on a live session's screen, as text, beside its row of the table: a tooltip that takes neither the
/// mouse nor the keyboard. Object names `screenPreview`, `screenPreviewText`.
class ScreenPreview final : public QFrame {
    Q_OBJECT

public:
    ScreenPreview(const Theme& theme, QWidget* parent);

    /// Under `row` (on the screen) where there is room, else above. `screen` is a row a line.
    void showScreen(const Session& session, const QString& screen, const QRect& row);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void place(const QRect& row);
    void applyColours();

    const Theme& m_theme;
    TintedLabel* m_title;
    TintedLabel* m_status;
    QLabel* m_text;
};

/// The last lines of a screen, as many and as wide as a preview has room for; blank ones at the end go.
QString previewText(const QString& screen);

} // namespace ax::widgets
