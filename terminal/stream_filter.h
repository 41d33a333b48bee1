// SPDX-License-Identifier: MIT
#pragma once

#include "core/status/program_status.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ax::terminal {

/// What the program said beside its picture.
struct TitleEvent {
    std::string title;
};
struct NotificationEvent {
    std::string title, body;
}; ///< OSC 9 (text), 99, 777
struct ProgressEvent {
    int state = 0;
    int percent = 0;
}; ///< OSC 9;4
struct ClipboardEvent {
    std::string text;
}; ///< OSC 52 write, decoded
struct PromptMarkEvent {
    char mark = 'A';
}; ///< OSC 133
struct ProgramStatusEvent {
    ProgramStatus status;
}; ///< OSC 7501
struct WorkingDirectoryEvent {
    std::string path;
}; ///< OSC 7; the host name is not resolved
struct LinkEvent {
    std::string uri;
}; ///< OSC 8 opened; an empty uri closes it
using FilterEvent = std::variant<TitleEvent, NotificationEvent, ProgressEvent, ClipboardEvent,
                                 PromptMarkEvent, ProgramStatusEvent, WorkingDirectoryEvent, LinkEvent>;

/// Stands before the emulator and takes out of the byte stream what the emulator would show as text or not
/// understand (facts: dependencies §7): DCS, APC, PM and SOS strings, DECRQM, DA3, kitty keyboard; OSC
/// sequences become events; synchronized output (mode 2026) arrives as one piece. A state machine over single
/// bytes: any chunking gives the same result, any input is safe, memory is bounded. No Qt, no clock.
class StreamFilter {
public:
    struct Output {
        std::string screen; ///< for the emulator
        std::string reply;  ///< for the program: canonical answers from our own state only
        std::vector<FilterEvent> events;
        bool holding =
            false; ///< inside a synchronized update: call flush() when its end does not come (150 ms)
    };

    StreamFilter();
    ~StreamFilter();
    Output feed(std::string_view bytes);
    /// Gives out what a synchronized update has withheld.
    Output flush();
    bool bracketedPaste() const; ///< mode 2004 is on

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ax::terminal
