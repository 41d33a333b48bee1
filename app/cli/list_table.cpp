// SPDX-License-Identifier: MIT
#include "app/cli/list_table.h"

#include "app/cli/display_width.h"
#include "app/cli/plain_text.h"
#include "app/cli/session_cells.h"

#include <algorithm>
#include <array>
#include <vector>

namespace ax::cli {

namespace {

constexpr std::string_view Gap = "  ";
constexpr std::array Headings = {"STATUS", "HARNESS", "MODEL", "AGE", "CTX", "COST", "DIR", "WIN", "TITLE"};
constexpr std::size_t WindowColumn = 7;

using Row = std::array<std::string, Headings.size()>;

Row rowOf(const Session& session, const WindowCells& windows, Timestamp now, const std::string& home) {
    const auto window = windows.find(session.id);
    Row row = {std::string(statusWord(session.status.status)),
               session.harness,
               session.model.empty() ? "-" : session.model,
               formatAge(session.last, now),
               contextCell(session),
               costCell(session.cost),
               directoryCell(session, home),
               window == windows.end() ? "-" : window->second,
               session.title};
    for (std::string& cell : row)
        cell = plainText(cell);
    return row;
}

std::array<std::size_t, Headings.size()> columnWidths(const std::vector<Row>& rows) {
    std::array<std::size_t, Headings.size()> widths{};
    for (const Row& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], displayWidth(row[column]));
    }
    return widths;
}

} // namespace

std::string formatTable(std::span<const SessionPointer> sessions, const WindowCells& windows, Timestamp now,
                        const std::string& home, const TableStyle& style) {
    std::vector<Row> rows;
    rows.reserve(sessions.size() + 1);
    if (style.header == TableStyle::Header::Shown)
        std::ranges::copy(Headings, rows.emplace_back().begin());
    for (const SessionPointer& session : sessions)
        rows.push_back(rowOf(*session, windows, now, home));

    const auto widths = columnWidths(rows);
    std::string table;
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t column = 0; column + 1 < row.size(); ++column) {
            if (column == WindowColumn && windows.empty())
                continue;
            line.append(paddedTo(row[column], widths[column])).append(Gap);
        }
        line += row.back();
        line.erase(line.find_last_not_of(' ') + 1);
        table.append(style.width > 0 ? clippedTo(line, style.width) : line).append("\n");
    }
    return table;
}

} // namespace ax::cli
