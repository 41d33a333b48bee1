// SPDX-License-Identifier: MIT
#include "app/demo-agent/screen.h"

#include "app/demo-agent/text_layout.h"

#include <algorithm>
#include <utility>

namespace ax::demo {

namespace {

/// What stands before a paragraph, and how it is coloured. The lines after the first are indented by two.
struct Style {
    std::string_view mark;
    std::string_view colours;
    bool hasBlankLineBefore;
};

Style styleOf(Screen::Tone tone) {
    switch (tone) {
    case Screen::Tone::Person:
        return {"› ", "\x1b[1m", true};
    case Screen::Tone::Answer:
        return {"● ", "", true};
    case Screen::Tone::Tool:
        return {"▸ ", "\x1b[36m", true};
    case Screen::Tone::Outcome:
        return {"└ ", "\x1b[2m", false};
    case Screen::Tone::Notice:
        return {"! ", "\x1b[33m", true};
    }
    std::unreachable();
}

constexpr std::string_view Plain = "\x1b[0m";
constexpr std::string_view Dim = "\x1b[2m";
constexpr std::string_view Marked = "\x1b[1;36m";

/// Below this there is no room for frames and hints.
constexpr int FewColumns = 24;
constexpr int FewRows = 10;

std::string coloured(std::string_view colours, std::string_view text) {
    return colours.empty() ? std::string(text)
                           : std::string(colours) + std::string(text) + std::string(Plain);
}

std::string repeated(std::string_view text, int count) {
    std::string result;
    for (int i = 0; i < count; ++i)
        result += text;
    return result;
}

std::string cursorUp(std::size_t lines) {
    return lines == 0 ? std::string() : "\x1b[" + std::to_string(lines) + 'A';
}

} // namespace

void Screen::showHead(std::vector<std::string> lines) {
    m_head = std::move(lines);
}

void Screen::show(Tone tone, std::string_view text) {
    m_paragraphs.push_back({tone, printable(text)});
}

void Screen::beginStream(Tone tone) {
    show(tone, {});
    m_isStreaming = true;
}

void Screen::stream(std::string_view more) {
    m_paragraphs.back().text += printable(more);
}

/// One column stays free: some terminals wrap when the last one is filled, others when the next letter comes.
int Screen::width() const {
    return std::max(m_size.columns - 1, 1);
}

std::vector<std::string> Screen::layOut(const Paragraph& paragraph) const {
    const Style style = styleOf(paragraph.tone);
    const bool isNarrow = width() < FewColumns;
    std::vector<std::string> lines;
    if (style.hasBlankLineBefore)
        lines.emplace_back();
    std::string_view before = isNarrow ? std::string_view() : style.mark;
    for (const std::string& line : wrap(paragraph.text, isNarrow ? width() : width() - 2)) {
        lines.push_back(coloured(style.colours, std::string(before) + line));
        before = isNarrow ? "" : "  ";
    }
    return lines;
}

std::vector<std::string> Screen::layOutHead() const {
    std::vector<std::string> lines;
    int inner = 0;
    for (const std::string& line : m_head)
        inner = std::max(inner, cellWidth(line));
    inner = std::min(inner, width() - 4);
    if (width() < FewColumns || m_size.rows < FewRows) {
        for (const std::string& line : m_head)
            lines.emplace_back(firstCells(line, width()));
        return lines;
    }
    lines.push_back("╭" + repeated("─", inner + 2) + "╮");
    for (const std::string& line : m_head) {
        const std::string_view shown = firstCells(line, inner);
        lines.push_back("│ " + std::string(shown) + repeated(" ", inner - cellWidth(shown)) + " │");
    }
    lines.push_back("╰" + repeated("─", inner + 2) + "╯");
    return lines;
}

/// Draws what was not drawn yet. The last line of a paragraph that still grows is not final: it goes into
/// `unfinished`.
void Screen::drawConversation(std::string& out, std::vector<std::string>& unfinished) {
    if (!std::exchange(m_headIsDrawn, true)) {
        for (const std::string& line : layOutHead())
            out += line + "\r\n";
    }
    while (m_drawnParagraphs < m_paragraphs.size()) {
        const bool grows = m_isStreaming && m_drawnParagraphs + 1 == m_paragraphs.size();
        const std::vector<std::string> lines = layOut(m_paragraphs[m_drawnParagraphs]);
        const std::size_t final = lines.size() - (grows ? 1 : 0);
        for (; m_drawnLines < final; ++m_drawnLines)
            out += lines[m_drawnLines] + "\r\n";
        if (grows) {
            unfinished.push_back(lines.back());
            return;
        }
        ++m_drawnParagraphs;
        m_drawnLines = 0;
    }
}

void Screen::paint(const Region& region) {
    // Between 2026h and 2026l a terminal that knows it shows nothing half drawn.
    std::string out = "\x1b[?2026h\x1b[?25l" + cursorUp(m_cursorLine) + "\r\x1b[J";
    std::vector<std::string> unfinished;
    drawConversation(out, unfinished);
    const Drawn drawn = drawRegion(region, std::move(unfinished));
    for (std::size_t i = 0; i < drawn.lines.size(); ++i)
        out += (i == 0 ? "" : "\r\n") + drawn.lines[i];
    out += cursorUp(drawn.lines.size() - 1 - drawn.cursorLine) + '\r';
    if (drawn.cursorColumn > 0)
        out += "\x1b[" + std::to_string(drawn.cursorColumn) + 'C';
    m_cursorLine = drawn.cursorLine;
    m_output(out + "\x1b[?25h\x1b[?2026l");
}

Screen::Drawn Screen::drawRegion(const Region& region, std::vector<std::string> above) const {
    Drawn drawn;
    drawn.lines = std::move(above);
    drawn.lines.emplace_back();
    if (!region.activity.empty())
        drawn.lines.push_back(coloured("\x1b[35m", firstCells(region.activity, width())));
    if (region.question.empty())
        drawPrompt(region, drawn);
    else
        drawQuestion(region, drawn);
    if (m_size.rows >= FewRows)
        drawn.lines.push_back(coloured(Dim, firstCells(region.hint, width())));
    fit(drawn);
    return drawn;
}

void Screen::drawQuestion(const Region& region, Drawn& drawn) const {
    for (std::size_t i = 0; i < region.question.size(); ++i) {
        const bool isChosen = i == region.choice;
        const std::string line = (i == 0 ? "" : isChosen ? "❯ " : "  ") + region.question[i];
        if (isChosen)
            drawn.cursorLine = drawn.lines.size();
        drawn.lines.push_back(coloured(isChosen ? Marked : "", firstCells(line, width())));
    }
}

void Screen::drawPrompt(const Region& region, Drawn& drawn) const {
    const bool hasFrame = m_size.rows >= FewRows && width() >= FewColumns;
    const int inner = std::max(width() - 2, 1);
    const std::string rule = coloured(Dim, repeated("─", width()));
    if (hasFrame)
        drawn.lines.push_back(rule);
    // A letter stands for the cursor while the text is laid out, so that both are broken in the same places.
    const std::string before = printable(region.prompt.substr(0, region.cursor));
    const std::vector<std::string> upToCursor = wrap(before + '_', inner);
    const std::size_t firstLine = drawn.lines.size();
    drawn.cursorLine = firstLine + upToCursor.size() - 1;
    drawn.cursorColumn = std::min(2 + cellWidth(upToCursor.back()) - 1, width());
    std::string_view mark = "› ";
    for (const std::string& line : wrap(printable(region.prompt), inner)) {
        drawn.lines.push_back(std::string(std::exchange(mark, "  ")) + line);
    }
    while (drawn.lines.size() <= drawn.cursorLine)
        drawn.lines.emplace_back("  ");
    if (hasFrame)
        drawn.lines.push_back(rule);
}

/// Cuts the region to the height of the terminal, around the cursor.
void Screen::fit(Drawn& drawn) const {
    const std::size_t rows = std::max<std::size_t>(m_size.rows, 1);
    if (drawn.lines.size() <= rows)
        return;
    const std::size_t first = std::min(drawn.lines.size() - rows, drawn.cursorLine);
    const auto begin = drawn.lines.begin();
    drawn.lines = {begin + static_cast<std::ptrdiff_t>(first),
                   begin + static_cast<std::ptrdiff_t>(first + rows)};
    drawn.cursorLine -= first;
}

void Screen::resize(TerminalSize size) {
    m_size = size;
    // The terminal may have broken our lines anew in its own way: begin with an empty one.
    m_output("\x1b[H\x1b[2J\x1b[3J");
    m_headIsDrawn = false;
    m_drawnParagraphs = 0;
    m_drawnLines = 0;
    m_cursorLine = 0;
}

void Screen::leave() {
    std::string out = cursorUp(m_cursorLine) + "\r\x1b[J";
    std::vector<std::string> unfinished;
    drawConversation(out, unfinished);
    for (const std::string& line : unfinished)
        out += line + "\r\n";
    m_cursorLine = 0;
    m_output(out + "\x1b[?25h");
}

} // namespace ax::demo
