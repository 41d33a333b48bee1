// SPDX-License-Identifier: MIT
#include "widgets/search/search_switch.h"

#include "widgets/basics/tinted_label.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QPushButton>

namespace ax::widgets {

SearchSwitch::SearchSwitch(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_group(new QButtonGroup(this)), m_sessions(new QPushButton(this)),
      m_transcripts(new QPushButton(this)),
      m_state(new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Secondary, this)) {
    setObjectName(QStringLiteral("searchSwitch"));
    m_sessions->setObjectName(QStringLiteral("searchSessions"));
    m_sessions->setToolTip(tr("Sessions whose title, folder, agent, model or status has these words"));
    m_transcripts->setObjectName(QStringLiteral("searchTranscripts"));
    m_transcripts->setToolTip(tr("Sessions in which this was said (Ctrl+Shift+F)"));
    m_state->setObjectName(QStringLiteral("searchState"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 6, 12, 6);
    layout->setSpacing(4);
    for (QPushButton* button : {m_sessions, m_transcripts}) {
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus); // a click leaves the field its cursor
        layout->addWidget(button);
    }
    layout->addSpacing(8);
    layout->addWidget(m_state, 1);
    m_group->addButton(m_sessions, static_cast<int>(Where::Sessions));
    m_group->addButton(m_transcripts, static_cast<int>(Where::Transcripts));
    m_sessions->setChecked(true);
    setSessionCount(0);
    setTranscriptCount(0, {});
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (checked) {
            Q_EMIT chosen(static_cast<Where>(id));
        }
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

SearchSwitch::Where SearchSwitch::where() const {
    return static_cast<Where>(m_group->checkedId());
}

void SearchSwitch::choose(Where where) {
    m_group->button(static_cast<int>(where))->setChecked(true);
}

void SearchSwitch::setSessionCount(int count) {
    m_sessions->setText(tr("Sessions  %1").arg(QLocale().toString(count)));
}

void SearchSwitch::setTranscriptCount(std::optional<qsizetype> count, const QString& sentence) {
    m_transcripts->setText(
        tr("In transcripts  %1").arg(count ? QLocale().toString(*count) : QStringLiteral("…")));
    m_state->setFullText(sentence);
}

void SearchSwitch::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().window);
    painter.setPen(m_theme.tokens().line);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace ax::widgets
