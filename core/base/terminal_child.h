// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/descriptor.h"
#include "core/base/pty_process.h"

namespace ax {

/// The raw parts of a PtyProcess.
struct TerminalChild {
    pid_t processId = 0;
    Descriptor master;         ///< non-blocking, close-on-exec
    Descriptor exitDescriptor; ///< see process_exit.h
};

/// Forks and executes a program on a new pseudo-terminal; returns once it runs, or with the reason why it
/// does not. Safe in a process of many threads.
Result<TerminalChild> startOnTerminal(const ProcessSpec& spec, TerminalSize size);

} // namespace ax
