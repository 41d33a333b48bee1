// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"

#include <string>

namespace ax::cli {

/// What the table shows of a session, cell by cell (facts: the columns' meaning in docs/man/ax.1). Pure.

/// `$0`, `<1¢`, `$1.25`; with `~` before an estimate; `-` when unknown.
std::string costCell(const Cost& cost);
/// `38%` of the window, `12k` tokens where the window is not known, `-` without either.
std::string contextCell(const Session& session);
/// The folder with the home folder as `~`, behind a `!` when it is gone; `-` when unknown.
std::string directoryCell(const Session& session, const std::string& home);

} // namespace ax::cli
