// SPDX-License-Identifier: MIT
#pragma once

#include "core/search/search_results.h"

#include <span>
#include <string>

namespace ax::cli {

/// `ax search --json`: upstream's `ids` and `results` (`id`, `hits`, `snippets` as texts), and behind those
/// of a result ours: `harness` and `matches`, a list for each snippet with its `file`, `position`, `speaker`
/// and `ranges` (bytes of the snippet: begin, end). Results without details have `hits` 0 and no snippets.
std::string formatSearchJson(std::span<const SearchResult> results);

} // namespace ax::cli
