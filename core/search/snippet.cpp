// SPDX-License-Identifier: MIT
#include "core/search/search_results.h"

#include <algorithm>

namespace ax {

namespace {

constexpr std::string_view Blanks = " \t\r\n\f\v";
constexpr std::size_t Before = 60; ///< bytes kept before a match that would be cut off

bool isContinuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

} // namespace

Snippet makeSnippet(std::string_view line, const std::vector<TextRange>& matches) {
    std::size_t start = std::min(line.find_first_not_of(Blanks), line.size());
    std::size_t end = std::max(start, line.find_last_not_of(Blanks) + 1);
    if (end - start > SnippetBytes) {
        const TextRange& first = matches.front();
        if (first.end > start + SnippetBytes)
            start = std::max(start, first.begin - std::min(first.begin, Before));
        while (start < end && isContinuation(line[start]))
            ++start;
        end = std::min(end, start + SnippetBytes);
        while (end > start && end < line.size() && isContinuation(line[end]))
            --end;
    }
    Snippet snippet;
    snippet.text = line.substr(start, end - start);
    for (const TextRange& match : matches) {
        const std::size_t from = std::clamp(match.begin, start, end);
        const std::size_t to = std::clamp(match.end, start, end);
        if (to > from)
            snippet.matches.push_back({from - start, to - start});
    }
    return snippet;
}

} // namespace ax
