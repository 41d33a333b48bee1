// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace ax {

/// A random version 4 UUID in lower case, as agents take for a session id.
std::string newSessionId();

} // namespace ax
