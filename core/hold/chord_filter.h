// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// The keys of an attach client: a control character, and the letter behind it.
struct Chords {
    char prefix = '\x01'; ///< Ctrl-A
    char detach = 'd';
};

/// `ctrl-x` or `^x`, as the configuration has it; nothing for anything else.
std::optional<char> parseControlKey(std::string_view text);
/// A letter; the older `ctrl-x` counts as its letter.
std::optional<char> parseChordLetter(std::string_view text);

/// Finds the keys that are meant for the attach client in what a person types: the prefix and the letter,
/// or Ctrl-\ alone, detach; the prefix twice is one of it; the prefix and anything else goes through as it is
/// (facts: ax-compat §13). Keeps its state over any pieces.
class ChordFilter {
public:
    static constexpr char DetachAtOnce = '\x1c';

    explicit ChordFilter(const Chords& chords) : m_chords(chords) {}

    enum class Action { None, Detach };
    struct Result {
        std::string typed; ///< for the program
        Action action = Action::None;
    };
    Result feed(std::string_view bytes);

private:
    Chords m_chords;
    bool m_hasPrefix = false;
};

} // namespace ax
