// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/environment.h"
#include "core/base/error.h"

#include <string>
#include <vector>

namespace ax::cli {

/// This process becomes another program, found on PATH, with these words and variables. Returns only when
/// that fails.
Error replaceProcess(std::vector<std::string> words, const Environment& environment);

} // namespace ax::cli
