// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/transcript_turns.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ax::cli {

/// What `ax read` prints of turns (facts: ax-compat §3 and §7). Pure.

/// One session as one line: `{"id":…,"turns":[…],"cursor":N}`, `"turns":null` without any.
std::string formatTurnsJson(std::string_view id, std::span<const NumberedTurn> turns, std::uint64_t cursor);

/// `[role YYYY-MM-DD HH:MM] text`, a turn without text left out. Without control characters: line ends stay.
std::string formatTurnsText(std::span<const NumberedTurn> turns);

/// Something that happened in a session that is followed.
struct FollowEvent {
    std::string id;
    std::string name;
    std::string run;
    std::string event; ///< turn, waiting, exit or crash
    std::uint64_t cursor = 0;
    std::optional<RecordTurn> turn; ///< the last one, if there is something new
    std::string reason;             ///< of waiting: input, auth
    std::string hint;
};

enum class Content : std::uint8_t { Short, Whole };

/// One line of JSON.
std::string formatEvent(const FollowEvent& event, Content content);

/// `2026-11-01 12:00` of a time as recorded, in the zone it was recorded in; empty when it is none.
std::string minuteOf(std::string_view time);

} // namespace ax::cli
