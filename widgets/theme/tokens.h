// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>

#include <span>

namespace ax::widgets {

enum class Scheme { Light, Dark };

/// Colours by meaning, beyond what QPalette names (look: "Rules behind them"). Two sets, light and dark.
/// Contrast of text, muted, accent, red, green, amber and violet is ≥ 4.5:1 on window, base, alternate, hover
/// and selection, and of each state colour on its own pale ground. `faint` is for marks and disabled words
/// only: it does not reach that contrast.
struct Tokens {
    QColor window, base, alternate;
    QColor text, muted, faint, line;
    QColor accent, accentText, selection; ///< accentText stands on accent
    QColor red, green, amber, violet, grey;
    QColor redGround, greenGround, amberGround, accentGround; ///< pale grounds of pills and bars
    QColor violetGround, greyGround;
    QColor code;  ///< ground of code blocks and chips
    QColor hover; ///< ground of the row or button under the pointer
    QColor edge;  ///< outline of buttons and fields: a little stronger than line
};

/// The accent of the look itself, for platforms that have none.
QColor defaultAccent(Scheme scheme);

/// The whole set. Any accent is taken and moved in lightness until it can be read on every ground; an
/// invalid one stands for the default.
Tokens makeTokens(Scheme scheme, const QColor& accent);

/// WCAG 2 contrast, 1..21.
double contrastRatio(const QColor& one, const QColor& other);

/// `color` with its lightness moved, as little as possible, until it has `ratio` on all grounds.
QColor readableOn(const QColor& color, std::span<const QColor> grounds, double ratio = 4.5);

/// `share` (0..1) of `over` laid on `under`; opaque.
QColor mixed(const QColor& under, const QColor& over, double share);

} // namespace ax::widgets
