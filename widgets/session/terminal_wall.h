// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"

#include <QScrollArea>

#include <vector>

class QGridLayout;

namespace ax::widgets {

class TerminalDeck;
class TerminalTile;
class Theme;
class TintedLabel;

/// The terminals of several sessions side by side, as large as they can be, each under its status and title.
/// It borrows them from the deck while it is in sight, so that none is emulated twice, and gives them back
/// with clear(). Object name `terminalWall`.
class TerminalWall final : public QScrollArea {
    Q_OBJECT

public:
    /// `deck` and `theme` outlive the wall.
    TerminalWall(TerminalDeck& deck, const Theme& theme, QWidget* parent = nullptr);
    ~TerminalWall() override;

    /// Shows these sessions, as many as have a place and a terminal in the deck; what stood there before goes
    /// back to it.
    void showSessions(const std::vector<SessionPointer>& sessions);
    /// Newer facts of sessions that are shown; others are passed over.
    void updateSession(const SessionPointer& session);
    void clear();
    std::vector<TerminalTile*> tiles() const { return m_tiles; }

    static constexpr int MostTiles = 16;

Q_SIGNALS:
    void sessionChosen(const QString& sessionKey); ///< to be looked at alone

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void addTile(const SessionPointer& session);
    void arrange();
    void refill(const QString& sessionKey);
    TerminalTile* tileOf(const QString& sessionKey) const;

    TerminalDeck& m_deck;
    const Theme& m_theme;
    QGridLayout* m_grid;
    TintedLabel* m_empty;
    std::vector<TerminalTile*> m_tiles;
};

} // namespace ax::widgets
