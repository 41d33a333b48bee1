// SPDX-License-Identifier: MIT
#include "tests/bench/list_price.h"

#include <algorithm>
#include <array>
#include <format>

namespace ax::bench {

namespace {

/// Billionths of a dollar a token: the price in dollars for a million tokens, times 1000.
struct ListPrice {
    std::string_view model;
    std::uint64_t input, output, cacheRead, cacheWrite;
};

constexpr std::array Prices = {ListPrice{"claude-sonnet-4-5-20250929", 3000, 15'000, 300, 3750},
                               ListPrice{"claude-sonnet-4-20250514", 3000, 15'000, 300, 3750},
                               ListPrice{"claude-opus-4-1-20250805", 15'000, 75'000, 1500, 18'750},
                               ListPrice{"claude-opus-4-5-20251101", 5000, 25'000, 500, 6250},
                               ListPrice{"claude-haiku-4-5-20251001", 1000, 5000, 100, 1250},
                               ListPrice{"gpt-5-codex", 1250, 10'000, 125, 0},
                               ListPrice{"gpt-5", 1250, 10'000, 125, 0},
                               ListPrice{"gpt-5.1-codex", 1250, 10'000, 125, 0},
                               ListPrice{"gpt-5-mini", 250, 2000, 25, 0}};

} // namespace

std::uint64_t nanodollars(std::string_view model, const Tally& tally) {
    const auto* price = std::ranges::find(Prices, model, &ListPrice::model);
    return price == Prices.end()
               ? 0
               : tally.input * price->input + tally.output * price->output +
                     tally.cacheRead * price->cacheRead + tally.cacheWrite * price->cacheWrite;
}

std::string dollarText(std::uint64_t nanodollars) {
    std::string text = std::format("{}.{:09}", nanodollars / 1'000'000'000, nanodollars % 1'000'000'000);
    while (text.ends_with('0'))
        text.pop_back();
    if (text.ends_with('.'))
        text.pop_back();
    return text;
}

} // namespace ax::bench
