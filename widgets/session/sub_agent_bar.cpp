// SPDX-License-Identifier: MIT
#include "widgets/session/sub_agent_bar.h"

#include "widgets/basics/tinted_label.h"
#include "widgets/theme/theme.h"
#include "widgets/transcript/display_text.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace ax::widgets {

SubAgentBar::SubAgentBar(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme),
      m_name(new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Secondary, this)) {
    setObjectName(QStringLiteral("subAgentBar"));
    m_name->setObjectName(QStringLiteral("subAgentName"));
    auto* back = new QPushButton(tr("Back to the session"), this);
    back->setObjectName(QStringLiteral("backToSession"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 6, 12, 6);
    layout->setSpacing(8);
    layout->addWidget(m_name, 1);
    layout->addWidget(back);
    connect(back, &QPushButton::clicked, this, &SubAgentBar::backRequested);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void SubAgentBar::setAgent(const SubAgent* agent) {
    setVisible(agent != nullptr);
    if (agent == nullptr) {
        return;
    }
    QStringList facts{tr("Sub-agent")};
    for (const std::string& fact : {agent->kind, agent->description}) {
        if (!fact.empty()) {
            facts.append(displayLine(fact));
        }
    }
    m_name->setFullText(facts.join(QStringLiteral(" · ")));
}

void SubAgentBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().window);
    painter.setPen(m_theme.tokens().line);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace ax::widgets
