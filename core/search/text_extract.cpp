// SPDX-License-Identifier: MIT
#include "core/search/text_extract.h"

#include <array>
#include <charconv>

namespace ax::text_extract {

namespace {

constexpr std::array<char, 3> Letters = {'u', 'a', 't'}; // in the order of Speaker

} // namespace

void append(std::string& to, const Line& line) {
    to += Letters[static_cast<std::size_t>(line.text.speaker)];
    to += std::to_string(line.position);
    to += ' ';
    const std::size_t start = to.size();
    to.append(line.text.escaped).append(1, '\n');
    for (std::size_t at = to.find('\n', start); at + 1 < to.size(); at = to.find('\n', at))
        to.replace(at, 1, "\\n"); // in no sound JSON text
}

std::optional<Line> parse(std::string_view line) {
    const std::size_t blank = line.find(' ');
    const std::size_t letter =
        line.empty() ? Letters.size() : std::string_view(Letters.data(), Letters.size()).find(line.front());
    if (blank == std::string_view::npos || letter >= Letters.size())
        return std::nullopt;
    Line parsed = {.position = 0,
                   .text = {.speaker = static_cast<Speaker>(letter), .escaped = line.substr(blank + 1)}};
    const char* const end = line.data() + blank;
    const auto [rest, error] = std::from_chars(line.data() + 1, end, parsed.position);
    if (error != std::errc() || rest != end)
        return std::nullopt;
    return parsed;
}

} // namespace ax::text_extract
