// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/environment.h"
#include "core/state/hook_state.h"

#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// What one call of `ax hookstate WORD` means: an agent's hook ran it, with its own JSON on standard input
/// (facts: harnesses §4.4).
struct HookEvent {
    std::string sessionId;
    enum class Kind { Working, Idle, Blocked, Stop } kind = Kind::Idle;
    std::string question; ///< of Blocked: what is asked, in one line
};

/// Nothing when the word is not known, or nobody says which session it is, or the event says nothing of its
/// state: Claude Code also notifies of having been idle for a minute. `payload` may be anything; without a
/// session in it AX_SESSION_ID counts.
std::optional<HookEvent> readHookEvent(std::string_view word, std::string_view payload,
                                       const Environment& environment);

/// What it makes of the session's state. A task that stops is done (facts: ax-compat §10).
enum class Task { None, Given };
HookWord hookWordOf(const HookEvent& event, Task task);

} // namespace ax
