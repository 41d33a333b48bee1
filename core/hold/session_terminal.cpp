// SPDX-License-Identifier: MIT
#include "core/hold/session_terminal.h"

#include "core/hold/flood.h"

#include <algorithm>
#include <format>
#include <utility>

namespace ax {

namespace {

constexpr std::size_t DigestAt = 512 * 1024;

std::string_view withoutFirstLines(std::string_view text, int count) {
    for (; count > 0 && !text.empty(); --count)
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    return text;
}

} // namespace

SessionTerminal::SessionTerminal(TerminalSize size)
    : m_screen(size, TerminalScreen::ScrolledLines::Collected), m_modes(m_screen.size()) {
}

bool SessionTerminal::take(std::string_view output) {
    m_pending += output;
    return m_pending.size() >= DigestAt;
}

void SessionTerminal::digest() {
    if (m_pending.empty())
        return;
    std::string_view output = m_pending;
    int blankLines = 0;
    if (m_modes.unfinished().empty() && !m_modes.hasMargins()) {
        const Flood flood = findFlood(output, size().rows);
        if (flood.length > 0)
            blankLines = skip(output.substr(0, flood.length), flood.rendition);
        output.remove_prefix(flood.length);
    }
    m_screen.feed(output);
    m_modes.feed(output);
    m_scrolled += withoutFirstLines(m_screen.takeScrolledLines(), blankLines);
    if (m_pending.size() < DigestAt)
        m_pending.clear();
    else
        m_pending = {}; // a holder that idles after a flood gives the memory back
}

/// Does to the screen what these lines would have done, as far as it still shows: what was on it is gone to
/// the scrollback, they too, and the cursor is at the bottom. How many blank rows will scroll off before the
/// next line does.
int SessionTerminal::skip(std::string_view lines, const std::string& rendition) {
    const int cursorRow = m_screen.cursor().row;
    if (!m_modes.alternateScreen()) {
        for (int row = 0; row < cursorRow; ++row)
            m_scrolled += m_screen.styledRow(row) + '\n';
        m_scrolled += m_screen.styledRow(cursorRow);
        m_scrolled += lines;
    }
    m_screen.feed(std::format("\x1b[{}d\r{}{}", size().rows,
                              std::string(static_cast<std::size_t>(size().rows), '\n'), rendition));
    m_screen.takeScrolledLines(); // they are in already
    return m_modes.alternateScreen() ? 0 : size().rows - 1;
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
