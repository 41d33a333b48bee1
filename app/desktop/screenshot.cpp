// SPDX-License-Identifier: MIT
#include "app/desktop/screenshot.h"

#include "app/desktop/main_window.h"

#include <QApplication>
#include <QPixmap>
#include <QTimer>

#include <cstdio>

namespace ax::desktop {

namespace {

void saveAndQuit(MainWindow& window, const QString& file) {
    if (window.grab().save(file)) {
        QApplication::exit(0);
        return;
    }
    std::fprintf(
        stderr,
        "ax-desktop: the screenshot cannot be written to %s: check the folder, its permissions and the "
        "ending of the name (.png)\n",
        qUtf8Printable(file));
    QApplication::exit(1);
}

} // namespace

void saveScreenshotWhenSettled(MainWindow& window, const QString& file) {
    QObject::connect(
        &window, &MainWindow::settled, &window,
        [&window, file] {
            // Behind whatever layout and paint requests the last change has posted.
            QTimer::singleShot(0, &window, [&window, file] { saveAndQuit(window, file); });
        },
        Qt::SingleShotConnection);
}

} // namespace ax::desktop
