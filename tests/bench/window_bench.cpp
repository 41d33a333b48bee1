// SPDX-License-Identifier: MIT
// Prints what the window costs: from the start of its process to the painted table, a key typed into the
// field, the time from a line appended to a transcript until the table shows it, what the process does while
// nothing happens, and memory. Usage: ax_window_bench [SESSIONS|HOME] [IDLE-SECONDS]. A number makes that
// many small sessions; of a HOME only its stores are read, caches and settings go to a folder of the
// program's own.
#include "app/desktop/main_window.h"
#include "tests/bench/window_start.h"
#include "tests/gui/test_world.h"
#include "widgets/table/session_table_view.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <memory>
#include <print>
#include <string>
#include <sys/resource.h>
#include <vector>

using namespace ax;

namespace {

constexpr int Appends = 50;
constexpr int WarmStarts = 9;
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

/// How often a thread of this process went to sleep by itself, to be woken up again.
long voluntarySwitches() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_nvcsw;
}

QString idOf(int number) {
    return QStringLiteral("00000000-0000-4000-8000-%1").arg(number, 12, 10, QLatin1Char('0'));
}

/// The window in this process.
struct Desk {
    Desk(const desktop::DesktopContext& context, QApplication& application)
        : feed(context), theme(application, widgets::SchemeChoice::Light), window(context, feed, theme) {
        bool settled = false;
        QObject::connect(
            &window, &desktop::MainWindow::settled, &window, [&settled] { settled = true; },
            Qt::SingleShotConnection);
        window.show();
        if (!QTest::qWaitFor([&settled] { return settled; }, Patience))
            qFatal("the window did not settle");
        QTest::qWait(1000);
    }
    template <class T>
    T* find(const char* name) {
        return window.findChild<T*>(QString::fromLatin1(name));
    }

    desktop::SessionFeed feed;
    widgets::Theme theme;
    desktop::MainWindow window;
};

double threadMilliseconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// What it costs the window's thread until everything that this caused is done there and painted.
double typeKey(QWidget& field, Qt::Key key, const QString& text) {
    const double start = threadMilliseconds();
    QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier, text);
    QCoreApplication::sendEvent(&field, &press);
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
    return threadMilliseconds() - start;
}

void reportFilter(Desk& desk) {
    auto* field = desk.find<QLineEdit>("filterField");
    std::vector<double> times;
    const auto type = [&](Qt::Key key, const QString& text) {
        times.push_back(typeKey(*field, key, text));
        QTest::qWait(120); // as fast as people type; what the search finds comes in between
    };
    for (const QString& word :
         {QStringLiteral("test"), QStringLiteral("add parser"), QStringLiteral("zzz")}) {
        for (const QChar letter : word)
            type(Qt::Key_unknown, letter);
        for (qsizetype i = 0; i < word.size(); ++i)
            type(Qt::Key_Backspace, {});
    }
    std::ranges::sort(times);
    std::println("a key in the field to the painted table: median {:.1f} ms, worst {:.1f} ms of processor",
                 times[times.size() / 2], times.back());
}

/// From a letter to what it finds in transcripts, painted; and how much of that the window's thread was at
/// work. The rest is the search itself.
void reportSearch(Desk& desk) {
    auto* field = desk.find<QLineEdit>("filterField");
    auto* results = desk.find<QListView>("searchResults");
    const auto* transcripts = desk.find<QPushButton>("searchTranscripts");
    QElapsedTimer timer;
    timer.start();
    field->setText(QStringLiteral("p")); // the index is read, or made
    const auto isKnown = [transcripts] { return !transcripts->text().endsWith(QStringLiteral("…")); };
    if (!QTest::qWaitFor(isKnown, Patience * 10))
        qFatal("the search did not end");
    std::println("what was said, read or indexed: {:.1f} s", static_cast<double>(timer.elapsed()) / 1e3);
    desk.find<QPushButton>("searchTranscripts")->click();
    std::vector<double> clock;
    std::vector<double> work;
    for (const QChar letter : QStringLiteral("rompt 12")) {
        bool answered = false;
        QObject::connect(
            results->model(), &QAbstractItemModel::modelReset, results, [&answered] { answered = true; },
            Qt::SingleShotConnection);
        timer.restart();
        const double before = threadMilliseconds();
        QKeyEvent press(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, letter);
        QCoreApplication::sendEvent(field, &press);
        while (!answered && timer.elapsed() < Patience)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        results->viewport()->repaint();
        clock.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        work.push_back(threadMilliseconds() - before);
        QTest::qWait(300);
    }
    std::ranges::sort(clock);
    std::ranges::sort(work);
    std::println(
        "a letter to painted results: median {:.1f} ms, worst {:.1f} ms; the window's own share median "
        "{:.1f} ms, worst {:.1f} ms of processor",
        clock[clock.size() / 2], clock.back(), work[work.size() / 2], work.back());
    field->clear();
}

