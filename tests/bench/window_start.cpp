// SPDX-License-Identifier: MIT
#include "tests/bench/window_start.h"

#include "app/desktop/main_window.h"
#include "app/desktop/settings.h"
#include "widgets/table/session_table_view.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QProcess>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <map>
#include <print>
#include <string_view>
#include <vector>

namespace ax::bench {

namespace {

constexpr std::string_view Flag = "--start-at";
constexpr int Patience = 120'000; ///< ms
constexpr const char* Moments[] = {"main",    "feed",  "application", "window",    "shown",
                                   "painted", "table", "settled",     "transcript"};

double monotonicMilliseconds() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

void tell(const char* moment, double start) {
    std::printf("%s %.3f\n", moment, monotonicMilliseconds() - start);
}

/// Tells of the first time that rows were painted, and of the first time that anything was.
class FirstPaint : public QObject {
public:
    FirstPaint(widgets::SessionTableView& table, double start) : m_table(table), m_start(start) {
        table.viewport()->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() != QEvent::Paint)
            return false;
        if (!m_painted)
            queue("painted");
        m_painted = true;
        if (m_table.model()->rowCount() > 0) {
            queue("table");
            watched->removeEventFilter(this);
        }
        return false;
    }

private:
    /// Behind the painting that is about to happen.
    void queue(const char* moment) {
        QMetaObject::invokeMethod(
            this, [moment, start = m_start] { tell(moment, start); }, Qt::QueuedConnection);
    }

    widgets::SessionTableView& m_table;
    double m_start;
    bool m_painted = false;
};

std::map<std::string, double> startOnce(const QString& home) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOME"), home);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(),
                  {QString::fromLatin1(Flag.data()), QString::number(monotonicMilliseconds(), 'f', 3)});
    if (!process.waitForFinished(Patience))
        qFatal("the window did not settle");
    std::map<std::string, double> moments;
    for (const QByteArray& line : process.readAllStandardOutput().split('\n')) {
        if (const auto space = line.indexOf(' '); space > 0)
            moments.emplace(line.first(space).toStdString(), line.sliced(space + 1).toDouble());
    }
    return moments;
}

void printMoments(const char* what, const std::map<std::string, double>& moments) {
    std::string text;
    for (const char* moment : Moments) {
        if (const auto found = moments.find(moment); found != moments.end())
            text += std::format("  {} {:.0f}", moment, found->second);
    }
    std::println("start, {}:{} ms", what, text);
}

} // namespace

void reportStarts(const QString& home, int warmStarts) {
    printMoments("the first", startOnce(home));
    std::map<std::string, std::vector<double>> all;
    for (int start = 0; start < warmStarts; ++start) {
        for (const auto& [moment, at] : startOnce(home))
            all[moment].push_back(at);
    }
    std::map<std::string, double> medians;
    std::map<std::string, double> best;
    for (auto& [moment, times] : all) {
        std::ranges::sort(times);
        medians[moment] = times[times.size() / 2];
        best[moment] = times.front();
    }
    printMoments("median", medians);
    printMoments("best", best);
}

bool isStartedWindow(int argc, char** argv) {
    return argc == 3 && argv[1] == Flag;
}

/// As main() of ax-desktop does it.
int runStartedWindow(int argc, char** argv) {
    const double start = std::strtod(argv[2], nullptr);
    tell("main", start);
    const RealFileSystem files;
    const SystemClock clock;
    const RealProcessRunner programs;
    const Environment environment = Environment::ofThisProcess();
    const Paths paths = Paths::from(environment);
    LoadedConfig loaded = loadConfig(files, paths);
    const ModelCatalog models = ModelCatalog::load(files, paths);
    const desktop::DesktopContext context{.files = files,
                                          .clock = clock,
                                          .programs = programs,
                                          .environment = environment,
                                          .paths = paths,
                                          .models = models,
                                          .config = std::move(loaded.config),
                                          .configProblems = std::move(loaded.problems)};
    desktop::SessionFeed feed(context);
    tell("feed", start);
    QApplication application(argc, argv);
    tell("application", start);
    const desktop::Settings settings(QString::fromStdString(paths.stateDirectory));
    widgets::Theme theme(application, settings.scheme());
    desktop::MainWindow window(context, feed, theme);
    tell("window", start);
    auto* table = window.findChild<widgets::SessionTableView*>(QStringLiteral("sessionTable"));
    const FirstPaint firstPaint(*table, start);
    QObject::connect(
        &window, &desktop::MainWindow::settled, &application,
        [start] {
            tell("settled", start);
            QTimer::singleShot(0, [start] {
                tell("transcript", start);
                QCoreApplication::quit();
            });
        },
        Qt::SingleShotConnection);
    window.show();
    tell("shown", start);
    return QApplication::exec();
}

} // namespace ax::bench
