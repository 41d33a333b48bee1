// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/state/hook_state.h"
#include "core/status/program_status.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ax {

/// The status column, most pressing first (manual, "Status Values"). Past means not running: a session to
/// resume.
enum class Status : std::uint8_t { NeedsYou, NeedsAuth, Review, Working, Idle, Crash, Past };

/// The word of the manual: `needs you`, `working`, … ; empty for Past.
std::string_view statusWord(Status status);

/// A status that can say why.
struct SessionStatus {
    Status status = Status::Past;
    std::string detail;             ///< what is asked, or what is being done; may be empty
    std::string evidence;           ///< who says so: "reported by the agent", "its state file", …
    std::optional<Timestamp> since; ///< when the witness spoke
    friend bool operator==(const SessionStatus&, const SessionStatus&) = default;
};

/// A live agent's own state file, `~/.claude/sessions/<pid>.json` (facts: harnesses §0.2).
struct AgentStateFile {
    long processId = 0;
    std::string sessionId;
    std::string directory;
    std::string name;
    std::string status;     ///< idle, busy, waiting
    std::string waitingFor; ///< "permission prompt", "input needed"
    std::optional<Timestamp> updated;
};

/// What a session's holder tells of it, ours or upstream's `ax` (core/index/live_sessions.h).
struct HeldWitness {
    bool lives = false;     ///< else it has crashed: its heartbeat is there and its process is not
    bool isWriting = false; ///< its program wrote to the terminal in the last seconds
    Timestamp lastOutput{};
    struct Report {
        ProgramStatus status;
        Timestamp at{};
        friend bool operator==(const Report&, const Report&) = default;
    };
    std::optional<Report> program; ///< OSC 7501
    struct Hook {
        HookWord word = HookWord::Idle;
        Timestamp at{};
        std::string question; ///< of Blocked; may be empty
        bool isFresh = true;  ///< young enough for `working` and `idle` to be believed
        friend bool operator==(const Hook&, const Hook&) = default;
    };
    std::optional<Hook> hook;
    struct Text {
        std::string text;
        Timestamp at{};
        friend bool operator==(const Text&, const Text&) = default;
    };
    std::optional<Text> notification; ///< the last one it showed
    /// But for `lastOutput`, which moves with each beat and changes nothing.
    friend bool operator==(const HeldWitness& left, const HeldWitness& right) {
        return left.lives == right.lives && left.isWriting == right.isWriting &&
               left.program == right.program && left.hook == right.hook &&
               left.notification == right.notification;
    }
};

/// Everything known about a session's liveness at one moment; any witness may be missing.
struct Witnesses {
    struct Report {
        ProgramStatus status;
        Timestamp at;
    };
    std::optional<Report> program;           ///< seen by a terminal of ours
    std::optional<AgentStateFile> stateFile; ///< only while its process exists
    std::optional<HeldWitness> held;
    bool runsInOurTerminal = false;
};

/// The one place where a status is decided: what the agent says of itself beats what its hooks and its state
/// file say, the later of the two, which beats what its terminal does (design, decision 6). Pure.
SessionStatus decideStatus(const Witnesses& witnesses);

} // namespace ax
