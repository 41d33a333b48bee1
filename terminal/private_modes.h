// SPDX-License-Identifier: MIT
#pragma once

#include <bitset>
#include <optional>
#include <string_view>

namespace ax::terminal {

/// The DEC private modes (`CSI ? n h/l`) as far as this program needs their state: what it answers to DECRQM,
/// whether a paste is bracketed, which screen is shown. Numbers outside the table are not kept.
class PrivateModes {
public:
    enum class State { Reset, Set };
    static constexpr int FocusReports = 1004;
    static constexpr int AlternateScreen = 1049;
    static constexpr int BracketedPaste = 2004;
    static constexpr int SynchronizedOutput = 2026;

    PrivateModes();

    void change(int mode, State state);
    bool isSet(int mode) const;
    /// The states after a terminal reset.
    void reset();
    /// The DECRPM answer, or nothing for a mode outside the table: the number in an answer comes from the
    /// table, never from the request.
    std::optional<std::string_view> report(int mode) const;

    /// Whether the emulator may see the mode: it understands it, and the mode does not change what the filter
    /// relies on (VT52, 132 columns). Focus reports it only claims to understand: the view makes them.
    static bool isForEmulator(int mode);

private:
    std::bitset<16> m_set;
};

} // namespace ax::terminal
