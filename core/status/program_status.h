// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

enum class ProgramState : std::uint8_t {
    Idle,
    Working,
    BlockedOnPermission,
    BlockedOnQuestion,
    Done,
    Failed,
    Cleared
};

/// What an agent says of itself over its terminal: OSC 7501, "Program Status Protocol" (facts: harnesses
/// §4.1).
struct ProgramStatus {
    ProgramState state = ProgramState::Idle;
    std::string program; ///< key `app`
    std::string message; ///< decoded, control characters removed
    std::string title;
    std::optional<int> progress; ///< percent
    friend bool operator==(const ProgramStatus&, const ProgramStatus&) = default;
};

/// Parses the payload after `7501;`. Nothing for a query (`?`), an unknown state, or damaged text.
std::optional<ProgramStatus> parseProgramStatus(std::string_view payload);

} // namespace ax
