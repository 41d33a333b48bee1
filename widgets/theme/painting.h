// SPDX-License-Identifier: MIT
#pragma once

#include "core/status/session_status.h"
#include "widgets/theme/tokens.h"

#include <QRectF>
#include <QString>

#include <optional>

class QFontMetrics;
class QPainter;

namespace ax::widgets {

// The small marks that carry state, drawn as shapes: the same with every font. Each function restores the
// painter. Colour never stands alone: a glyph goes with its word.

/// Marks beside the states: a triangle to the right for what runs, lines for everything, bars
/// for costs, a folder, an hourglass for what is about to be deleted.
enum class Mark { Live, All, Costs, Folder, Expiring };

constexpr int StatusGlyphSize = 12; ///< px: the unit of a glyph, which is centred in the area given
/// The size of a glyph beside words of this font: 12 px, more beside large letters.
int glyphSizeFor(const QFontMetrics& metrics);

/// Red disc: needs you; amber triangle: needs auth; green check: review; accent half disc: working; grey
/// ring: idle; violet cross: crash; nothing for the past.
void paintStatusGlyph(QPainter& painter, const QRectF& area, Status status, const Tokens& tokens);
void paintMark(QPainter& painter, const QRectF& area, Mark mark, const QColor& color);

/// The colour of the status word; muted for the past.
QColor statusColor(Status status, const Tokens& tokens);
QColor statusGround(Status status, const Tokens& tokens);
/// The word for people, translated; empty for the past.
QString statusText(Status status);

constexpr int ContextBarWidth = 44; ///< px
/// The colour of a share of the context window: grey under 60 %, amber from 60, red from 85.
QColor contextColor(double share, const Tokens& tokens);
/// A bar 5 px high, centred in `area`, filled from the left by `share` (clamped to 0..1).
void paintContextBar(QPainter& painter, const QRectF& area, double share, const Tokens& tokens);

/// A rounded pill with the glyph and word of a status; text in the painter's font.
void paintStatusPill(QPainter& painter, const QRectF& area, Status status, const QString& text,
                     const Tokens& tokens);
/// The size that paintStatusPill() wants for this text.
QSizeF statusPillSize(const QFontMetrics& metrics, Status status, const QString& text);

/// A pill without glyph, for counts and badges.
void paintPill(QPainter& painter, const QRectF& area, const QString& text, const QColor& color,
               const QColor& ground);

} // namespace ax::widgets
