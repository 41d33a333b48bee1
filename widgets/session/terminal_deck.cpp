// SPDX-License-Identifier: MIT
#include "widgets/session/terminal_deck.h"

#include "widgets/basics/tinted_label.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ax::widgets {

namespace {

QWidget* makePlaceholder(const Theme& theme, TerminalDeck* deck) {
    auto* page = new QWidget(deck);
    auto* sentence = new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Content, page);
    sentence->setFullText(TerminalDeck::tr("This session has no terminal in this window."));
    sentence->setAlignment(Qt::AlignCenter);
    auto* open = new QPushButton(TerminalDeck::tr("Resume in a terminal"), page);
    open->setObjectName(QStringLiteral("resumeInTerminal"));
    auto* layout = new QVBoxLayout(page);
    layout->addStretch();
    layout->addWidget(sentence, 0, Qt::AlignHCenter);
    layout->addSpacing(12);
    layout->addWidget(open, 0, Qt::AlignHCenter);
    layout->addStretch();
    QObject::connect(open, &QPushButton::clicked, deck, &TerminalDeck::openRequested);
    return page;
}

} // namespace

TerminalDeck::TerminalDeck(const Theme& theme, QWidget* parent)
    : QStackedWidget(parent), m_placeholder(makePlaceholder(theme, this)) {
    setObjectName(QStringLiteral("terminalDeck"));
    addWidget(m_placeholder);
}

void TerminalDeck::addTerminal(const QString& sessionKey, std::unique_ptr<terminal::TerminalView> view) {
    if (terminal::TerminalView* old = terminal(sessionKey)) {
        removeWidget(old);
        old->deleteLater();
    }
    terminal::TerminalView* added = view.release(); // the stack becomes its parent
    addWidget(added);
    connect(added, &terminal::TerminalView::screenChanged, this,
            [this, added] { Q_EMIT screenChanged(keyOf(added)); });
    m_terminals[sessionKey] = added;
}

void TerminalDeck::renameTerminal(const QString& before, const QString& now) {
    auto renamed = m_terminals.extract(before);
    if (renamed.empty() || m_terminals.contains(now))
        return;
    renamed.key() = now;
    m_terminals.insert(std::move(renamed));
}

QString TerminalDeck::keyOf(const terminal::TerminalView* view) const {
    const auto found = std::ranges::find(m_terminals, view, [](const auto& entry) { return entry.second; });
    return found == m_terminals.end() ? QString() : found->first;
}

terminal::TerminalView* TerminalDeck::terminal(const QString& sessionKey) const {
    const auto found = m_terminals.find(sessionKey);
    return found == m_terminals.end() ? nullptr : found->second;
}

bool TerminalDeck::isRunning(const QString& sessionKey) const {
    const terminal::TerminalView* view = terminal(sessionKey);
    return view != nullptr && view->isRunning();
}

int TerminalDeck::runningCount() const {
    return static_cast<int>(
        std::ranges::count_if(m_terminals, [](const auto& entry) { return entry.second->isRunning(); }));
}

void TerminalDeck::showSession(const QString& sessionKey) {
    QWidget* page = terminal(sessionKey);
    setCurrentWidget(page != nullptr ? page : m_placeholder);
}

void TerminalDeck::setAppearance(const terminal::TerminalAppearance& appearance) {
    for (const auto& [key, view] : m_terminals) {
        view->setAppearance(appearance);
    }
}

} // namespace ax::widgets
