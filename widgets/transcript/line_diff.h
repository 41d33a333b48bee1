// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace ax::widgets {

/// One line of a difference; `text` is without its line end and views the compared texts.
struct DiffLine {
    enum class Kind : std::uint8_t { Context, Removed, Added, Gap };
    Kind kind = Kind::Context;
    std::string_view text;
    friend bool operator==(const DiffLine&, const DiffLine&) = default;
};

struct LineDiff {
    std::vector<DiffLine> lines;
    int added = 0;
    int removed = 0;
    bool cut = false; ///< more lines than the limit: the rest is left out, the counts stand for all
};

/// What changed from `before` to `after`, with `ContextLines` around each change and a Gap where lines in
/// between are left out. Common ends are trimmed; what is left is compared exactly while it is small (a
/// million pairs of lines) and shown as removed and added as a whole beyond that. Time and memory are
/// bounded. Any thread.
LineDiff lineDiff(std::string_view before, std::string_view after, int maximumLines = 400);

inline constexpr int ContextLines = 2;

} // namespace ax::widgets
