// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/environment.h"

#include <map>
#include <string>

namespace ax {

/// What a program in a terminal of ours finds in its environment: ours, without the marks that other
/// terminals and multiplexers left in it.
std::map<std::string, std::string> terminalEnvironment(const Environment& environment);

} // namespace ax
