// SPDX-License-Identifier: MIT
#include "widgets/session/status_pill.h"

#include "widgets/theme/fonts.h"
#include "widgets/theme/painting.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace ax::widgets {

StatusPill::StatusPill(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setObjectName(QStringLiteral("statusPill"));
    setFont(secondaryFont(font()));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StatusPill::setStatus(Status status) {
    m_status = status;
    setAccessibleName(statusText(status));
    updateGeometry();
    update();
}

QSize StatusPill::sizeHint() const {
    return statusPillSize(fontMetrics(), m_status, statusText(m_status)).toSize();
}

void StatusPill::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(font());
    paintStatusPill(painter, QRectF(rect()), m_status, statusText(m_status), m_theme.tokens());
}

} // namespace ax::widgets
