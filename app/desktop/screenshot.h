// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace ax::desktop {

class MainWindow;

/// Saves the window as an image once it has settled, then ends the application: exit code 0, or 1 with a
/// sentence on stderr.
void saveScreenshotWhenSettled(MainWindow& window, const QString& file);

} // namespace ax::desktop
