// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <span>
#include <string>

namespace ax::cli {

/// What `ax list` was asked for. Words that it does not know are passed over, as upstream does: scripts may
/// be written for a newer one.
struct ListOptions {
    bool json = false;
    bool onlyArchived = false;
    bool alsoArchived = false;
    std::string run; ///< empty: all
};

/// Invalid, with the sentence to print, when an option lacks its value.
Result<ListOptions> parseListOptions(std::span<const std::string> arguments);

} // namespace ax::cli