void reportIdle(QApplication& application, int seconds) {
    QTest::qWait(12'000); // what was learned goes into the cache ten seconds later
    const double before = processorMilliseconds();
    const long switches = voluntarySwitches();
    // An event loop of its own: qWait() would wake up by itself.
    QTimer::singleShot(std::chrono::seconds(seconds), &application, &QCoreApplication::quit);
    QApplication::exec();
    std::println("{} s without an event: {:.1f} ms of processor time, woken up {} times", seconds,
                 processorMilliseconds() - before, voluntarySwitches() - switches);
}

void reportAppends(Desk& desk, const test::TestWorld& world, const QString& transcript, int sessions) {
    auto* model = static_cast<widgets::SessionTableModel*>(
        desk.find<widgets::SessionTableView>("sessionTable")->model());
    const QString folder = world.path(QStringLiteral("src"));
    const QString key = QStringLiteral("claude/") + idOf(sessions - 1);
    std::vector<double> latencies;
    QElapsedTimer timer;
    for (int append = 0; append < Appends; ++append) {
        const std::uint64_t before = model->sessionAt(model->rowOf(key))->tokens.total();
        timer.restart();
        world.addTurn(transcript, idOf(sessions - 1), folder, QStringLiteral("More"),
                      QStringLiteral("Answer"));
        const bool shown = QTest::qWaitFor(
            [&] { return model->sessionAt(model->rowOf(key))->tokens.total() != before; }, Patience);
        if (!shown)
            qFatal("an appended line did not arrive");
        latencies.push_back(double(timer.nsecsElapsed()) / 1e6);
        QTest::qWait(60); // each on its own, not as a burst
    }
    std::ranges::sort(latencies);
    std::println(
        "appended line to table: median {:.1f} ms, p95 {:.1f} ms, worst {:.1f} ms (waits in steps of 10 ms)",
        latencies[Appends / 2], latencies[Appends * 95 / 100], latencies.back());
}

/// The world of a home that is only read.
std::unique_ptr<desktop::DesktopContext> contextOf(const QString& home, const QTemporaryDir& folder) {
    static const RealFileSystem files;
    static const SystemClock clock;
    static const RealProcessRunner programs;
    qputenv("HOME", home.toLocal8Bit());
    qputenv("XDG_DATA_HOME", (home + QStringLiteral("/.local/share")).toLocal8Bit());
    for (const char* name : {"XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"})
        qputenv(name, folder.filePath(QString::fromLatin1(name)).toLocal8Bit());
    const Environment environment = Environment::ofThisProcess();
    const Paths paths = Paths::from(environment);
    return std::make_unique<desktop::DesktopContext>(
        desktop::DesktopContext{.files = files,
                                .clock = clock,
                                .programs = programs,
                                .environment = environment,
                                .paths = paths,
                                .config = loadConfig(files, paths).config,
                                .configProblems = {}});
}

} // namespace

int main(int argc, char** argv) {
    if (bench::isStartedWindow(argc, argv))
        return bench::runStartedWindow(argc, argv);
    QApplication application(argc, argv);
    const QString what = QString::fromLocal8Bit(argc > 1 ? argv[1] : "10000");
    const int idleSeconds = argc > 2 ? std::atoi(argv[2]) : 10;
    const int sessions = what.toInt();
    const test::TestWorld world;
    const QTemporaryDir ownFolder;
    QString transcript;
    for (int number = 0; number < sessions; ++number) {
        transcript = world.addSession(idOf(number), world.makeFolder(QStringLiteral("src")),
                                      QStringLiteral("Prompt %1").arg(number));
    }
    const auto context = contextOf(
        sessions > 0 ? QFileInfo(world.path(QStringLiteral("."))).canonicalFilePath() : what, ownFolder);
    bench::reportStarts(QString::fromStdString(context->paths.home), WarmStarts);
    Desk desk(*context, application);
    std::println("proportional memory: {:.0f} MB", proportionalMegabytes());
    reportIdle(application, idleSeconds);
    reportFilter(desk);
    reportSearch(desk);
    if (sessions > 0)
        reportAppends(desk, world, transcript, sessions);
    std::println("proportional memory after that: {:.0f} MB", proportionalMegabytes());
    return 0;
}
