// SPDX-License-Identifier: MIT
#include "widgets/basics/tinted_label.h"

#include "widgets/theme/fonts.h"

#include <QPainter>

namespace ax::widgets {

TintedLabel::TintedLabel(const Theme& theme, QColor Tokens::* color, Size size, QWidget* parent)
    : QLabel(parent), m_theme(theme), m_color(color) {
    setTextFormat(Qt::PlainText);
    if (size == Size::Secondary) {
        setFont(secondaryFont(font()));
    } else if (size == Size::Title) {
        setFont(titleFont(font()));
    }
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TintedLabel::setFullText(const QString& text) {
    if (text == m_fullText) {
        return;
    }
    m_fullText = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void TintedLabel::setColor(QColor Tokens::* color) {
    m_color = color;
    update();
}

QSize TintedLabel::minimumSizeHint() const {
    const QFontMetrics metrics(font());
    return {qMin(sizeHint().width(), metrics.averageCharWidth() * 4), metrics.height()};
}

QSize TintedLabel::sizeHint() const {
    const QFontMetrics metrics(font());
    const QMargins margins = contentsMargins();
    return {metrics.horizontalAdvance(m_fullText) + margins.left() + margins.right() + 1,
            metrics.height() + margins.top() + margins.bottom()};
}

void TintedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(m_theme.tokens().*m_color);
    const QString shown = fontMetrics().elidedText(m_fullText, Qt::ElideRight, contentsRect().width());
    painter.drawText(contentsRect(), static_cast<int>(alignment()) | Qt::TextSingleLine, shown);
    setToolTip(shown == m_fullText ? QString() : m_fullText.toHtmlEscaped());
}

} // namespace ax::widgets
