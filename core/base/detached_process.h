// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/descriptor.h"
#include "core/base/error.h"
#include "core/base/pty_process.h"

#include <string>

namespace ax {

/// Starts a program that outlives this process and everything around it: in a session of its own, nobody's
/// child, with /dev/null for input and errors. Its output goes to `output`, or to /dev/null without one.
/// Returns once it is on its way; what becomes of it shows elsewhere. Safe in a process of many threads.
Result<void> startDetached(const ProcessSpec& spec, const Descriptor& output = Descriptor());

/// Where the program of this process lies; empty when the system does not tell.
std::string ownProgram();

} // namespace ax
