// SPDX-License-Identifier: MIT
#include "widgets/session/terminal_deck.h"

#include "widgets/basics/tinted_label.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ax::widgets {

namespace {

/// A page with a sentence and one button.
QWidget* makePage(const Theme& theme, QWidget* parent, const QString& text, QPushButton* button) {
    auto* page = new QWidget(parent);
    auto* sentence = new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Content, page);
    sentence->setFullText(text);
    sentence->setAlignment(Qt::AlignCenter);
    auto* layout = new QVBoxLayout(page);
    layout->addStretch();
    layout->addWidget(sentence, 0, Qt::AlignHCenter);
    layout->addSpacing(12);
    layout->addWidget(button, 0, Qt::AlignHCenter);
    layout->addStretch();
    return page;
}

} // namespace

TerminalDeck::TerminalDeck(const Theme& theme, QWidget* parent) : QStackedWidget(parent) {
    setObjectName(QStringLiteral("terminalDeck"));
    auto* open = new QPushButton(tr("Open terminal"));
    open->setObjectName(QStringLiteral("resumeInTerminal"));
    connect(open, &QPushButton::clicked, this, &TerminalDeck::openRequested);
    m_placeholder = makePage(theme, this, tr("This session has no terminal in this window."), open);
    auto* bringBack = new QPushButton(tr("Bring it back"));
    bringBack->setObjectName(QStringLiteral("bringBackTerminal"));
    connect(bringBack, &QPushButton::clicked, this, [this] { Q_EMIT returnRequested(m_key); });
    m_elsewhere = makePage(theme, this, tr("This terminal is in a window of its own."), bringBack);
    addWidget(m_placeholder);
    addWidget(m_elsewhere);
}

void TerminalDeck::addTerminal(const QString& sessionKey, std::unique_ptr<terminal::TerminalView> view) {
    terminal::TerminalView* old = terminal(sessionKey);
    const bool wasLent = old != nullptr && m_lent.erase(old) > 0;
    if (old != nullptr) {
        removeWidget(old);
        old->deleteLater();
    }
    terminal::TerminalView* added = view.release(); // the stack becomes its parent
    addWidget(added);
    connect(added, &terminal::TerminalView::screenChanged, this,
            [this, added] { Q_EMIT screenChanged(keyOf(added)); });
    m_terminals[sessionKey] = added;
    if (wasLent)
        Q_EMIT terminalReplaced(sessionKey);
}

terminal::TerminalView* TerminalDeck::lend(const QString& sessionKey) {
    terminal::TerminalView* view = terminal(sessionKey);
    if (view == nullptr || !m_lent.insert(view).second)
        return nullptr;
    removeWidget(view);
    showSession(m_key);
    return view;
}

void TerminalDeck::takeBack(terminal::TerminalView* view) {
    if (m_lent.erase(view) == 0)
        return; // it is not ours any more
    addWidget(view);
    showSession(m_key);
}

bool TerminalDeck::isLent(const QString& sessionKey) const {
    return m_lent.contains(terminal(sessionKey));
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
    m_key = sessionKey;
    QWidget* page = terminal(sessionKey);
    setCurrentWidget(page == nullptr ? m_placeholder : isLent(sessionKey) ? m_elsewhere : page);
}

void TerminalDeck::setAppearance(const terminal::TerminalAppearance& appearance) {
    for (const auto& [key, view] : m_terminals) {
        view->setAppearance(appearance);
    }
}

} // namespace ax::widgets
