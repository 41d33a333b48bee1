// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// How people and services write one model's id. Pure functions over any bytes.

/// `20250929` or `2025-09-29`.
bool isModelDate(std::string_view text);

/// The id without the context suffix that Claude Code adds (`[1m]`), and the tokens that it stands for; 0
/// without one.
struct SizedModelId {
    std::string_view id;
    std::uint32_t contextWindow = 0;
};
SizedModelId splitContextSuffix(std::string_view id);

/// The id itself, then the forms left when what a service adds is taken away: path prefixes (`openrouter/…`,
/// an ARN), region and vendor (`us.anthropic.…`) with the version that comes with them (`-v1:0`), and
/// Vertex's `@`
/// (`…@20250929` is `…-20250929`, `…@default` is nothing).
std::vector<std::string> formsWithoutProvider(std::string_view id);

/// The id without `-DATE` or `-latest`; nothing when it has neither.
std::optional<std::string_view> withoutDate(std::string_view id);

} // namespace ax
