// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QObject>
#include <QPalette>

class QApplication;

namespace ax::widgets {

/// Colours by meaning, beyond what QPalette names (look: "Rules behind them"). Two sets, light and dark;
/// contrast of each text colour on its ground ≥ 4.5:1.
struct Tokens {
    QColor window, base, alternate;
    QColor text, muted, faint, line;
    QColor accent, accentText, selection;
    QColor red, green, amber, violet, grey;
    QColor redGround, greenGround, amberGround, accentGround; ///< pale grounds of pills and bars
    QColor code;                                              ///< ground of code blocks and chips
};

enum class Scheme { Light, Dark };
enum class SchemeChoice { System, Light, Dark };

/// The look of the whole program: palette, style and fonts, following the system's scheme and accent or the
/// user's choice. Widgets take colours from tokens() when they paint and repaint on changed(). One instance,
/// made by the composition root, handed to who needs it.
class Theme : public QObject {
    Q_OBJECT

public:
    Theme(QApplication& application, SchemeChoice choice);

    const Tokens& tokens() const { return m_tokens; }
    Scheme scheme() const { return m_scheme; }
    SchemeChoice choice() const { return m_choice; }
    void setChoice(SchemeChoice choice);

    static Tokens tokensFor(Scheme scheme, const QColor& accent);

    // Measures of the 4 px grid (look).
    static constexpr int RowHeight = 28;
    static constexpr int CompactRowHeight = 24;
    static constexpr int ControlHeight = 28;
    static constexpr int BarHeight = 44;
    static constexpr int CornerRadius = 6;

Q_SIGNALS:
    void changed();

private:
    void apply();

    QApplication& m_application;
    SchemeChoice m_choice;
    Scheme m_scheme = Scheme::Light;
    Tokens m_tokens;
};

} // namespace ax::widgets
