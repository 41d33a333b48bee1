// SPDX-License-Identifier: MIT
#pragma once

#include "core/escape/terminal_colours.h"
#include "core/escape/terminal_event.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ax::terminal {

/// "Yes, program status is read here": the answer to the question of OSC 7501.
inline constexpr std::string_view ProgramStatusAnswer = "\x1b]7501;?\x1b\\";

/// What an OSC sequence means here: an event for the owner, an answer of fixed form for the program, or
/// nothing. None ever reaches the emulator. Keeps the unfinished notifications of OSC 99, at most eight.
class OperatingSystemCommands {
public:
    explicit OperatingSystemCommands(ColourSource colours);

    /// `text` is what stood between `OSC` and its terminator.
    void handle(std::string_view text, std::vector<TerminalEvent>& events, std::string& reply);
    void reset();

private:
    struct PendingNotification {
        std::string id;
        NotificationEvent parts;
    };

    void notification99(std::string_view text, std::vector<TerminalEvent>& events);
    void hyperlink(std::string_view text, std::vector<TerminalEvent>& events);
    void answerColours(int first, std::string_view text, std::string& reply) const;

    ColourSource m_colours;
    std::deque<PendingNotification> m_pending;
    bool m_linkOpen = false;
};

} // namespace ax::terminal
