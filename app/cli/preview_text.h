// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"
#include "core/state/session_meta.h"
#include "core/transcripts/transcript_turns.h"

#include <cstddef>
#include <span>
#include <string>

namespace ax::cli {

struct PreviewStyle {
    enum class Colour { None, Ansi };
    Colour colour = Colour::None;
    std::size_t width = 80; ///< columns
};

/// How many turns a preview shows, and how many lines of each.
constexpr std::size_t PreviewTurns = 12;
constexpr std::size_t PreviewLines = 6;

/// Whether a preview shows the turn: what a person or the agent said, and not what a program wrapped around
/// it.
bool isPreviewed(const RecordTurn& turn);

/// A header (name, agent, model, tags), a line of 60 dashes, and the turns as `[you|agent YYYY-MM-DD HH:MM]`
/// with their text, wrapped as the terminal shows it. No control character of a transcript gets in. Pure.
std::string formatPreview(const Session& session, const SessionMeta& meta,
                          std::span<const NumberedTurn> turns, const PreviewStyle& style);

} // namespace ax::cli
