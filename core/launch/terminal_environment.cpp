// SPDX-License-Identifier: MIT
#include "core/launch/terminal_environment.h"

namespace ax {

std::map<std::string, std::string> terminalEnvironment(const Environment& environment) {
    std::map<std::string, std::string> variables;
    for (const auto& [name, value] : environment.variables()) {
        variables.emplace(name, value);
    }
    // Marks of the terminal that this window was started from: a program would draw for that one, or talk to
    // its multiplexer.
    for (const char* name :
         {"TMUX", "TMUX_PANE", "STY", "WINDOW", "WINDOWID", "ZELLIJ", "ZELLIJ_PANE_ID", "ZELLIJ_SESSION_NAME",
          "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "VTE_VERSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID",
          "GHOSTTY_RESOURCES_DIR", "WEZTERM_PANE", "LINES", "COLUMNS"}) {
        variables.erase(name);
    }
    variables["TERM"] = "xterm-256color";
    variables["COLORTERM"] = "truecolor";
    return variables;
}

} // namespace ax
