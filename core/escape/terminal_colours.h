// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <functional>

namespace ax::terminal {

/// The colours a terminal shows at this moment, as 0xRRGGBB.
struct TerminalColours {
    std::uint32_t foreground = 0x000000;
    std::uint32_t background = 0xFFFFFF;
    std::array<std::uint32_t, 16> palette{};
};

/// Asked whenever colours are needed, so that a change of scheme needs no telling.
using ColourSource = std::function<TerminalColours()>;

} // namespace ax::terminal
