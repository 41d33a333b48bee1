// SPDX-License-Identifier: MIT
#include "app/demo-agent/text_layout.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ax::demo {

namespace {

using Range = std::pair<char32_t, char32_t>;

/// The blocks that matter in practice, coarsely; a terminal that differs shows a ragged line, nothing worse.
constexpr std::array<Range, 9> ZeroWidth{{{0x300, 0x36f},
                                          {0x591, 0x5bd},
                                          {0x610, 0x61a},
                                          {0x64b, 0x65f},
                                          {0x200b, 0x200f},
                                          {0x202a, 0x202e},
                                          {0x2060, 0x2064},
                                          {0xfe00, 0xfe0f},
                                          {0xe0100, 0xe01ef}}};
constexpr std::array<Range, 11> DoubleWidth{{{0x1100, 0x115f},
                                             {0x2e80, 0x303e},
                                             {0x3041, 0x33ff},
                                             {0x3400, 0x4dbf},
                                             {0x4e00, 0x9fff},
                                             {0xac00, 0xd7a3},
                                             {0xf900, 0xfaff},
                                             {0xfe30, 0xfe6f},
                                             {0xff00, 0xff60},
                                             {0x1f300, 0x1faff},
                                             {0x20000, 0x3fffd}}};

template <std::size_t Count>
bool isIn(const std::array<Range, Count>& ranges, char32_t c) {
    return std::ranges::any_of(ranges,
                               [c](const Range& range) { return range.first <= c && c <= range.second; });
}

/// The next word with the blanks before it.
std::string_view nextWord(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
    return text.substr(0, text.find(' ', begin));
}

std::string_view withoutBlanksBefore(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    return text;
}

void wrapLine(std::string_view line, int width, std::vector<std::string>& into) {
    std::string current;
    int used = 0;
    while (!line.empty()) {
        std::string_view word = nextWord(line);
        line.remove_prefix(word.size());
        if (used > 0 && used + cellWidth(word) > width) {
            into.push_back(std::exchange(current, {}));
            used = 0;
            word = withoutBlanksBefore(word);
        }
        while (used + cellWidth(word) > width && !word.empty()) {
            // A single letter may be wider than the line; it goes through all the same.
            const std::string_view part = firstCells(word, width);
            const std::size_t length = part.empty() ? firstCodePoint(word).length : part.size();
            into.emplace_back(word.substr(0, length));
            word.remove_prefix(length);
        }
        current += word;
        used += cellWidth(word);
    }
    into.push_back(std::move(current));
}

} // namespace

CodePoint firstCodePoint(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (length == 1 || text.size() < length)
        return {lead, 1};
    char32_t value = lead & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        value = value << 6 | (static_cast<unsigned char>(text[i]) & 0x3fU);
    return {value, length};
}

int cellWidth(char32_t codePoint) {
    if (codePoint < 0x300)
        return 1;
    return isIn(ZeroWidth, codePoint) ? 0 : isIn(DoubleWidth, codePoint) ? 2 : 1;
}

int cellWidth(std::string_view text) {
    int width = 0;
    while (!text.empty()) {
        const CodePoint point = firstCodePoint(text);
        width += cellWidth(point.value);
        text.remove_prefix(point.length);
    }
    return width;
}

std::string printable(std::string_view text) {
    std::string clean;
    while (!text.empty()) {
        const CodePoint point = firstCodePoint(text);
        if (point.value == '\t')
            clean += "    ";
        else if (point.value == '\n' || (point.value >= 0x20 && (point.value < 0x7f || point.value >= 0xa0)))
            clean += text.substr(0, point.length);
        text.remove_prefix(point.length);
    }
    return clean;
}

std::vector<std::string> wrap(std::string_view text, int width) {
    std::vector<std::string> lines;
    for (;;) {
        const std::size_t end = text.find('\n');
        wrapLine(text.substr(0, end), std::max(width, 1), lines);
        if (end == std::string_view::npos)
            return lines;
        text.remove_prefix(end + 1);
    }
}

std::string_view firstCells(std::string_view text, int width) {
    std::size_t end = 0;
    while (end < text.size()) {
        const CodePoint point = firstCodePoint(text.substr(end));
        width -= cellWidth(point.value);
        if (width < 0)
            break;
        end += point.length;
    }
    return text.substr(0, end);
}

} // namespace ax::demo
