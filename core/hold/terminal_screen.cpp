// SPDX-License-Identifier: MIT
#include "core/hold/terminal_screen.h"

#include "core/hold/cell_writer.h"

#include <algorithm>
#include <format>
#include <span>
#include <utility>
#include <vector>
#include <vterm.h>

namespace ax {

namespace {

/// A terminal of thousands of columns and rows is a mistake or an attack: a cell takes some 40 bytes, twice.
constexpr std::uint16_t MostColumns = 1000;
constexpr std::uint16_t MostRows = 1000;
/// On less, libvterm writes the right half of a wide character beyond the row.
constexpr std::uint16_t LeastColumns = 4;
constexpr std::uint16_t LeastRows = 2;
constexpr std::size_t MostReply = 64 * 1024;

/// What is left of a character that was overwritten in part, its right half or its accents, shows as a blank.
void mendHalves(std::span<VTermScreenCell> cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const bool isRight = cells[i].chars[0] == CellWriter::RightHalf;
        if (isRight ? i > 0 && CellWriter::isWide(cells[i - 1]) : !CellWriter::isLoneAccent(cells[i]))
            continue;
        cells[i].chars[0] = 0;
        cells[i].attrs = {};
    }
}

TerminalSize reasonable(TerminalSize size) {
    return {.columns = std::clamp<std::uint16_t>(size.columns, LeastColumns, MostColumns),
            .rows = std::clamp<std::uint16_t>(size.rows, LeastRows, MostRows)};
}

} // namespace

class TerminalScreen::Private {
public:
    Private(TerminalSize size, ScrolledLines scrolledLines);
    Private(const Private&) = delete;
    Private& operator=(const Private&) = delete;
    ~Private() { vterm_free(m_terminal); }

    void feed(std::string_view bytes);
    void keepLine(const VTermScreenCell* cells, int columns);
    std::vector<VTermScreenCell> cells(int row) const;
    VTermScreenCell pen() const;
    TerminalScreen::Position cursor() const;
    void paintRows(std::string& out, int first, int count, int columns) const;
    std::string picture(TerminalSize size, std::string* lost) const;

    TerminalSize m_size;
    ScrolledLines m_scrolledLines;
    bool m_alternate = false;
    VTerm* m_terminal;
    VTermScreen* m_screen;
    std::string m_replies;
    std::string m_scrolled;
};

TerminalScreen::Private::Private(TerminalSize size, ScrolledLines scrolledLines)
    : m_size(reasonable(size)), m_scrolledLines(scrolledLines),
      m_terminal(vterm_new(m_size.rows, m_size.columns)), m_screen(vterm_obtain_screen(m_terminal)) {
    static constexpr VTermScreenCallbacks Callbacks{
        .damage = nullptr,
        .moverect = nullptr,
        .movecursor = nullptr,
        .settermprop =
            [](VTermProp property, VTermValue* value, void* self) {
                if (property == VTERM_PROP_ALTSCREEN)
                    static_cast<Private*>(self)->m_alternate = value->boolean != 0;
                return 1;
            },
        .bell = nullptr,
        .resize = nullptr,
        .sb_pushline =
            [](int columns, const VTermScreenCell* cells, void* self) {
                static_cast<Private*>(self)->keepLine(cells, columns);
                return 1;
            },
        .sb_popline = nullptr,
        .sb_clear = nullptr,
    };
    vterm_set_utf8(m_terminal, 1);
    vterm_screen_enable_altscreen(m_screen, 1);
    vterm_screen_set_damage_merge(m_screen, VTERM_DAMAGE_SCROLL);
    vterm_screen_set_callbacks(m_screen, &Callbacks, this);
    vterm_output_set_callback(
        m_terminal,
        [](const char* bytes, std::size_t count, void* self) {
            std::string& replies = static_cast<Private*>(self)->m_replies;
            if (replies.size() + count <= MostReply)
                replies.append(bytes, count);
        },
        this);
    vterm_screen_reset(m_screen, 1);
}

void TerminalScreen::Private::keepLine(const VTermScreenCell* cells, int columns) {
    if (m_scrolledLines == ScrolledLines::Dropped)
        return;
    CellWriter writer(m_scrolled);
    writer.writeRow(cells, columns, CellWriter::Blanks::Spaces);
    writer.selectDefault();
    m_scrolled += '\n';
}

void TerminalScreen::Private::feed(std::string_view bytes) {
    vterm_input_write(m_terminal, bytes.data(), bytes.size());
    vterm_screen_flush_damage(m_screen);
}

std::vector<VTermScreenCell> TerminalScreen::Private::cells(int row) const {
    std::vector<VTermScreenCell> cells(m_size.columns);
    for (int column = 0; column < m_size.columns; ++column)
        vterm_screen_get_cell(m_screen, {row, column}, &cells[static_cast<std::size_t>(column)]);
    mendHalves(cells);
    return cells;
}

