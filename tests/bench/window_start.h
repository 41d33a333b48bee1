// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace ax::bench {

/// Starts this program again and again as a process that opens the window on `home` as ax-desktop does, and
/// prints when each had shown what: the first of all starts by itself (it may have to read every transcript),
/// then the median of `warmStarts`. Milliseconds since the moment before the process was started, on the
/// clock. The XDG folders are those of this process's environment.
void reportStarts(const QString& home, int warmStarts);

/// The started process: whether it is one, and what it does then.
bool isStartedWindow(int argc, char** argv);
int runStartedWindow(int argc, char** argv);

} // namespace ax::bench
