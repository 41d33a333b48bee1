// SPDX-License-Identifier: MIT
#include "app/cli/byte_size.h"

#include <array>
#include <charconv>
#include <format>

namespace ax::cli {

namespace {

constexpr auto Units = std::to_array<std::string_view>({"B", "kB", "MB", "GB", "TB"});

bool equalIgnoringCase(std::string_view one, std::string_view other) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    if (one.size() != other.size())
        return false;
    for (std::size_t index = 0; index < one.size(); ++index) {
        if (lower(one[index]) != lower(other[index]))
            return false;
    }
    return true;
}

} // namespace

std::string formatByteSize(std::uint64_t bytes) {
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 1024 && unit + 1 < Units.size()) {
        value /= 1024;
        ++unit;
    }
    const bool isShort = unit > 0 && value < 9.95 && value != static_cast<double>(static_cast<int>(value));
    return isShort ? std::format("{:.1f} {}", value, Units[unit])
                   : std::format("{:.0f} {}", value, Units[unit]);
}

std::optional<std::uint64_t> parseByteSize(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc())
        return std::nullopt;
    std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
    if (unit.starts_with(' '))
        unit.remove_prefix(1);
    for (std::size_t index = 0; index < Units.size(); ++index) {
        if (!unit.empty() && !equalIgnoringCase(unit, Units[index]))
            continue;
        const std::size_t shift = unit.empty() ? 0 : 10 * index;
        if (value > UINT64_MAX >> shift)
            return std::nullopt;
        return value << shift;
    }
    return std::nullopt;
}

} // namespace ax::cli
