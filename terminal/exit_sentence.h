// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/pty_process.h"

#include <QString>

namespace ax::terminal {

/// One sentence on how a program ended: "The program ended (exit 0)."
QString exitSentence(const ProcessExit& exit);

} // namespace ax::terminal