/// The rendition in force, as a cell would have it.
VTermScreenCell TerminalScreen::Private::pen() const {
    const VTermState* const state = vterm_obtain_state(m_terminal);
    const auto value = [state](VTermAttr attribute) {
        VTermValue held{};
        vterm_state_get_penattr(state, attribute, &held);
        return held;
    };
    VTermScreenCell pen{};
    pen.attrs.bold = value(VTERM_ATTR_BOLD).boolean != 0;
    pen.attrs.italic = value(VTERM_ATTR_ITALIC).boolean != 0;
    pen.attrs.underline = static_cast<unsigned>(value(VTERM_ATTR_UNDERLINE).number) & 3U;
    pen.attrs.blink = value(VTERM_ATTR_BLINK).boolean != 0;
    pen.attrs.reverse = value(VTERM_ATTR_REVERSE).boolean != 0;
    pen.attrs.conceal = value(VTERM_ATTR_CONCEAL).boolean != 0;
    pen.attrs.strike = value(VTERM_ATTR_STRIKE).boolean != 0;
    pen.attrs.font = static_cast<unsigned>(value(VTERM_ATTR_FONT).number) & 15U;
    pen.attrs.small = value(VTERM_ATTR_SMALL).boolean != 0;
    pen.attrs.baseline = static_cast<unsigned>(value(VTERM_ATTR_BASELINE).number) & 3U;
    pen.fg = value(VTERM_ATTR_FOREGROUND).color;
    pen.bg = value(VTERM_ATTR_BACKGROUND).color;
    return pen;
}

TerminalScreen::Position TerminalScreen::Private::cursor() const {
    VTermPos position{};
    vterm_state_get_cursorpos(vterm_obtain_state(m_terminal), &position);
    return {.row = position.row, .column = position.col};
}

/// Rows from `first` on as the first ones of a cleared screen, and the rendition in force.
void TerminalScreen::Private::paintRows(std::string& out, int first, int count, int columns) const {
    CellWriter writer(out);
    for (int row = 0; row < count; ++row) {
        const std::size_t before = out.size();
        // Row 1 is where the cursor is; a client of another make looks for the last "home" in these bytes.
        if (row > 0)
            out += std::format("\x1b[{};1H", row + 1);
        const std::size_t start = out.size();
        writer.writeRow(cells(first + row).data(), columns, CellWriter::Blanks::Kept);
        if (out.size() == start)
            out.resize(before);
    }
    writer.select(pen());
}

/// What a screen of another size shows of this one, cursor included: the cursor's row stays in sight. Rows
/// that go out of it at the top are added to `lost`.
std::string TerminalScreen::Private::picture(TerminalSize size, std::string* lost) const {
    const Position cursor = this->cursor();
    const int gone = std::max(0, cursor.row - size.rows + 1);
    for (int row = 0; row < gone && lost != nullptr && m_scrolledLines == ScrolledLines::Collected; ++row) {
        CellWriter writer(*lost);
        writer.writeRow(cells(row).data(), m_size.columns, CellWriter::Blanks::Spaces);
        writer.selectDefault();
        *lost += '\n';
    }
    std::string out;
    paintRows(out, gone, std::min<int>(m_size.rows - gone, size.rows),
              std::min(m_size.columns, size.columns));
    return out +
           std::format("\x1b[{};{}H", cursor.row - gone + 1, std::min<int>(cursor.column + 1, size.columns));
}

TerminalScreen::TerminalScreen(TerminalSize size, ScrolledLines scrolledLines)
    : m_private(std::make_unique<Private>(size, scrolledLines)) {
}

TerminalScreen::~TerminalScreen() = default;

void TerminalScreen::feed(std::string_view bytes) {
    m_private->feed(bytes);
}

// libvterm's own resize gives up the whole process on some screens, so the picture moves to a new one.
void TerminalScreen::resize(TerminalSize size) {
    const TerminalSize wanted = reasonable(size);
    if (wanted == m_private->m_size)
        return;
    auto resized = std::make_unique<Private>(wanted, m_private->m_scrolledLines);
    resized->m_replies = std::move(m_private->m_replies);
    resized->m_scrolled = std::move(m_private->m_scrolled);
    if (m_private->m_alternate) {
        const std::string picture = m_private->picture(wanted, nullptr);
        m_private->feed("\x1b[?1049l"); // shows what is below
        resized->feed(m_private->picture(wanted, nullptr) + "\x1b[?1049h\x1b[H" + picture);
    } else {
        resized->feed(m_private->picture(wanted, &resized->m_scrolled));
    }
    m_private = std::move(resized);
}

TerminalSize TerminalScreen::size() const {
    return m_private->m_size;
}

TerminalScreen::Position TerminalScreen::cursor() const {
    return m_private->cursor();
}

std::string TerminalScreen::paint() const {
    std::string out;
    m_private->paintRows(out, 0, m_private->m_size.rows, m_private->m_size.columns);
    return out;
}

std::string TerminalScreen::styledRow(int row) const {
    std::string out;
    CellWriter writer(out);
    writer.writeRow(m_private->cells(row).data(), m_private->m_size.columns, CellWriter::Blanks::Spaces);
    writer.selectDefault();
    return out;
}

std::string TerminalScreen::text() const {
    std::string out;
    for (int row = 0; row < m_private->m_size.rows; ++row) {
        for (const VTermScreenCell& cell : m_private->cells(row)) {
            if (cell.chars[0] == 0)
                out += ' ';
            CellWriter::appendCharacters(out, cell);
        }
        out.resize(out.find_last_not_of(' ') + 1);
        out += '\n';
    }
    out.resize(out.find_last_not_of('\n') + 1);
    return out.empty() ? out : out + '\n';
}

std::string TerminalScreen::takeReplies() {
    return std::exchange(m_private->m_replies, {});
}

std::string TerminalScreen::takeScrolledLines() {
    return std::exchange(m_private->m_scrolled, {});
}

} // namespace ax
