// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/turn.h"

#include <QString>

namespace ax::widgets {

/// "840", "1.2k", "15k", "1.2M": a count short enough for a margin.
QString shortCount(std::uint64_t count);

/// Local hours and minutes as the locale writes them; with the day in front when `withDay`. Empty for no
/// time.
enum class DayPart { Hidden, Shown };
QString turnTime(const Turn& turn, DayPart day);
bool sameMinute(const Turn& one, const Turn& other);
bool sameDay(const Turn& one, const Turn& other);

/// "1.2k tok": what the turn added, so without what came from the prompt cache. Empty when nothing is known.
QString turnTokens(const Turn& turn);

/// "~$0.04": what the turn's tokens cost at API prices, "–" when the model's price is not known. Empty for a
/// turn without tokens.
QString turnCost(const Turn& turn);

/// Everything that is known of the turn beside its text, one fact a line; plain text.
QString turnDetails(const Turn& turn);

} // namespace ax::widgets
