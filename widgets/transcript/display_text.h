// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <string_view>

namespace ax::widgets {

/// Text of agents made harmless to look at. Every string of a transcript passes through here before it is
/// parsed, laid out or copied:
/// - escape sequences (CSI, OSC, DCS, …; 7 and 8 bit) and control characters go, but tab and line feed; CR LF
///   and lone CR become line feeds, so that nothing is overwritten out of sight;
/// - what reorders or smuggles text (bidirectional overrides and isolates, tag characters, variation
/// selectors
///   on nothing) is shown as ⟦U+202E⟧, a run of n as ⟦U+E0041 ×n⟧;
/// - characters that are invisible by nature (zero width space, soft hyphen, fillers) go; joiners and
///   selectors stay where emoji and scripts need them;
/// - floods of combining marks are cut, broken UTF-8 and noncharacters become U+FFFD.
/// Pure functions, any thread.
QString displayText(std::string_view utf8);
QString displayText(QStringView text);

/// The same on one line: white space collapses, and what exceeds `maximumLength` characters ends in "…".
QString displayLine(std::string_view utf8, qsizetype maximumLength = 400);

} // namespace ax::widgets
