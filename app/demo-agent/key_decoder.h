// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ax::demo {

/// What the person did, or the terminal answered.
struct Key {
    enum class Kind : std::uint8_t {
        Text,
        Enter,
        NewLine, ///< Shift+Enter, which terminals send as ESC CR or as CSI 13;2u
        Paste,   ///< bracketed: `text` is everything between the brackets
        Backspace,
        Delete,
        Left,
        Right,
        Up,
        Down,
        Home,
        End,
        EraseWord,
        EraseLine,
        Escape,
        Interrupt,    ///< Ctrl+C
        EndOfText,    ///< Ctrl+D
        StatusAnswer, ///< the terminal understands OSC 7501
    };

    Kind kind = Kind::Text;
    std::string text; ///< of Text and Paste, valid UTF-8
    friend bool operator==(const Key&, const Key&) = default;
};

/// Turns the bytes of a terminal into keys, however the reads cut them. Sequences that the demo has no use
/// for (mouse, focus, other answers) vanish. An Escape key and the beginning of a sequence look alike: while
/// isUndecided(), the caller waits a moment for more bytes and then calls decide().
class KeyDecoder {
public:
    std::vector<Key> feed(std::string_view bytes);
    bool isUndecided() const { return !m_inPaste && m_pending.starts_with('\x1b'); }
    /// No more bytes came: what is pending was a key by itself.
    std::vector<Key> decide();

private:
    enum class Progress : std::uint8_t { Taken, NeedsMore };

    Progress takeOne(std::vector<Key>& keys);
    Progress takePaste(std::vector<Key>& keys);
    Progress takeEscape(std::vector<Key>& keys);
    Progress takeControlSequence(std::vector<Key>& keys);
    Progress takeString(std::vector<Key>& keys);
    Progress takeText(std::vector<Key>& keys);
    void drop(std::size_t count) { m_pending.erase(0, count); }

    std::string m_pending;
    bool m_inPaste = false;
};

} // namespace ax::demo
