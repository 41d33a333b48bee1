// SPDX-License-Identifier: MIT
#include "widgets/basics/message_bar.h"

#include "widgets/basics/tinted_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace ax::widgets {

MessageBar::MessageBar(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme),
      m_text(new TintedLabel(theme, &Tokens::text, TintedLabel::Size::Content, this)),
      m_action(new QPushButton(this)) {
    setObjectName(QStringLiteral("messageBar"));
    m_text->setObjectName(QStringLiteral("messageBarText"));
    m_action->setObjectName(QStringLiteral("messageBarAction"));
    auto* dismiss = new QPushButton(tr("Dismiss"), this);
    dismiss->setObjectName(QStringLiteral("messageBarDismiss"));

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 6, 12, 6);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(dismiss);

    connect(m_action, &QPushButton::clicked, this, &MessageBar::actionRequested);
    connect(dismiss, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void MessageBar::showMessage(const QString& sentence, const QString& actionText) {
    m_text->setFullText(sentence);
    m_action->setText(actionText);
    m_action->setVisible(!actionText.isEmpty());
    setVisible(!sentence.isEmpty());
}

QString MessageBar::message() const {
    return isHidden() ? QString() : m_text->fullText();
}

void MessageBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().amberGround);
    painter.setPen(m_theme.tokens().line);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace ax::widgets
