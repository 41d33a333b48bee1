// SPDX-License-Identifier: MIT
#include "app/cli/near_miss.h"

#include <algorithm>

namespace ax::cli {

bool isNearMiss(std::string_view word, std::string_view other) {
    if (word.size() < other.size())
        std::swap(word, other);
    if (word == other || word.size() - other.size() > 1)
        return false;
    const auto [here, there] = std::ranges::mismatch(word, other);
    // The first difference is the only one: what follows it must be the same.
    return std::string_view(here + 1, word.end()) ==
           std::string_view(word.size() == other.size() ? there + 1 : there, other.end());
}

} // namespace ax::cli
