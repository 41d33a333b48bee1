// SPDX-License-Identifier: MIT
#include "core/base/duration.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace ax {

namespace {

struct Unit {
    std::string_view name;
    std::int64_t nanoseconds;
};

constexpr std::array Units = {
    Unit{"ns", 1},          Unit{"us", 1'000},        Unit{"\u00b5s", 1'000}, // micro sign
    Unit{"\u03bcs", 1'000},                                                   // Greek letter mu
    Unit{"ms", 1'000'000},  Unit{"s", 1'000'000'000}, Unit{"m", 60'000'000'000}, Unit{"h", 3'600'000'000'000},
};

bool isNumeric(char c) {
    return (c >= '0' && c <= '9') || c == '.';
}

/// Digits with at most one point between or beside them.
std::optional<double> numberOf(std::string_view text) {
    double value = 0;
    double scale = 1;
    bool behindPoint = false;
    bool hasDigit = false;
    for (const char c : text) {
        if (c == '.' && behindPoint)
            return std::nullopt;
        if (c == '.') {
            behindPoint = true;
            continue;
        }
        hasDigit = true;
        if (behindPoint)
            scale /= 10;
        value = behindPoint ? value + (c - '0') * scale : value * 10 + (c - '0');
    }
    return hasDigit ? std::optional(value) : std::nullopt;
}

} // namespace

std::optional<std::chrono::nanoseconds> parseDuration(std::string_view text) {
    constexpr double Longest = 9.2e18;
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    if (text == "0")
        return std::chrono::nanoseconds(0);
    if (text.empty())
        return std::nullopt;
    double sum = 0;
    while (!text.empty()) {
        const auto digits =
            static_cast<std::size_t>(std::ranges::find_if_not(text, isNumeric) - text.begin());
        const auto number = numberOf(text.substr(0, digits));
        text.remove_prefix(digits);
        const auto letters = static_cast<std::size_t>(std::ranges::find_if(text, isNumeric) - text.begin());
        const auto unit = std::ranges::find(Units, text.substr(0, letters), &Unit::name);
        if (!number || unit == Units.end())
            return std::nullopt;
        sum += *number * static_cast<double>(unit->nanoseconds);
        text.remove_prefix(letters);
    }
    if (sum > Longest)
        return std::nullopt;
    const auto nanoseconds = std::chrono::nanoseconds(std::llround(sum));
    return negative ? -nanoseconds : nanoseconds;
}

} // namespace ax
