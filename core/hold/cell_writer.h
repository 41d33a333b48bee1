// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vterm.h>

namespace ax {

/// Writes cells of a terminal screen as the bytes that make another terminal show them: text, and SGR where
/// the rendition changes. Starts at the default rendition.
class CellWriter {
public:
    enum class Blanks {
        Kept,   ///< erased again: exact, for a screen
        Spaces, ///< for lines of text
    };

    explicit CellWriter(std::string& out) : m_out(out) {}
    /// One row, without the blanks of default rendition at its end. Leaves the cursor anywhere in the row.
    void writeRow(const VTermScreenCell* cells, int columns, Blanks blanks);
    void select(const VTermScreenCell& rendition);
    void selectDefault();

    static constexpr std::uint32_t RightHalf =
        ~0U; ///< libvterm's mark in the second cell of a wide character
    /// Whether the cell's character takes two cells.
    static bool isWide(const VTermScreenCell& cell);
    /// Whether it holds only what combines with a character before it.
    static bool isLoneAccent(const VTermScreenCell& cell);
    /// Its characters as UTF-8, none for the right half of one.
    static void appendCharacters(std::string& out, const VTermScreenCell& cell);

private:
    void writeCharacter(const VTermScreenCell& cell);
    enum class Below { Clear, HalfACharacter };
    void writeBlanks(const VTermScreenCell& blank, int count, Blanks blanks, Below below);

    std::string& m_out;
    std::string m_rendition; ///< the parameters of the SGR in force
};

} // namespace ax
