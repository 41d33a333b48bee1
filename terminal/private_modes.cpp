// SPDX-License-Identifier: MIT
#include "terminal/private_modes.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace ax::terminal {
namespace {

/// A mode with all the answers that can be given for it.
struct KnownMode {
    int number;
    std::string_view whenSet;
    std::string_view whenReset;
};

// clang-format off
constexpr std::array<KnownMode, 13> Known{{
    {1,    "\x1b[?1;1$y",    "\x1b[?1;2$y"},
    {7,    "\x1b[?7;1$y",    "\x1b[?7;2$y"},
    {25,   "\x1b[?25;1$y",   "\x1b[?25;2$y"},
    {47,   "\x1b[?47;1$y",   "\x1b[?47;2$y"},
    {1000, "\x1b[?1000;1$y", "\x1b[?1000;2$y"},
    {1002, "\x1b[?1002;1$y", "\x1b[?1002;2$y"},
    {1003, "\x1b[?1003;1$y", "\x1b[?1003;2$y"},
    {1004, "\x1b[?1004;1$y", "\x1b[?1004;2$y"},
    {1006, "\x1b[?1006;1$y", "\x1b[?1006;2$y"},
    {1047, "\x1b[?1047;1$y", "\x1b[?1047;2$y"},
    {1049, "\x1b[?1049;1$y", "\x1b[?1049;2$y"},
    {2004, "\x1b[?2004;1$y", "\x1b[?2004;2$y"},
    {2026, "\x1b[?2026;1$y", "\x1b[?2026;2$y"},
}};

/// Modes that agents ask for and this terminal has not: "not recognised".
struct MissingMode {
    int number;
    std::string_view answer;
};
constexpr std::array<MissingMode, 5> Missing{{
    {1016, "\x1b[?1016;0$y"}, // mouse in pixels
    {2027, "\x1b[?2027;0$y"}, // grapheme clusters
    {2031, "\x1b[?2031;0$y"}, // colour scheme reports
    {2048, "\x1b[?2048;0$y"}, // size reports in band
    {5522, "\x1b[?5522;0$y"}, // paste events
}};
// clang-format on

std::optional<std::size_t> indexOf(int mode) {
    const auto* const found = std::ranges::find(Known, mode, &KnownMode::number);
    if (found == Known.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - Known.begin());
}

} // namespace

PrivateModes::PrivateModes() {
    reset();
}

void PrivateModes::change(int mode, State state) {
    if (const auto index = indexOf(mode))
        m_set.set(*index, state == State::Set);
}

bool PrivateModes::isSet(int mode) const {
    const auto index = indexOf(mode);
    return index && m_set.test(*index);
}

void PrivateModes::reset() {
    m_set.reset();
    change(7, State::Set);
    change(25, State::Set);
}

std::optional<std::string_view> PrivateModes::report(int mode) const {
    if (const auto index = indexOf(mode))
        return m_set.test(*index) ? Known[*index].whenSet : Known[*index].whenReset;
    const auto* const missing = std::ranges::find(Missing, mode, &MissingMode::number);
    if (missing == Missing.end())
        return std::nullopt;
    return missing->answer;
}

bool PrivateModes::isForEmulator(int mode) {
    static constexpr std::array Passed{1,    5,    6,    7,    25,   47,   1000, 1002,
                                       1003, 1005, 1006, 1015, 1047, 1048, 1049, 2004};
    return std::ranges::find(Passed, mode) != Passed.end();
}

} // namespace ax::terminal
