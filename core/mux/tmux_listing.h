// SPDX-License-Identifier: MIT
#pragma once

#include "core/mux/mux_window.h"

#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// The format that makes `tmux list-panes` print what parseTmuxPanes() reads. Programs choose titles, folders
/// and commands themselves, line ends included, so fields are told apart by `mark`: letters and digits that
/// nobody can have foreseen (newSessionId).
std::string tmuxPaneFormat(const std::string& mark);

/// The panes in that output, each once, also those of windows that several sessions show. What is cut off or
/// garbled is left out. Nothing is asked of the system: lookAtFront() does that.
std::vector<MuxWindow> parseTmuxPanes(std::string_view output, std::string_view mark);

} // namespace ax
