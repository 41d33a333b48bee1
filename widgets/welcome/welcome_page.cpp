// SPDX-License-Identifier: MIT
#include "widgets/welcome/welcome_page.h"

#include "widgets/basics/tinted_label.h"
#include "widgets/session/session_text.h"
#include "widgets/transcript/display_text.h"

#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace ax::widgets {

namespace {

QString foundText(const StoreReport& store) {
    if (!store.problems.empty()) {
        return displayLine(store.problems.front());
    }
    return store.exists ? WelcomePage::tr("there, without a session") : WelcomePage::tr("not there");
}

} // namespace

WelcomePage::WelcomePage(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme),
      m_title(new TintedLabel(theme, &Tokens::text, TintedLabel::Size::Title, this)),
      m_sentence(new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Content, this)),
      m_storesPlace(new QVBoxLayout), m_newSession(new QPushButton(tr("New session"), this)),
      m_demo(new QPushButton(tr("Try the demo"), this)) {
    setObjectName(QStringLiteral("welcomePage"));
    m_title->setFullText(tr("Looking for sessions…"));
    m_newSession->setObjectName(QStringLiteral("welcomeNewSession"));
    m_newSession->setProperty("primary", true);
    m_demo->setObjectName(QStringLiteral("welcomeDemo"));
    m_demo->setToolTip(tr("Opens a second window on sample sessions with a small scripted agent. It touches "
                          "nothing of yours."));

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(m_newSession);
    buttons->addWidget(m_demo);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(0);
    layout->addStretch(2);
    layout->addWidget(m_title, 0, Qt::AlignHCenter);
    layout->addSpacing(8);
    layout->addWidget(m_sentence, 0, Qt::AlignHCenter);
    layout->addSpacing(20);
    layout->addLayout(m_storesPlace);
    layout->addSpacing(24);
    layout->addLayout(buttons);
    layout->addStretch(3);
    m_newSession->hide();
    m_demo->hide();

    connect(m_newSession, &QPushButton::clicked, this, &WelcomePage::newSessionRequested);
    connect(m_demo, &QPushButton::clicked, this, &WelcomePage::demoRequested);
}

void WelcomePage::setStores(const std::vector<StoreReport>& stores) {
    m_title->setFullText(tr("No sessions yet"));
    m_sentence->setFullText(
        tr("As soon as an agent writes a transcript in one of these places, its session appears here."));
    delete m_stores;
    m_stores = new QWidget(this);
    m_stores->setObjectName(QStringLiteral("welcomeStores"));
    auto* grid = new QGridLayout(m_stores);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(20);
    grid->setVerticalSpacing(8);
    int row = 0;
    for (const StoreReport& store : stores) {
        auto* name = new TintedLabel(m_theme, &Tokens::text, TintedLabel::Size::Content, m_stores);
        name->setFullText(displayLine(store.harness));
        auto* place = new TintedLabel(m_theme, &Tokens::muted, TintedLabel::Size::Content, m_stores);
        place->setFullText(displayLine(store.pattern));
        auto* found = new TintedLabel(m_theme, store.problems.empty() ? &Tokens::faint : &Tokens::amber,
                                      TintedLabel::Size::Content, m_stores);
        found->setFullText(foundText(store));
        grid->addWidget(name, row, 0);
        grid->addWidget(place, row, 1);
        grid->addWidget(found, row, 2);
        ++row;
    }
    m_storesPlace->addWidget(m_stores, 0, Qt::AlignHCenter);
    m_newSession->show();
    m_demo->show();
}

} // namespace ax::widgets
