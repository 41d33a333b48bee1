// SPDX-License-Identifier: MIT
#pragma once

#include "core/escape/terminal_colours.h"
#include "terminal/terminal_view.h"

#include <QString>

namespace ax::terminal {

/// The colour scheme file of a look, inside the program's resources; the emulator loads it by this path.
QString schemeFile(TerminalAppearance::Scheme scheme);

/// The colours in that file.
TerminalColours readScheme(TerminalAppearance::Scheme scheme);

} // namespace ax::terminal
