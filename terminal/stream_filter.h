// SPDX-License-Identifier: MIT
#pragma once

#include "core/escape/terminal_colours.h"
#include "core/escape/terminal_event.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ax::terminal {

/// Stands before the emulator and passes only what the emulator understands (facts: dependencies §7), written
/// anew in its simplest form: known control sequences pass, all else is taken out, so nothing leaks onto the
/// screen as text. Every OSC sequence becomes an event, an answer, or nothing; synchronized output (mode
/// 2026) arrives as one piece. Answers are DECRPM for the modes of PrivateModes, the colours of OSC 10 and
/// 11, and the handshake of OSC 7501: texts of fixed form from our own state, never bytes of the request.
///
/// A state machine over single bytes: any chunking gives the same result, any input is safe, memory is
/// bounded (an OSC string to 1 MiB, a synchronized update to 4 MiB). No Qt, no clock, any one thread.
class StreamFilter {
public:
    struct Output {
        std::string screen; ///< for the emulator
        std::string reply;  ///< for the program: canonical answers from our own state only
        std::vector<TerminalEvent> events;
        bool holding =
            false; ///< inside a synchronized update: call flush() when its end does not come (150 ms)
    };

    /// `colours` is asked when a reply or a paler text needs them.
    explicit StreamFilter(ColourSource colours);
    ~StreamFilter();
    Output feed(std::string_view bytes);
    /// Gives out what a synchronized update has withheld; the rest of that update passes through.
    Output flush();
    bool bracketedPaste() const;    ///< mode 2004 is on
    bool wantsFocusReports() const; ///< mode 1004 is on

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace ax::terminal
