// SPDX-License-Identifier: MIT
#pragma once

#include "core/status/program_status.h"

#include <string>
#include <variant>

namespace ax::terminal {

// What the program said beside its picture. All text in events is well-formed UTF-8 without control
// characters (ClipboardEvent keeps LF and TAB) and of limited length.
struct TitleEvent {
    std::string title;
};
struct NotificationEvent {
    std::string title, body;
}; ///< OSC 9 (text), 99, 777
struct ProgressEvent {
    int state = 0; ///< 0 none, 1 normal, 2 error, 3 indeterminate, 4 paused
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
using TerminalEvent = std::variant<TitleEvent, NotificationEvent, ProgressEvent, ClipboardEvent,
                                   PromptMarkEvent, ProgramStatusEvent, WorkingDirectoryEvent, LinkEvent>;

} // namespace ax::terminal
