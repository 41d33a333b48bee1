// SPDX-License-Identifier: MIT
#include "widgets/transcript/line_diff.h"

#include <algorithm>
#include <cstddef>
#include <span>

namespace ax::widgets {
namespace {

using Lines = std::vector<std::string_view>;
using Range = std::span<const std::string_view>;

constexpr std::size_t MaximumPairs = 1'000'000;

Lines split(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const std::size_t feed = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, feed);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        lines.push_back(line);
        text.remove_prefix(std::min(feed + 1, text.size()));
    }
    return lines;
}

void add(LineDiff& diff, DiffLine::Kind kind, Range lines) {
    for (const std::string_view line : lines)
        diff.lines.push_back({kind, line});
}

/// The longest common subsequence by the textbook table; removed lines come before the added ones of a
/// change.
void compare(LineDiff& diff, Range before, Range after) {
    if (before.size() * after.size() > MaximumPairs) {
        add(diff, DiffLine::Kind::Removed, before);
        add(diff, DiffLine::Kind::Added, after);
        return;
    }
    const std::size_t width = after.size() + 1;
    std::vector<std::uint32_t> common((before.size() + 1) * width, 0);
    for (std::size_t i = before.size(); i-- > 0;) {
        for (std::size_t j = after.size(); j-- > 0;) {
            common[i * width + j] = before[i] == after[j]
                                        ? common[(i + 1) * width + j + 1] + 1
                                        : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
        }
    }
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.size() || j < after.size()) {
        if (i < before.size() && j < after.size() && before[i] == after[j]) {
            diff.lines.push_back({DiffLine::Kind::Context, before[i]});
            ++i;
            ++j;
        } else if (i < before.size() &&
                   (j == after.size() || common[(i + 1) * width + j] >= common[i * width + j + 1])) {
            diff.lines.push_back({DiffLine::Kind::Removed, before[i++]});
        } else {
            diff.lines.push_back({DiffLine::Kind::Added, after[j++]});
        }
    }
}

/// Keeps context only near changes; a gap stands for two lines or more that go.
std::vector<DiffLine> withoutFarContext(const std::vector<DiffLine>& lines) {
    std::vector<bool> near(lines.size(), false);
    const auto size = static_cast<std::ptrdiff_t>(lines.size());
    for (std::ptrdiff_t i = 0; i < size; ++i) {
        if (lines[static_cast<std::size_t>(i)].kind == DiffLine::Kind::Context)
            continue;
        const std::ptrdiff_t first = std::max<std::ptrdiff_t>(0, i - ContextLines);
        const std::ptrdiff_t last = std::min(size - 1, i + ContextLines);
        for (std::ptrdiff_t k = first; k <= last; ++k)
            near[static_cast<std::size_t>(k)] = true;
    }
    std::vector<DiffLine> kept;
    for (std::size_t i = 0; i < lines.size();) {
        if (near[i]) {
            kept.push_back(lines[i++]);
            continue;
        }
        const std::size_t begin = i;
        while (i < lines.size() && !near[i])
            ++i;
        if (begin > 0 && i < lines.size())
            kept.push_back({DiffLine::Kind::Gap, {}});
    }
    return kept;
}

} // namespace

LineDiff lineDiff(std::string_view before, std::string_view after, int maximumLines) {
    const Lines oldLines = split(before);
    const Lines newLines = split(after);
    const std::size_t shorter = std::min(oldLines.size(), newLines.size());
    std::size_t head = 0;
    while (head < shorter && oldLines[head] == newLines[head])
        ++head;
    std::size_t tail = 0;
    while (tail < shorter - head &&
           oldLines[oldLines.size() - 1 - tail] == newLines[newLines.size() - 1 - tail])
        ++tail;

    LineDiff diff;
    const Range oldRange(oldLines);
    const Range newRange(newLines);
    add(diff, DiffLine::Kind::Context, oldRange.first(head));
    compare(diff, oldRange.subspan(head, oldLines.size() - head - tail),
            newRange.subspan(head, newLines.size() - head - tail));
    add(diff, DiffLine::Kind::Context, oldRange.last(tail));
    for (const DiffLine& line : diff.lines) {
        diff.added += line.kind == DiffLine::Kind::Added ? 1 : 0;
        diff.removed += line.kind == DiffLine::Kind::Removed ? 1 : 0;
    }
    diff.lines = withoutFarContext(diff.lines);
    const auto limit = static_cast<std::size_t>(maximumLines);
    diff.cut = diff.lines.size() > limit;
    if (diff.cut)
        diff.lines.resize(limit);
    return diff;
}

} // namespace ax::widgets
