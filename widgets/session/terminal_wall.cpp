// SPDX-License-Identifier: MIT
#include "widgets/session/terminal_wall.h"

#include "widgets/basics/tinted_label.h"
#include "widgets/session/terminal_deck.h"
#include "widgets/session/terminal_tile.h"

#include <QGridLayout>

#include <algorithm>
#include <cmath>

namespace ax::widgets {

namespace {

constexpr int Gap = 10;
constexpr QSize SmallestTile(360, 200);

QString keyOf(const Session& session) {
    return QString::fromStdString(session.key());
}

} // namespace

TerminalWall::TerminalWall(TerminalDeck& deck, const Theme& theme, QWidget* parent)
    : QScrollArea(parent), m_deck(deck), m_theme(theme),
      m_empty(new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Content)) {
    setObjectName(QStringLiteral("terminalWall"));
    setAccessibleName(tr("Wall of terminals"));
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget;
    m_grid = new QGridLayout(content);
    m_grid->setContentsMargins(Gap, Gap, Gap, Gap);
    m_grid->setSpacing(Gap);
    m_empty->setObjectName(QStringLiteral("wallEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setFullText(tr("No session runs in a terminal that can be shown here."));
    m_grid->addWidget(m_empty, 0, 0);
    setWidget(content);
    connect(&deck, &TerminalDeck::terminalReplaced, this, &TerminalWall::refill);
}

TerminalWall::~TerminalWall() = default;

void TerminalWall::showSessions(const std::vector<SessionPointer>& sessions) {
    clear();
    for (const SessionPointer& session : sessions) {
        if (m_tiles.size() < MostTiles)
            addTile(session);
    }
    arrange();
    for (TerminalTile* tile : m_tiles)
        tile->show();
    if (!m_tiles.empty())
        m_tiles.front()->setFocus();
}

void TerminalWall::addTile(const SessionPointer& session) {
    const QString key = keyOf(*session);
    terminal::TerminalView* view = m_deck.lend(key);
    if (view == nullptr)
        return;
    auto* tile = new TerminalTile(TerminalTile::Frame::Card,
                                  {.text = QStringLiteral("\u2922"), .meaning = tr("Show it alone")}, m_theme,
                                  widget());
    tile->setMinimumSize(SmallestTile);
    tile->setSession(session);
    tile->showTerminal(view);
    connect(tile, &TerminalTile::buttonPressed, this,
            [this, tile] { Q_EMIT sessionChosen(m_deck.keyOf(tile->terminal())); });
    m_tiles.push_back(tile);
}

/// In as many columns as make the tiles wide rather than high, but no wider than they need to be.
void TerminalWall::arrange() {
    for (TerminalTile* tile : m_tiles)
        m_grid->removeWidget(tile);
    for (int line = 0; line < MostTiles; ++line) {
        m_grid->setColumnStretch(line, 0);
        m_grid->setRowStretch(line, 0);
    }
    m_empty->setVisible(m_tiles.empty());
    if (m_tiles.empty())
        return;
    const int count = static_cast<int>(m_tiles.size());
    const int fitting = std::max(1, viewport()->width() / (SmallestTile.width() + Gap));
    const int columns = std::min(static_cast<int>(std::ceil(std::sqrt(count))), fitting);
    for (int number = 0; number < count; ++number) {
        m_grid->addWidget(m_tiles[static_cast<std::size_t>(number)], number / columns, number % columns);
        m_grid->setColumnStretch(number % columns, 1);
        m_grid->setRowStretch(number / columns, 1);
    }
}

void TerminalWall::updateSession(const SessionPointer& session) {
    if (TerminalTile* tile = tileOf(keyOf(*session)); tile != nullptr && tile->session() != session)
        tile->setSession(session);
}

TerminalTile* TerminalWall::tileOf(const QString& sessionKey) const {
    const auto found = std::ranges::find_if(m_tiles, [&](const TerminalTile* tile) {
        return tile->terminal() != nullptr && m_deck.keyOf(tile->terminal()) == sessionKey;
    });
    return found == m_tiles.end() ? nullptr : *found;
}

/// The session was started again, in another terminal.
void TerminalWall::refill(const QString& sessionKey) {
    const auto tile = std::ranges::find_if(m_tiles, [&](const TerminalTile* candidate) {
        return candidate->session() && keyOf(*candidate->session()) == sessionKey;
    });
    if (tile == m_tiles.end())
        return;
    if (terminal::TerminalView* view = m_deck.lend(sessionKey))
        (*tile)->showTerminal(view);
}

void TerminalWall::clear() {
    for (TerminalTile* tile : m_tiles) {
        if (terminal::TerminalView* view = tile->takeTerminal())
            m_deck.takeBack(view);
        m_grid->removeWidget(tile);
        tile->deleteLater();
    }
    m_tiles.clear();
}

void TerminalWall::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    arrange();
}

} // namespace ax::widgets
