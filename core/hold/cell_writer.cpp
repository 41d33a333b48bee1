// SPDX-License-Identifier: MIT
#include "core/hold/cell_writer.h"

#include <format>
#include <iterator>
#include <utf8proc.h>

namespace ax {

namespace {

enum class Ground { Text, Behind };

void appendColour(std::string& sgr, const VTermColor& colour, Ground ground) {
    const int behind = ground == Ground::Behind ? 10 : 0;
    const auto append = std::back_inserter(sgr);
    if (VTERM_COLOR_IS_DEFAULT_FG(&colour) || VTERM_COLOR_IS_DEFAULT_BG(&colour))
        return;
    if (VTERM_COLOR_IS_RGB(&colour))
        std::format_to(append, ";{};2;{};{};{}", 38 + behind, colour.rgb.red, colour.rgb.green,
                       colour.rgb.blue);
    else if (colour.indexed.idx < 8)
        std::format_to(append, ";{}", 30 + behind + colour.indexed.idx);
    else if (colour.indexed.idx < 16)
        std::format_to(append, ";{}", 90 + behind + colour.indexed.idx - 8);
    else
        std::format_to(append, ";{};5;{}", 38 + behind, colour.indexed.idx);
}

void appendUnderline(std::string& sgr, unsigned underline) {
    if (underline == VTERM_UNDERLINE_SINGLE)
        sgr += ";4";
    else if (underline == VTERM_UNDERLINE_DOUBLE)
        sgr += ";21";
    else if (underline == VTERM_UNDERLINE_CURLY)
        sgr += ";4:3";
}

/// The parameters that set a cell's rendition on top of a reset.
std::string rendition(const VTermScreenCell& cell) {
    std::string sgr;
    if (cell.attrs.bold)
        sgr += ";1";
    if (cell.attrs.italic)
        sgr += ";3";
    appendUnderline(sgr, cell.attrs.underline);
    if (cell.attrs.blink)
        sgr += ";5";
    if (cell.attrs.reverse)
        sgr += ";7";
    if (cell.attrs.conceal)
        sgr += ";8";
    if (cell.attrs.strike)
        sgr += ";9";
    if (cell.attrs.font > 0)
        std::format_to(std::back_inserter(sgr), ";{}", 10 + cell.attrs.font);
    if (cell.attrs.small)
        sgr += cell.attrs.baseline == VTERM_BASELINE_RAISE ? ";73" : ";74";
    appendColour(sgr, cell.fg, Ground::Text);
    appendColour(sgr, cell.bg, Ground::Behind);
    return sgr;
}

bool isBlank(const VTermScreenCell& cell) {
    return cell.chars[0] == 0;
}

int widthOf(const VTermScreenCell& cell) {
    return utf8proc_charwidth(static_cast<utf8proc_int32_t>(cell.chars[0]));
}

void appendCharacter(std::string& out, std::uint32_t character) {
    const auto add = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (character < 0x80) {
        add(character);
    } else if (character < 0x800) {
        add(0xC0 | character >> 6);
        add(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        add(0xE0 | character >> 12);
        add(0x80 | (character >> 6 & 0x3F));
        add(0x80 | (character & 0x3F));
    } else {
        add(0xF0 | (character >> 18 & 0x07));
        add(0x80 | (character >> 12 & 0x3F));
        add(0x80 | (character >> 6 & 0x3F));
        add(0x80 | (character & 0x3F));
    }
}

/// Where a line of double width or height begins: what kind of line it is.
void appendLineShape(std::string& out, const VTermScreenCell& first) {
    if (first.attrs.dhl == 1)
        out += "\x1b#3";
    else if (first.attrs.dhl == 2)
        out += "\x1b#4";
    else if (first.attrs.dwl)
        out += "\x1b#6";
}

} // namespace

void CellWriter::select(const VTermScreenCell& cell) {
    std::string wanted = rendition(cell);
    if (wanted == m_rendition)
        return;
    m_out += "\x1b[0" + wanted + 'm';
    m_rendition = std::move(wanted);
}

void CellWriter::selectDefault() {
    if (!m_rendition.empty())
        m_out += "\x1b[m";
    m_rendition.clear();
}

bool CellWriter::isWide(const VTermScreenCell& cell) {
    return !isBlank(cell) && cell.chars[0] != RightHalf && widthOf(cell) == 2;
}

bool CellWriter::isLoneAccent(const VTermScreenCell& cell) {
    return !isBlank(cell) && cell.chars[0] != RightHalf && widthOf(cell) == 0;
}

void CellWriter::writeBlanks(const VTermScreenCell& blank, int count, Blanks blanks, Below below) {
    if (blanks == Blanks::Spaces) {
        select(blank);
        m_out.append(static_cast<std::size_t>(count), ' ');
        return;
    }
    if (below == Below::HalfACharacter || !rendition(blank).empty()) {
        select(blank);
        std::format_to(std::back_inserter(m_out), "\x1b[{}X", count);
    }
    std::format_to(std::back_inserter(m_out), "\x1b[{}C", count);
}

void CellWriter::writeRow(const VTermScreenCell* cells, int columns, Blanks blanks) {
    int used = columns;
    while (used > 0 && isBlank(cells[used - 1]) && rendition(cells[used - 1]).empty())
        --used;
    if (columns > 0 && blanks == Blanks::Kept)
        appendLineShape(m_out, cells[0]);
    Below below = Below::Clear;
    for (int column = 0; column < used;) {
        const VTermScreenCell& cell = cells[column];
        if (isBlank(cell)) {
            int end = column + 1;
            while (end < used && isBlank(cells[end]) && rendition(cells[end]) == rendition(cell))
                ++end;
            writeBlanks(cell, end - column, blanks, below);
            column = end;
        } else {
            writeCharacter(cell);
            ++column;
        }
        // Half overwritten: the rest of the row is written over its other half.
        const bool isHalf =
            blanks == Blanks::Kept && isWide(cell) && column < columns && cells[column].chars[0] != RightHalf;
        if (isHalf)
            std::format_to(std::back_inserter(m_out), "\x1b[{}G", column + 1);
        if (isHalf && column == used) {
            selectDefault();
            m_out += "\x1b[X";
        }
        below = isHalf ? Below::HalfACharacter : Below::Clear;
    }
}

void CellWriter::writeCharacter(const VTermScreenCell& cell) {
    if (cell.chars[0] == RightHalf)
        return;
    select(cell);
    appendCharacters(m_out, cell);
}

void CellWriter::appendCharacters(std::string& out, const VTermScreenCell& cell) {
    if (cell.chars[0] == RightHalf)
        return;
    for (const std::uint32_t character : cell.chars) {
        if (character == 0)
            break;
        appendCharacter(out, character);
    }
}

} // namespace ax
