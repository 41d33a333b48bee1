// SPDX-License-Identifier: MIT
#pragma once

#include "core/escape/control_sequence.h"

#include <string>
#include <string_view>

namespace ax::terminal {

/// Takes a terminal's byte stream apart: a state machine over single bytes, indifferent to how they are
/// chunked. Text and the few control characters a screen needs go through as they are; sequences arrive whole
/// or not at all. DCS, APC, PM, SOS and screen titles (ESC k) are dropped; so are C1 controls written as
/// UTF-8, which an emulator obeys. 8-bit C1 bytes are no controls. Keeps at most 256 bytes of a control
/// sequence and 1 MiB of an OSC string; a longer one counts as none.
class EscapeParser {
public:
    /// What was found, in order.
    class Receiver {
    public:
        virtual ~Receiver() = default;
        /// For the screen: printable bytes (UTF-8) and BEL BS HT LF VT FF CR SO SI.
        virtual void onText(std::string_view bytes) = 0;
        /// `ESC intermediates final`; mostly there are none.
        virtual void onEscape(std::string_view intermediates, char final) = 0;
        /// A well-formed CSI sequence; it may not be kept.
        virtual void onControl(const ControlSequence& sequence) = 0;
        /// What stood in an OSC sequence, terminated by BEL or ST.
        virtual void onCommand(std::string_view text) = 0;
    };

    explicit EscapeParser(Receiver& receiver) : m_receiver(receiver) {}
    void feed(std::string_view bytes);
    /// No sequence is open: what comes next is taken by itself.
    bool isAtRest() const { return m_state == State::Ground; }

private:
    enum class State {
        Ground,
        C1,           ///< the first byte of a C1 control in UTF-8, or of U+00A0 to U+00BF
        Escape,       ///< ESC
        Designation,  ///< ESC and an intermediate
        Control,      ///< CSI
        Command,      ///< OSC
        CommandEnd,   ///< OSC, ESC
        Discarded,    ///< DCS, APC, PM, SOS or a screen title
        DiscardedEnd, ///< the same, ESC
    };

    void step(char c);
    bool stepControlCharacter(char c);
    void stepC1(char c);
    void stepEscape(char c);
    void stepDesignation(char c);
    void stepControl(char c);
    void stepCommand(char c);
    void stepCommandEnd(char c);
    void stepDiscarded(char c);
    void stepDiscardedEnd(char c);
    void finishCommand();
    void again(char c);

    Receiver& m_receiver;
    State m_state = State::Ground;
    std::string m_sequence; ///< CSI without its introducer, or the intermediates of an ESC sequence
    std::string m_command;  ///< OSC
    bool m_tooLong = false;
};

} // namespace ax::terminal
