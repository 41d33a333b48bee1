// SPDX-License-Identifier: MIT
#include "core/hold/terminal_modes.h"

#include "core/escape/control_sequence.h"

#include <algorithm>
#include <array>
#include <format>
#include <iterator>
#include <utility>

namespace ax {

namespace {

using terminal::ControlSequence;
using terminal::Parameters;

/// A mode and whether a fresh terminal has it.
struct KnownMode {
    int number;
    bool initially;
};
constexpr std::array<KnownMode, 19> Known{{
    {1, false},    // application cursor keys
    {5, false},    // reverse video
    {6, false},    // origin
    {7, true},     // wrap at the margin
    {12, false},   // blinking cursor
    {25, true},    // cursor shown
    {69, false},   // margins at the sides
    {1000, false}, // mouse: clicks
    {1002, false}, // drags
    {1003, false}, // all movements
    {1004, false}, // focus
    {1005, false}, // mouse reports in UTF-8
    {1006, false}, // in SGR
    {1007, false}, // wheel as arrows on the alternate screen
    {1015, false}, // mouse reports in urxvt's way
    {1016, false}, // in pixels
    {2004, false}, // bracketed paste
    {2031, false}, // colour scheme reports
    {2048, false}, // size reports in band
}};
constexpr std::array AlternateScreens{1049, 1047, 47};

constexpr int OriginMode = 6;
constexpr int SideMargins = 69;
constexpr std::size_t KeyboardStackLimit = 16;
constexpr std::size_t UnfinishedLimit = 4096;
constexpr std::size_t EventLimit = 256;
constexpr std::size_t ReplyLimit = 4096;

terminal::TerminalColours usualColours() {
    return {.foreground = 0xD0D0D0, .background = 0x1E1E1E, .palette = {}};
}

bool isKnown(int mode) {
    return std::ranges::contains(Known, mode, &KnownMode::number) ||
           std::ranges::contains(AlternateScreens, mode);
}

/// How many bytes at the end are the begin of a character in UTF-8 that is not complete.
std::size_t unfinishedCharacter(std::string_view bytes) {
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, bytes.size()); ++back) {
        const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if (byte < 0x80)
            return 0;
        if (byte < 0xC0)
            continue;
        const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
        return back < length ? back : 0;
    }
    return 0;
}

} // namespace

TerminalModes::TerminalModes(TerminalSize size)
    : m_size(size), m_commands(usualColours), m_parser(*this), m_bottom(size.rows) {
}

void TerminalModes::feed(std::string_view bytes) {
    const bool wasAtRest = m_parser.isAtRest();
    m_parser.feed(bytes);
    if (m_parser.isAtRest()) {
        m_unfinished = bytes.substr(bytes.size() - unfinishedCharacter(bytes));
        return;
    }
    const std::size_t start = bytes.rfind('\x1b');
    if (start != std::string_view::npos || wasAtRest)
        m_unfinished.clear();
    keepUnfinished(start == std::string_view::npos ? bytes : bytes.substr(start));
}

/// A client that joins within a string of megabytes may do without its start.
void TerminalModes::keepUnfinished(std::string_view bytes) {
    m_unfinished += bytes;
    if (m_unfinished.size() > UnfinishedLimit)
        m_unfinished.clear();
}

void TerminalModes::resize(TerminalSize size) {
    m_size = size;
    setMargins(0, 0);
}

void TerminalModes::setMargins(int top, int bottom) {
    const int last = bottom == 0 ? m_size.rows : std::min<int>(bottom, m_size.rows);
    const int first = std::max(top, 1) - 1;
    if (last - first < 2)
        return; // not obeyed
    m_top = first;
    m_bottom = last;
}

bool TerminalModes::isSet(int mode) const {
    const auto found = m_private.find(mode);
    if (found != m_private.end())
        return found->second;
    const auto* const known = std::ranges::find(Known, mode, &KnownMode::number);
    return known != Known.end() && known->initially;
}

bool TerminalModes::alternateScreen() const {
    return std::ranges::any_of(AlternateScreens, [this](int mode) { return isSet(mode); });
}

bool TerminalModes::bracketedPaste() const {
    return isSet(2004);
}

bool TerminalModes::hasMargins() const {
    return m_top != 0 || m_bottom != m_size.rows || isSet(SideMargins);
}

void TerminalModes::onText(std::string_view bytes) {
    m_bell = m_bell || bytes.contains('\a');
}

void TerminalModes::onEscape(std::string_view intermediates, char final) {
    if (!intermediates.empty())
        return;
    if (final == '=' || final == '>')
        m_keypad = final == '=';
    else if (final == 'c')
        reset();
}

void TerminalModes::reset() {
    m_private.clear();
    m_commands.reset();
    m_top = 0;
    m_bottom = m_size.rows;
    m_keypad = m_insert = m_newLine = false;
    m_cursorShape = m_modifyOtherKeys = 0;
    m_keyboardFlags.clear();
}

