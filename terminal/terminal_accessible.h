// SPDX-License-Identifier: MIT
#pragma once

class QWidget;

namespace ax::terminal {

class TerminalView;

/// Gives the emulator's display, which tells assistive technology nothing by itself, the role, the name and
/// the text of a terminal: `view`'s screen. Changes are told four times a second at most, and only when
/// someone listens.
void makeTerminalAccessible(TerminalView& view, QWidget& display);

} // namespace ax::terminal
