// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace ax {

/// Some providers charge more for every token of a request with a long prompt. These are the steps that price
/// lists have: 100k tokens (Anthropic), 200k (Google, xAI, Anthropic before), 272k (OpenAI). A step of some
/// other list counts from the next one of these on.
enum class PromptLength : std::uint8_t { Usual, Above100k, Above200k, Above272k };

/// `promptTokens`: input, cache reads and writes of one request together.
constexpr PromptLength promptLengthOf(std::uint64_t promptTokens) {
    if (promptTokens > 272'000)
        return PromptLength::Above272k;
    if (promptTokens > 200'000)
        return PromptLength::Above200k;
    return promptTokens > 100'000 ? PromptLength::Above100k : PromptLength::Usual;
}

/// The prompts of this length have more tokens than that.
constexpr std::uint64_t lowerBound(PromptLength length) {
    switch (length) {
    case PromptLength::Above100k:
        return 100'000;
    case PromptLength::Above200k:
        return 200'000;
    case PromptLength::Above272k:
        return 272'000;
    case PromptLength::Usual:
        break;
    }
    return 0;
}

} // namespace ax
