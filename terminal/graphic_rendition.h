// SPDX-License-Identifier: MIT
#pragma once

#include "core/escape/terminal_colours.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace ax::terminal {

/// Rewrites SGR (`CSI … m`) into what the emulator shows rightly: colours in the colon forms, underline
/// styles, lists longer than its fifteen arguments. Blinking is left out (nothing blinks here), and faint
/// text, which the emulator cannot draw, gets a paler foreground instead; for that the foreground is tracked,
/// per screen and through save and restore, as the emulator does.
class GraphicRendition {
public:
    enum class Screen : std::size_t { Main, Alternate };

    /// Appends the sequence, or nothing when nothing of it is known.
    void rewrite(std::string_view parameters, const ColourSource& colours, std::string& out);

    void saveCursor();
    void restoreCursor();
    void selectScreen(Screen screen) { m_screen = static_cast<std::size_t>(screen); }
    void reset() { *this = GraphicRendition(); }

    /// A colour of the program's choice.
    struct Colour {
        enum class Kind { Default, System, Indexed, Direct } kind = Kind::Default;
        std::uint32_t value = 0; ///< 0–15 of the palette, 0–255 of the large one, or 0xRRGGBB
    };
    struct Pen {
        Colour foreground;
        Colour background;
        bool faint = false;
    };

private:
    Pen& pen() { return m_pens[m_screen]; }

    std::array<Pen, 2> m_pens{};
    std::array<Pen, 2> m_saved{};
    std::size_t m_screen = 0;
};

} // namespace ax::terminal
