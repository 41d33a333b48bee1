// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace ax {

/// A command line, or a template of one, without the words that set how much an agent of this format may do:
/// a mode that a person chose must not be contradicted by the template's or the configured flags.
std::string withoutPermissionFlags(std::string_view command, std::string_view format);

} // namespace ax
