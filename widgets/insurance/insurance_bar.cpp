// SPDX-License-Identifier: MIT
#include "widgets/insurance/insurance_bar.h"

#include "widgets/basics/tinted_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace ax::widgets {

InsuranceBar::InsuranceBar(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme),
      m_text(new TintedLabel(theme, &Tokens::text, TintedLabel::Size::Content, this)) {
    setObjectName(QStringLiteral("insuranceBar"));
    setAccessibleName(tr("History insurance"));
    m_text->setObjectName(QStringLiteral("insuranceBarText"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 6, 12, 6);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    const auto add = [&](const QString& name, const QString& text, void (InsuranceBar::*signal)()) {
        auto* button = new QPushButton(text, this);
        button->setObjectName(name);
        button->setFocusPolicy(Qt::TabFocus); // a click leaves the keys where they were
        connect(button, &QPushButton::clicked, this, signal);
        layout->addWidget(button);
        return button;
    };
    add(QStringLiteral("insuranceDetails"), tr("Details…"), &InsuranceBar::detailsRequested);
    add(QStringLiteral("insuranceNotNow"), tr("Not now"), &InsuranceBar::declined);
    add(QStringLiteral("insuranceKeep"), tr("Keep copies"), &InsuranceBar::accepted)
        ->setProperty("primary", true);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void InsuranceBar::ask(const QString& question) {
    m_text->setFullText(question);
    show();
}

void InsuranceBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().amberGround);
    painter.setPen(m_theme.tokens().line);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace ax::widgets
