// SPDX-License-Identifier: MIT
#include "core/escape/escape_parser.h"

#include <algorithm>
#include <array>

namespace ax::terminal {
namespace {

constexpr std::size_t SequenceLimit = 256;
constexpr std::size_t CommandLimit = 1024 * 1024;
constexpr std::size_t KeptCapacity = 16 * 1024; ///< of a command's buffer, for the next one

constexpr char Bell = '\a';
constexpr char Cancel = '\x18';
constexpr char Substitute = '\x1a';
constexpr char Escape = '\x1b';
constexpr char Delete = '\x7f';
/// First byte of U+0080 to U+00BF. The lower half are C1 controls, which the emulator would obey: U+009B is
/// CSI.
constexpr char C1Lead = '\xc2';
constexpr std::string_view ReplacementCharacter = "\xef\xbf\xbd";

constexpr bool isPassedControl(char c) {
    return c >= '\a' && c <= '\x0f'; // BEL BS HT LF VT FF CR SO SI
}

constexpr bool isHigh(char c) {
    return (static_cast<unsigned char>(c) & 0x80) != 0;
}

/// Bytes that go through as they are while no sequence is open.
constexpr auto Plain = [] {
    std::array<bool, 256> plain{};
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const char c = static_cast<char>(i);
        plain[i] = isPassedControl(c) || (i >= 0x20 && c != Delete && c != C1Lead);
    }
    return plain;
}();

std::size_t plainRun(std::string_view bytes) {
    const auto isPlain = [](char c) { return Plain[static_cast<unsigned char>(c)]; };
    return static_cast<std::size_t>(std::ranges::find_if_not(bytes, isPlain) - bytes.begin());
}

} // namespace

void EscapeParser::feed(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t run = m_state == State::Ground ? plainRun(bytes) : 0;
        if (run != 0) {
            m_receiver.onText(bytes.substr(0, run));
            bytes.remove_prefix(run);
        } else {
            step(bytes.front());
            bytes.remove_prefix(1);
        }
    }
}

/// The control characters that mean the same inside and outside of a sequence that is not a string.
bool EscapeParser::stepControlCharacter(char c) {
    if (c == Escape) {
        m_state = State::Escape;
        return true;
    }
    if (c == Cancel || c == Substitute) {
        m_state = State::Ground;
        return true;
    }
    if (isPassedControl(c))
        m_receiver.onText({&c, 1});
    return static_cast<unsigned char>(c) < 0x20 || c == Delete;
}

void EscapeParser::step(char c) {
    switch (m_state) {
    case State::Ground:
        if (c == C1Lead)
            m_state = State::C1;
        else if (!stepControlCharacter(c))
            m_receiver.onText({&c, 1});
        break;
    case State::C1:
        stepC1(c);
        break;
    case State::Escape:
        stepEscape(c);
        break;
    case State::Designation:
        stepDesignation(c);
        break;
    case State::Control:
        stepControl(c);
        break;
    case State::Command:
        stepCommand(c);
        break;
    case State::CommandEnd:
        stepCommandEnd(c);
        break;
    case State::Discarded:
        stepDiscarded(c);
        break;
    case State::DiscardedEnd:
        stepDiscardedEnd(c);
        break;
    }
}

/// The sequence so far was none; `c` is looked at afresh.
void EscapeParser::again(char c) {
    m_state = State::Ground;
    step(c);
}

void EscapeParser::stepC1(char c) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 && byte < 0xA0) {
        m_state = State::Ground;
        return;
    }
    // A lone lead byte must not wait on the screen's side for a continuation that comes after something
    // removed.
    const bool continued = byte >= 0xA0 && byte < 0xC0;
    m_receiver.onText(continued ? std::string_view(&C1Lead, 1) : ReplacementCharacter);
    again(c);
}

void EscapeParser::stepEscape(char c) {
    if (stepControlCharacter(c))
        return;
    if (isHigh(c)) {
        again(c);
        return;
    }
    m_sequence.clear();
    switch (c) {
    case '[':
        m_tooLong = false;
        m_state = State::Control;
        return;
    case ']':
        m_tooLong = false;
        m_command.clear();
        m_state = State::Command;
        return;
    case 'P':
    case 'X':
    case '^':
    case '_':
    case 'k':
        m_state = State::Discarded;
        return;
    default:
        break;
    }
    if (c >= ' ' && c <= '/') {
        m_sequence = c;
        m_state = State::Designation;
        return;
    }
    m_state = State::Ground;
    m_receiver.onEscape({}, c);
}

void EscapeParser::stepDesignation(char c) {
    if (stepControlCharacter(c))
        return;
    if (isHigh(c)) {
        again(c);
        return;
    }
    if (c >= ' ' && c <= '/') {
        if (m_sequence.size() < SequenceLimit)
            m_sequence += c;
        return;
    }
    m_state = State::Ground;
    m_receiver.onEscape(m_sequence, c);
}

void EscapeParser::stepControl(char c) {
    if (stepControlCharacter(c))
        return;
    if (isHigh(c)) {
        again(c);
        return;
    }
    if (c < '@') {
        if (m_sequence.size() < SequenceLimit)
            m_sequence += c;
        else
            m_tooLong = true;
        return;
    }
    m_state = State::Ground;
    const ControlSequence sequence = splitControlSequence(m_sequence, c);
    if (!m_tooLong && sequence.final != 0)
        m_receiver.onControl(sequence);
}

void EscapeParser::stepCommand(char c) {
    if (c == Bell) {
        finishCommand();
    } else if (c == Escape) {
        m_state = State::CommandEnd;
    } else if (c == Cancel || c == Substitute) {
        m_state = State::Ground;
    } else if (m_command.size() < CommandLimit) {
        m_command += c;
    } else {
        m_tooLong = true;
    }
}

void EscapeParser::stepCommandEnd(char c) {
    if (c == '\\') {
        finishCommand();
        return;
    }
    // Not a terminator: the string is broken off, and the ESC begins something else.
    m_state = State::Escape;
    stepEscape(c);
}

void EscapeParser::finishCommand() {
    m_state = State::Ground;
    if (!m_tooLong)
        m_receiver.onCommand(m_command);
    if (m_command.capacity() > KeptCapacity)
        m_command = {};
}

void EscapeParser::stepDiscarded(char c) {
    if (c == Escape)
        m_state = State::DiscardedEnd;
    else if (c == Cancel || c == Substitute)
        m_state = State::Ground;
}

void EscapeParser::stepDiscardedEnd(char c) {
    if (c == '\\') {
        m_state = State::Ground;
    } else if (c == Escape) {
        m_state = State::Discarded; // a doubled ESC is data: tmux wraps sequences so
    } else {
        m_state = State::Escape;
        stepEscape(c);
    }
}

} // namespace ax::terminal
