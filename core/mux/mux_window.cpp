// SPDX-License-Identifier: MIT
#include "core/mux/mux_window.h"

#include "core/base/foreground.h"
#include "core/base/paths.h"
#include "core/base/process_identity.h"

namespace ax {

std::string MuxWindow::cell() const {
    return place.substr(0, place.rfind('.'));
}

void lookAtFront(MuxWindow& window) {
    // A login shell is called `-bash`.
    const std::string_view name = fileName(window.program);
    const bool isCalledShell = isShellName(name.starts_with('-') ? name.substr(1) : name);
    window.front = isCalledShell ? MuxWindow::Front::Shell : MuxWindow::Front::Program;
    const long group = foregroundGroup(window.process);
    if (group == 0)
        return;
    // `sh -c "cd x && agent"` leads the group in which the agent reads. To look costs a walk over all
    // processes, so only where the name says shell.
    if (isCalledShell && !isShellInFront(window.process))
        window.front = MuxWindow::Front::Program;
    window.frontCommand = commandLineOf(group);
    window.frontStart = processStart(group);
}

} // namespace ax
