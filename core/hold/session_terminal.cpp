// SPDX-License-Identifier: MIT
#include "core/hold/session_terminal.h"

#include "core/hold/flood.h"
#include "core/hold/scrollback_file.h"

#include <algorithm>
#include <format>
#include <utility>

namespace ax {

namespace {

constexpr std::size_t DigestAt = 2 * 1024 * 1024;

} // namespace

SessionTerminal::SessionTerminal(TerminalSize size)
    : m_screen(size, TerminalScreen::ScrolledLines::Collected), m_modes(m_screen.size()) {
}

bool SessionTerminal::take(std::string_view output) {
    m_pending += output;
    if (m_pending.size() < DigestAt)
        return false;
    // The last line waits for its end: what follows begins outside of any sequence then.
    const std::size_t whole = m_pending.rfind('\n') + 1;
    const std::string rest = m_pending.substr(whole == 0 ? m_pending.size() : whole);
    m_pending.resize(m_pending.size() - rest.size());
    digestPending();
    m_pending.assign(rest);
    return true;
}

void SessionTerminal::digest() {
    digestPending();
    m_pending = {}; // a holder that idles after a flood has the memory back
}

void SessionTerminal::digestPending() {
    std::string_view output = m_pending;
    if (!m_modes.unfinished().empty()) // what is left out must begin outside of any sequence
        output.remove_prefix(emulate(output.substr(0, output.find('\n') + 1)));
    if (m_modes.unfinished().empty() && !m_modes.hasMargins())
        output.remove_prefix(skipFlood(output));
    emulate(output);
}

/// Returns how much it was.
std::size_t SessionTerminal::emulate(std::string_view output) {
    m_screen.feed(output);
    m_modes.feed(output);
    m_scrolled += m_screen.takeScrolledLines();
    return output.size();
}

/// Does to the screen what lines that nobody will see, and those that fill it after them, would have done:
/// what was on it is gone to the scrollback, they too, and the last ones are there. Returns how much of the
/// output that was.
std::size_t SessionTerminal::skipFlood(std::string_view output) {
    const Flood flood = findFlood(output, size().rows);
    if (flood.length == 0)
        return 0;
    const std::string_view skipped = output.substr(0, flood.length);
    const std::string_view rest = output.substr(flood.length, flood.rest);
    if (!m_modes.alternateScreen()) {
        const int cursorRow = m_screen.cursor().row;
        for (int row = 0; row < cursorRow; ++row)
            m_scrolled += m_screen.styledRow(row) + '\n';
        m_scrolled += m_screen.styledRow(cursorRow);
        m_scrolled += skipped.substr(skipped.size() - std::min(skipped.size(), ScrollbackFile::MostBytes));
    }
    // Each line would have come onto the screen from below, in the colours of its line end.
    std::string lines = flood.rendition + "\x1b[2J\x1b[H";
    for (const char byte : rest) {
        lines += byte;
        if (byte == '\n')
            lines += "\x1b[K";
    }
    m_screen.feed(lines);
    m_modes.feed(rest);
    m_scrolled += m_screen.takeScrolledLines();
    return flood.length + flood.rest;
}

void SessionTerminal::resize(TerminalSize size) {
    digest();
    m_screen.resize(size);
    m_modes.resize(m_screen.size());
    // A screen that changes its size forgets its modes.
    const TerminalScreen::Position cursor = m_screen.cursor();
    m_screen.feed(m_modes.setUp(cursor.row, cursor.column) + m_modes.unfinished());
    m_scrolled += m_screen.takeScrolledLines();
}

std::string SessionTerminal::paint(std::string_view history) const {
    std::string out;
    for (std::size_t at = 0; at < history.size();) {
        const std::size_t end = std::min(history.find('\n', at), history.size());
        std::string_view line = history.substr(at, end - at);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        out.append(line).append("\r\n");
        at = end + 1;
    }
    if (!out.empty()) // out of sight, into the client's own scrollback
        out += std::string(static_cast<std::size_t>(size().rows - 1), '\n');
    out += m_modes.screenSelection();
    out += "\x1b[m\x1b[H\x1b[J";
    out += m_screen.paint();
    const TerminalScreen::Position cursor = m_screen.cursor();
    out += m_modes.setUp(cursor.row, cursor.column);
    return out + m_modes.unfinished();
}

std::string SessionTerminal::styledText() const {
    std::string out;
    std::size_t used = 0;
    for (int row = 0; row < size().rows; ++row) {
        const std::string line = m_screen.styledRow(row);
        out += line + '\n';
        if (!line.empty())
            used = out.size();
    }
    out.resize(used);
    return out;
}

std::string SessionTerminal::takeScrolledLines() {
    return std::exchange(m_scrolled, {});
}

SessionTerminal::Replies SessionTerminal::takeReplies() {
    TerminalModes::Replies replies = m_modes.takeReplies();
    return {.programStatus = std::move(replies.programStatus),
            .others = m_screen.takeReplies() + replies.others};
}

} // namespace ax
