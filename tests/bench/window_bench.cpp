// SPDX-License-Identifier: MIT
// Prints what the window costs: opening on many sessions, the time from a line appended to a transcript until
// the table shows it, the processor's time while nothing happens, and memory. Usage: ax_window_bench
// [SESSIONS] [IDLE-SECONDS]
#include "app/desktop/main_window.h"
#include "tests/gui/test_world.h"
#include "widgets/table/session_table_view.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <fstream>
#include <print>
#include <string>
#include <sys/resource.h>

using namespace ax;

namespace {

constexpr int Appends = 50;
constexpr int Patience = 60000;

double processorMilliseconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto milliseconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
}

/// Proportional set size in MB; 0 where the system does not tell.
double proportionalMegabytes() {
    std::ifstream file("/proc/self/smaps_rollup");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("Pss:")) {
            return std::stod(line.substr(4)) / 1024;
        }
    }
    return 0;
}

QString idOf(int number) {
    return QStringLiteral("00000000-0000-4000-8000-%1").arg(number, 12, 10, QLatin1Char('0'));
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const int sessions = argc > 1 ? std::atoi(argv[1]) : 1000;
    const int idleSeconds = argc > 2 ? std::atoi(argv[2]) : 10;
    const test::TestWorld world;
    const QString folder = world.makeFolder(QStringLiteral("src"));
    QString transcript;
    for (int number = 0; number < sessions; ++number) {
        transcript = world.addSession(idOf(number), folder, QStringLiteral("Prompt %1").arg(number));
    }

    QElapsedTimer timer;
    timer.start();
    const auto context = world.context();
    widgets::Theme theme(application, widgets::SchemeChoice::Light);
    desktop::MainWindow window(*context, theme);
    bool settled = false;
    QObject::connect(&window, &desktop::MainWindow::settled, &window, [&settled] { settled = true; });
    window.show();
    if (!QTest::qWaitFor([&settled] { return settled; }, Patience)) {
        qFatal("the window did not settle");
    }
    std::println("{} sessions: window to settled table   {:8.1f} ms", sessions,
                 double(timer.nsecsElapsed()) / 1e6);

    auto* table = window.findChild<widgets::SessionTableView*>(QStringLiteral("sessionTable"));
    auto* model = static_cast<widgets::SessionTableModel*>(table->model());
    const QString key = QStringLiteral("claude/") + idOf(sessions - 1);
    std::vector<double> latencies;
    for (int append = 0; append < Appends; ++append) {
        const std::uint64_t before = model->sessionAt(model->rowOf(key))->tokens.total();
        timer.restart();
        world.addTurn(transcript, idOf(sessions - 1), folder, QStringLiteral("More"),
                      QStringLiteral("Answer"));
        const bool shown = QTest::qWaitFor(
            [&] { return model->sessionAt(model->rowOf(key))->tokens.total() != before; }, Patience);
        if (!shown) {
            qFatal("an appended line did not arrive");
        }
        latencies.push_back(double(timer.nsecsElapsed()) / 1e6);
        QTest::qWait(60); // each on its own, not as a burst
    }
    std::ranges::sort(latencies);
    std::println(
        "appended line to table: median {:.1f} ms, p95 {:.1f} ms, worst {:.1f} ms (waits in steps of 10 ms)",
        latencies[Appends / 2], latencies[Appends * 95 / 100], latencies.back());

    QTest::qWait(1000);
    const double before = processorMilliseconds();
    // An event loop of its own: qWait() would wake up by itself.
    QTimer::singleShot(std::chrono::seconds(idleSeconds), &application, &QCoreApplication::quit);
    QApplication::exec();
    std::println("{} s without an event: {:.1f} ms of processor time", idleSeconds,
                 processorMilliseconds() - before);
    std::println("proportional memory: {:.0f} MB", proportionalMegabytes());
    return 0;
}
