// SPDX-License-Identifier: MIT
#include "app/desktop/needs_you_button.h"

#include "widgets/theme/painting.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace ax::desktop {

NeedsYouButton::NeedsYouButton(const widgets::Theme& theme, QWidget* parent)
    : QAbstractButton(parent), m_theme(theme) {
    setObjectName(QStringLiteral("needsYouButton"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    connect(&theme, &widgets::Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void NeedsYouButton::setCount(int count) {
    setText(tr("%n need(s) you", nullptr, count));
    setAccessibleName(text());
    setVisible(count > 0);
    updateGeometry();
}

QSize NeedsYouButton::sizeHint() const {
    return widgets::statusPillSize(fontMetrics(), Status::NeedsYou, text()).toSize();
}

void NeedsYouButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    widgets::paintStatusPill(painter, QRectF(rect()), Status::NeedsYou, text(), m_theme.tokens());
    if (hasFocus() || underMouse()) {
        const QRectF ring = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(m_theme.tokens().red);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2);
    }
}

} // namespace ax::desktop
