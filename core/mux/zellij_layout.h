// SPDX-License-Identifier: MIT
#pragma once

#include "core/mux/mux_window.h"

#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// The panes of what `zellij action dump-layout` prints, of the zellij session with this name: of its tabs,
/// not of the templates and swap layouts behind them. A pane's name is its tag, the number of its tab (from
/// 1) its `window`. zellij does not tell processes: a pane without a command counts as the person's shell.
/// A pane without the focus of its tab is InMode: keys would go to another one.
std::vector<MuxWindow> parseZellijLayout(std::string_view layout, const std::string& sessionName);

} // namespace ax
