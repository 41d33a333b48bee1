// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// The bytes that base64 text stands for (RFC 4648, standard alphabet, padding optional). Nothing when the
/// text holds anything else.
std::optional<std::string> decodeBase64(std::string_view text);

} // namespace ax
