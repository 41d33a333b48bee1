// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace ax::cli {

/// What `ax search` was asked for. All words that are no option make the query, with one blank between them
/// (facts: ax-compat §6); behind `--` all are.
struct SearchOptions {
    bool json = false;
    std::size_t limit = SIZE_MAX;
    std::string query;
};

/// Invalid, with the sentence to print.
Result<SearchOptions> parseSearchOptions(std::span<const std::string> arguments);

} // namespace ax::cli
