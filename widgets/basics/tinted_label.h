// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QLabel>

namespace ax::widgets {

/// A label in one of the theme's colours, elided at the end instead of widening its window. Plain text only:
/// what agents wrote is never markup.
class TintedLabel final : public QLabel {
    Q_OBJECT

public:
    enum class Size { Content, Secondary, Title };

    TintedLabel(const Theme& theme, QColor Tokens::* color, Size size, QWidget* parent = nullptr);

    /// The full text; the tooltip shows it whenever it does not fit.
    void setFullText(const QString& text);
    const QString& fullText() const { return m_fullText; }
    void setColor(QColor Tokens::* color);

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QColor Tokens::* m_color;
    QString m_fullText;
};

} // namespace ax::widgets
