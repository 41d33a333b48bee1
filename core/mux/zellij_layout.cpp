// SPDX-License-Identifier: MIT
#include "core/mux/zellij_layout.h"

#include "core/base/foreground.h"
#include "core/base/paths.h"
#include "core/mux/kdl_node.h"

#include <algorithm>
#include <format>

namespace ax {

namespace {

bool isPane(const KdlNode& node) {
    return node.name == "pane";
}

/// Panes hold panes, side by side, and tabs' floating ones stand apart; bars are plugins.
void collectPanes(const KdlNode& node, std::vector<const KdlNode*>& panes) {
    for (const KdlNode& child : node.children) {
        const bool isContainer =
            child.name == "floating_panes" || std::ranges::any_of(child.children, isPane);
        if (isContainer)
            collectPanes(child, panes);
        else if (isPane(child) &&
                 std::ranges::find(child.children, "plugin", &KdlNode::name) == child.children.end())
            panes.push_back(&child);
    }
}

std::string below(const std::string& folder, const std::string& name) {
    return name.empty() ? folder : joinPath(folder, name);
}

MuxWindow windowOf(const KdlNode& pane, const std::string& folder) {
    MuxWindow window;
    window.tag = pane.value("name");
    window.startCommand = pane.value("command");
    window.program = fileName(window.startCommand);
    const auto arguments = std::ranges::find(pane.children, "args", &KdlNode::name);
    const bool hasArguments = arguments != pane.children.end();
    if (hasArguments) {
        for (const std::string& argument : arguments->arguments)
            window.startCommand += ' ' + argument;
    }
    window.directory = below(folder, pane.value("cwd"));
    if (window.startCommand.empty() || (isShellName(window.program) && !hasArguments))
        window.front = MuxWindow::Front::Shell;
    return window;
}

} // namespace

std::vector<MuxWindow> parseZellijLayout(std::string_view layout, const std::string& sessionName) {
    std::vector<MuxWindow> windows;
    const auto roots = parseKdl(layout);
    if (roots.empty() || roots[0].name != "layout")
        return windows;
    const std::string folder = roots[0].value("cwd");
    int number = 0;
    for (const KdlNode& tab : roots[0].children) {
        if (tab.name.contains("template") || tab.name.starts_with("swap"))
            break;
        if (tab.name != "tab")
            continue;
        ++number;
        std::vector<const KdlNode*> panes;
        collectPanes(tab, panes);
        for (std::size_t i = 0; i < panes.size(); ++i) {
            MuxWindow window = windowOf(*panes[i], below(folder, tab.value("cwd")));
            window.window = std::to_string(number);
            window.pane = std::format("{}.{}", number, i);
            window.place = std::format("{}:{}.{}", sessionName, number, i);
            window.title = tab.value("name");
            if (panes.size() > 1 && panes[i]->value("focus") != "true")
                window.state = MuxWindow::State::InMode;
            windows.push_back(std::move(window));
        }
    }
    return windows;
}

} // namespace ax
