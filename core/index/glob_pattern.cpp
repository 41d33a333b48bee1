// SPDX-License-Identifier: MIT
#include "core/index/glob_pattern.h"

#include "core/base/paths.h"

namespace ax {

namespace {

constexpr std::string_view Wildcards = "*?[\\";

std::vector<std::string_view> split(std::string_view path) {
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const std::string_view part = path.substr(0, path.find('/'));
        if (!part.empty())
            parts.push_back(part);
        path.remove_prefix(std::min(part.size() + 1, path.size()));
    }
    return parts;
}

/// One character of a pattern at its start: what it takes, and how much of the pattern it is.
struct Element {
    std::size_t length = 1;
    bool matches = false;
};

/// `[a-z]`; a set that does not end matches nothing.
Element matchSet(std::string_view pattern, char character) {
    std::size_t at = 1;
    const bool negated = at < pattern.size() && (pattern[at] == '^' || pattern[at] == '!');
    at += negated ? 1 : 0;
    bool found = false;
    for (bool first = true; at < pattern.size() && (first || pattern[at] != ']'); first = false) {
        const char low = pattern[at];
        char high = low;
        if (at + 2 < pattern.size() && pattern[at + 1] == '-' && pattern[at + 2] != ']') {
            high = pattern[at + 2];
            at += 2;
        }
        found |= low <= character && character <= high;
        ++at;
    }
    if (at >= pattern.size())
        return {.length = pattern.size(), .matches = false};
    return {.length = at + 1, .matches = found != negated};
}

Element matchOne(std::string_view pattern, char character) {
    if (pattern.front() == '?')
        return {.length = 1, .matches = true};
    if (pattern.front() == '[')
        return matchSet(pattern, character);
    if (pattern.front() == '\\' && pattern.size() > 1)
        return {.length = 2, .matches = pattern[1] == character};
    return {.length = 1, .matches = pattern.front() == character};
}

/// Linear backtracking to the last star only: no pattern takes exponential time.
bool wildcardMatches(std::string_view pattern, std::string_view text) {
    std::size_t at = 0;
    std::size_t textAt = 0;
    std::size_t afterStar = std::string_view::npos;
    std::size_t starText = 0;
    while (textAt < text.size()) {
        if (at < pattern.size() && pattern[at] == '*') {
            afterStar = ++at;
            starText = textAt;
            continue;
        }
        const Element element = at < pattern.size() ? matchOne(pattern.substr(at), text[textAt]) : Element{};
        if (element.matches) {
            at += element.length;
            ++textAt;
        } else if (afterStar != std::string_view::npos) {
            at = afterStar;
            textAt = ++starText;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

} // namespace

GlobPattern::GlobPattern(std::string_view pattern) {
    const std::vector<std::string_view> parts = split(pattern);
    std::size_t level = 0;
    // The last component names files, wildcard or not.
    while (level + 1 < parts.size() && parts[level].find_first_of(Wildcards) == std::string_view::npos)
        m_root.append(1, '/').append(parts[level++]);
    if (m_root.empty())
        m_root = "/";
    m_levels.assign(parts.begin() + static_cast<std::ptrdiff_t>(level), parts.end());
}

bool GlobPattern::levelMatches(std::size_t level, std::string_view name) const {
    return level < m_levels.size() && wildcardMatches(m_levels[level], name);
}

std::vector<std::string_view> componentsBelow(std::string_view root, std::string_view path) {
    if (!path.starts_with(root))
        return {};
    path.remove_prefix(root.size());
    if (!root.ends_with('/') && !path.starts_with('/'))
        return {};
    return split(path);
}

bool isAtOrAbove(std::string_view path, std::string_view folder) {
    if (path.empty())
        return false;
    return path == folder || path == "/" ||
           (folder.starts_with(path) && folder.substr(path.size()).starts_with('/'));
}

} // namespace ax