void TerminalModes::onControl(const ControlSequence& control) {
    const Parameters parameters(control.parameters);
    const auto values = parameters.values();
    if (control.prefix == '?' && control.intermediates.empty())
        onPrivate(control);
    else if (control.prefix == '>' || control.prefix == '<' || control.prefix == '=')
        onKeyboard(control);
    else if (control.intermediates == " " && control.final == 'q')
        m_cursorShape = parameters.first();
    else if (control.intermediates == "!" && control.final == 'p') {
        m_insert = m_keypad = false;
        for (const int mode : {1, OriginMode})
            m_private.erase(mode);
        setMargins(0, 0);
    } else if (!control.intermediates.empty()) {
        return;
    } else if (control.final == 'r') {
        setMargins(parameters.first(), values.size() > 1 ? values[1] : 0);
    } else if (control.final == 'h' || control.final == 'l') {
        if (std::ranges::contains(values, 4))
            m_insert = control.final == 'h';
        if (std::ranges::contains(values, 20))
            m_newLine = control.final == 'h';
    }
}

void TerminalModes::onPrivate(const ControlSequence& control) {
    if (control.final != 'h' && control.final != 'l')
        return;
    const Parameters parameters(control.parameters);
    for (const int mode : parameters.values()) {
        if (isKnown(mode))
            setPrivate(mode, control.final);
    }
}

void TerminalModes::setPrivate(int mode, char final) {
    m_private[mode] = final == 'h';
    if (std::ranges::contains(AlternateScreens, mode) && final == 'l') {
        for (const int other : AlternateScreens)
            m_private[other] = false; // whichever of the three led there
    }
}

void TerminalModes::onKeyboard(const ControlSequence& control) {
    const Parameters parameters(control.parameters);
    const auto values = parameters.values();
    if (control.prefix == '>' && control.final == 'm' && parameters.first() == 4) {
        m_modifyOtherKeys = values.size() > 1 ? values[1] : 0;
    } else if (control.final != 'u') {
        return;
    } else if (control.prefix == '>') {
        if (m_keyboardFlags.size() < KeyboardStackLimit)
            m_keyboardFlags.push_back(parameters.first());
    } else if (control.prefix == '<') {
        const auto count = static_cast<std::size_t>(std::max(1, parameters.first()));
        m_keyboardFlags.resize(m_keyboardFlags.size() - std::min(count, m_keyboardFlags.size()));
    } else {
        if (m_keyboardFlags.empty())
            m_keyboardFlags.push_back(0);
        m_keyboardFlags.back() = parameters.first();
    }
}

void TerminalModes::onCommand(std::string_view text) {
    std::string reply;
    const std::size_t before = m_events.size();
    m_commands.handle(text, m_events, reply);
    if (m_events.size() > before) {
        if (const auto* const title = std::get_if<terminal::TitleEvent>(&m_events.back()))
            m_title = title->title;
    }
    if (m_events.size() > EventLimit)
        m_events.erase(m_events.begin(), m_events.end() - EventLimit / 2);
    const bool isStatusAnswer = reply == terminal::ProgramStatusAnswer; // the holder gives it at once
    if (!isStatusAnswer && m_replies.size() < ReplyLimit)
        m_replies += reply;
}

std::string TerminalModes::screenSelection() const {
    const auto* const mode =
        std::ranges::find_if(AlternateScreens, [this](int number) { return isSet(number); });
    return mode == AlternateScreens.end() ? std::string() : std::format("\x1b[?{}h", *mode);
}

std::string TerminalModes::setUp(int cursorRow, int cursorColumn) const {
    std::string out;
    const auto append = std::back_inserter(out);
    if (m_top != 0 || m_bottom != m_size.rows)
        std::format_to(append, "\x1b[{};{}r", m_top + 1, m_bottom);
    for (const KnownMode& mode : Known) {
        if (isSet(mode.number) != mode.initially)
            std::format_to(append, "\x1b[?{}{}", mode.number, mode.initially ? 'l' : 'h');
    }
    if (m_keypad)
        out += "\x1b=";
    if (m_insert)
        out += "\x1b[4h";
    if (m_newLine)
        out += "\x1b[20h";
    if (m_cursorShape != 0)
        std::format_to(append, "\x1b[{} q", m_cursorShape);
    if (m_modifyOtherKeys != 0)
        std::format_to(append, "\x1b[>4;{}m", m_modifyOtherKeys);
    for (const int flags : m_keyboardFlags)
        std::format_to(append, "\x1b[>{}u", flags);
    if (!m_title.empty())
        out += "\x1b]2;" + m_title + "\x1b\\";
    // Not "home" with its two numbers: a client of another make cuts everything before the last of those.
    const int row = isSet(OriginMode) ? std::max(0, cursorRow - m_top) : cursorRow;
    std::format_to(append, "\x1b[{}d\x1b[{}G", row + 1, cursorColumn + 1);
    return out;
}

std::string TerminalModes::tearDown() {
    std::string out = "\x18\x1b[?1049l\x1b[!p";
    for (const KnownMode& mode : Known)
        std::format_to(std::back_inserter(out), "\x1b[?{}{}", mode.number, mode.initially ? 'h' : 'l');
    return out + "\x1b[r\x1b>\x1b[4l\x1b[20l\x1b[>4;0m\x1b[<16u\x1b(B\x0f";
}

std::vector<terminal::TerminalEvent> TerminalModes::takeEvents() {
    return std::exchange(m_events, {});
}

bool TerminalModes::takeBell() {
    return std::exchange(m_bell, false);
}

std::string TerminalModes::takeReplies() {
    return std::exchange(m_replies, {});
}

} // namespace ax
