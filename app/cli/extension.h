// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/environment.h"
#include "core/base/error.h"

#include <span>
#include <string>

namespace ax::cli {

/// The program `ax-WORD` on PATH that adds a verb of its own; empty when there is none.
std::string findExtension(const std::string& word, const Environment& environment);

/// Becomes that program, with `AX` naming this one. Returns only when it cannot be started.
Error runExtension(const std::string& program, std::span<const std::string> arguments,
                   const Environment& environment);

} // namespace ax::cli
