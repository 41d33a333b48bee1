// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ax::cli {

/// `0 B`, `12 kB`, `3.4 GB`: powers of 1024, one decimal below ten.
std::string formatByteSize(std::uint64_t bytes);

/// The other way: a whole number with B, kB, MB, GB or TB, in any case, with or without a blank; a number
/// alone is bytes. Nothing for what is none, or too large.
std::optional<std::uint64_t> parseByteSize(std::string_view text);

} // namespace ax::cli
