// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

#include <span>
#include <string>
#include <string_view>

namespace ax::cli {

/// A word of the command line. Those of the manual that this version lacks are in the list too, so that they
/// are not taken for something else.
struct Verb {
    std::string_view name;
    Command command = nullptr;   ///< null: not in this version
    std::string_view usage = ""; ///< empty for second spellings
    std::string_view summary = "";
};

/// Those that exist first.
std::span<const Verb> verbs();
const Verb* findVerb(std::string_view name);

/// `list, version and help`: for messages.
std::string existingVerbs();

} // namespace ax::cli
