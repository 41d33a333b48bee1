// SPDX-License-Identifier: MIT
#include "widgets/session/details_page.h"

#include "core/base/paths.h"
#include "widgets/basics/tinted_label.h"
#include "widgets/insurance/insurance_text.h"
#include "widgets/session/session_text.h"
#include "widgets/transcript/display_text.h"

#include <QDateTime>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>

namespace ax::widgets {

DetailsPage::DetailsPage(QString home, const Theme& theme, QWidget* parent)
    : QScrollArea(parent), m_home(std::move(home)), m_theme(theme) {
    setObjectName(QStringLiteral("detailsPage"));
    setAccessibleName(tr("Details"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    viewport()->setBackgroundRole(QPalette::Base);
}

void DetailsPage::addFact(const QString& name, const QString& value) {
    if (value.isEmpty()) {
        return;
    }
    auto* label = new TintedLabel(m_theme, &Tokens::muted, TintedLabel::Size::Content, widget());
    label->setFullText(name);
    label->setAlignment(Qt::AlignRight | Qt::AlignTop);
    auto* text = new QLabel(value, widget());
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setAccessibleName(name);
    m_form->addRow(label, text);
}

QString DetailsPage::historyText() const {
    return m_session && m_history ? historySentence(*m_session, *m_history, SystemClock().now()) : QString();
}

void DetailsPage::setHistory(const HistoryStatePointer& state) {
    m_history = state;
    if (historyText() != m_shownHistory) {
        setSession(m_session);
    }
}

void DetailsPage::setSession(const SessionPointer& session) {
    m_session = session;
    m_shownHistory = historyText();
    auto* page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    m_form = new QFormLayout(page);
    m_form->setContentsMargins(16, 16, 16, 16);
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(8);
    m_form->setLabelAlignment(Qt::AlignRight);
    setWidget(page); // deletes the page before
    if (!session) {
        return;
    }
    addFact(tr("Session"), displayLine(session->id));
    addFact(tr("Agent"), displayLine(session->harness));
    addFact(tr("Status"), statusSentence(session->status));
    addFact(tr("Folder"), folderText(*session, m_home));
    if (session->recordedDirectory != session->directory) {
        addFact(tr("Recorded folder"), displayLine(session->recordedDirectory));
    }
    addFact(tr("Transcript"), displayLine(abbreviateHome(session->file, m_home.toStdString())));
    addFact(tr("Kept"), m_shownHistory);
    addFact(tr("Model"), displayLine(session->model));
    addFact(tr("Begun"), timeText(session->created));
    addFact(tr("Last activity"), timeText(session->last));
    addFact(tr("Prompts"), QLocale().toString(session->prompts));
    addFact(tr("Context"), contextText(*session));
    addFact(tr("Tokens"), tokensText(session->tokens));
    addFact(tr("Cost"), costSentence(session->cost));
    for (const SubAgent& agent : session->subAgents) {
        addFact(tr("Sub-agent"), tr("%1 · %2 · %3 · %4")
                                     .arg(displayLine(agent.kind), displayLine(agent.description),
                                          tokensText(agent.tokens), costSentence(agent.cost)));
    }
    if (session->unknownRecords > 0) {
        addFact(tr("Unknown records"),
                tr("%n record(s) of a kind that this version does not know; kept and counted", nullptr,
                   static_cast<int>(session->unknownRecords)));
    }
    if (session->damagedRecords > 0) {
        addFact(tr("Damaged records"), tr("%n record(s) could not be read; the rest is shown", nullptr,
                                          static_cast<int>(session->damagedRecords)));
    }
}

} // namespace ax::widgets
