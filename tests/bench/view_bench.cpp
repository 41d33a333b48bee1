// SPDX-License-Identifier: MIT
// Prints what the transcript view costs: from choosing a session to its last turns on the screen, dragging
// the scroll bar anywhere, scrolling through, a search and a measurement of the whole, memory, and the
// longest time that the event loop was busy, for transcripts of several sizes and for one line of 12 MB.
// Usage: ax_view_bench [MEGABYTES …]; 1, 100 and 1000 when none is given. Needs that much room in TMPDIR.
#include "app/desktop/transcript_desk.h"
#include "tests/bench/claude_transcript_generator.h"
#include "widgets/session/find_bar.h"
#include "widgets/session/session_view.h"
#include "widgets/transcript/transcript_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <malloc.h>
#include <print>
#include <string>
#include <vector>

using namespace ax;

namespace {

constexpr int Patience = 120'000;
constexpr std::size_t BlockBytes = 48'000'000;

double proportionalMegabytes() {
    std::ifstream file("/proc/self/smaps_rollup");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("Pss:"))
            return std::stod(line.substr(4)) / 1024;
    }
    return 0;
}

double threadMilliseconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// The longest time between two rounds of the event loop: on the clock, which other programs lengthen, and on
/// the processor, which they do not.
class Gaps : public QObject {
public:
    Gaps() {
        m_timer.setInterval(0);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            const double now = threadMilliseconds();
            processor = std::max(processor, now - m_last);
            clock = std::max(clock, static_cast<double>(m_clock.nsecsElapsed()) / 1e6);
            m_last = now;
            m_clock.restart();
        });
    }
    void start() {
        processor = clock = 0;
        m_last = threadMilliseconds();
        m_clock.start();
        m_timer.start();
    }
    void stop() { m_timer.stop(); }

    double processor = 0;
    double clock = 0;

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_last = 0;
};

/// Tells when something was painted.
class PaintWatch : public QObject {
public:
    explicit PaintWatch(QWidget* viewport) { viewport->installEventFilter(this); }
    int paints = 0;

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        paints += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

struct Desk {
    explicit Desk(QApplication& application)
        : theme(application, widgets::SchemeChoice::Light), view({}, theme), desk(files, view, theme, &view),
          watch(view.transcript().viewport()) {
        view.resize(1070, 620);
        view.show();
        if (!QTest::qWaitForWindowExposed(&view))
            qFatal("no window");
    }

    /// Until `isThere` and painted; milliseconds.
    template <class Condition>
    double until(const char* what, Condition isThere) {
        QTimer heartbeat; // nothing may come
        heartbeat.start(1);
        QElapsedTimer timer;
        timer.start();
        while (!isThere() && timer.elapsed() < Patience)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        const int before = watch.paints;
        view.transcript().viewport()->update();
        while (watch.paints == before && timer.elapsed() < Patience)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (timer.elapsed() >= Patience)
            qFatal("%s: it did not come", what);
        return static_cast<double>(timer.nsecsElapsed()) / 1e6;
    }

    RealFileSystem files;
    widgets::Theme theme;
    widgets::SessionView view;
    desktop::TranscriptDesk desk;
    PaintWatch watch;
};

SessionPointer sessionFor(const std::string& file) {
    auto session = std::make_shared<Session>();
    session->harness = "claude";
    session->id = file;
    session->file = file;
    session->title = file;
    return session;
}

std::string writeTranscript(const QTemporaryDir& folder, std::size_t megabytes) {
    static const std::string block =
        bench::ClaudeTranscriptGenerator(3, "00000000-0000-4000-8000-000000000003").transcript(BlockBytes);
    const std::string path = folder.filePath(QStringLiteral("%1.jsonl").arg(megabytes)).toStdString();
    std::ofstream file(path, std::ios::binary);
    std::size_t left = megabytes * 1'000'000;
    for (; left > block.size(); left -= block.size())
        file << block;
    file << block.substr(block.find('\n', block.size() - left) + 1); // whole records
    return path;
}

void scroll(Desk& desk, Gaps& gaps, std::size_t megabytes) {
    widgets::TranscriptView& transcript = desk.view.transcript();
    std::vector<double> drags;
    QScrollBar& bar = *transcript.verticalScrollBar();
    gaps.start();
    for (const int permille : {500, 20, 910, 333, 777, 5, 640, 120, 860, 250, 450, 700}) {
        const auto place =
            static_cast<std::uint64_t>(permille * (static_cast<double>(transcript.window().end) / 1000));
        bar.setValue(static_cast<int>(permille * (bar.maximum() / 1000.0)));
        const double waited = desk.until("a drag", [&] {
            const auto& window = transcript.window();
            return window.from <= place + 1'000'000 && place <= window.to + 1'000'000;
        });
        drags.push_back(waited);
    }
    gaps.stop();
    std::ranges::sort(drags);
    std::println("{:5} MB: drag anywhere: median {:.0f} ms, worst {:.0f} ms; busy at most {:.1f} ms of "
                 "processor ({:.0f} ms on the clock)",
                 megabytes, drags[drags.size() / 2], drags.back(), gaps.processor, gaps.clock);
    gaps.start();
    constexpr int Pages = 1500;
    int pages = 0;
    for (; pages < Pages && transcript.topPosition() > 0; ++pages) {
        QTest::keyClick(&transcript, Qt::Key_PageUp);
        QCoreApplication::processEvents();
    }
    gaps.stop();
    std::println("{:5} MB: {} pages up: busy at most {:.1f} ms of processor ({:.0f} ms on the clock)",
                 megabytes, pages, gaps.processor, gaps.clock);
}

void reportSize(QApplication& application, const QTemporaryDir& folder, std::size_t megabytes) {
    const std::string file = writeTranscript(folder, megabytes);
    Desk desk(application);
    // Fonts, styles and definitions are loaded with another transcript.
    const std::string other = folder.filePath(QStringLiteral("warm.jsonl")).toStdString();
    std::ofstream(other) << bench::ClaudeTranscriptGenerator(5, "warm").transcript(300'000);
    widgets::TranscriptView& transcript = desk.view.transcript();
    const auto isShown = [&] { return transcript.window().excerpt != nullptr; };
    desk.desk.show(sessionFor(other), "claude");
    desk.until("the warm-up", isShown);
    QTest::qWait(500);
    malloc_trim(0);
    const double before = proportionalMegabytes();

    Gaps gaps;
    gaps.start();
    QElapsedTimer timer;
    timer.start();
    desk.desk.show(sessionFor(file), "claude");
    desk.until("the first paint", [&] {
        return isShown() && transcript.window().end > 900'000 * std::min<std::size_t>(megabytes, 2000) &&
               transcript.isAtEnd();
    });
    gaps.stop();
    std::println("{:5} MB: first paint {:.1f} ms; busy at most {:.1f} ms of processor", megabytes,
                 static_cast<double>(timer.nsecsElapsed()) / 1e6, gaps.processor);
    scroll(desk, gaps, megabytes);

    timer.restart();
    desk.view.openFindBar();
    gaps.start();
    auto* field = desk.view.findBar().findChild<QLineEdit*>(QStringLiteral("findField"));
    field->setText(QStringLiteral("nothing that occurs"));
    const auto* count = desk.view.findBar().findChild<QWidget*>(QStringLiteral("findCount"));
    desk.until("the search", [&] { return count->accessibleName().startsWith(QStringLiteral("Nothing")); });
    gaps.stop();
    std::println("{:5} MB: searched in {:.0f} ms; busy at most {:.1f} ms of processor", megabytes,
                 static_cast<double>(timer.nsecsElapsed()) / 1e6, gaps.processor);
    Q_EMIT desk.view.findBar().closed();
    QTest::qWait(300);
    std::println("{:5} MB: memory {:+.1f} MB beside a small transcript ({:.0f} MB in all)", megabytes,
                 proportionalMegabytes() - before, proportionalMegabytes());
}

void reportLine(QApplication& application, const QTemporaryDir& folder) {
    const std::string file = folder.filePath(QStringLiteral("line.jsonl")).toStdString();
    std::string text;
    while (text.size() < 12'000'000)
        text += "A line of twelve megabytes that does not end, and then some. ";
    std::ofstream(file)
        << R"({"type":"user","uuid":"u","message":{"role":"user","content":"Hello"}})"
           "\n"
        << R"({"type":"assistant","uuid":"a","message":{"id":"m","role":"assistant","content":)"
        << R"([{"type":"text","text":")" << text << "\"}]}}\n";
    Desk desk(application);
    Gaps gaps;
    gaps.start();
    QElapsedTimer timer;
    timer.start();
    desk.desk.show(sessionFor(file), "claude");
    desk.until("the line", [&] { return desk.view.transcript().window().excerpt != nullptr; });
    std::println("one line of 12 MB: first paint {:.1f} ms; busy at most {:.1f} ms of processor",
                 static_cast<double>(timer.nsecsElapsed()) / 1e6, gaps.processor);
    gaps.start();
    for (int page = 0; page < 200; ++page) {
        QTest::keyClick(&desk.view.transcript(), Qt::Key_PageUp);
        QCoreApplication::processEvents();
    }
    gaps.stop();
    std::println("one line of 12 MB: 200 pages up: busy at most {:.1f} ms of processor", gaps.processor);
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    std::vector<std::size_t> sizes;
    for (int index = 1; index < argc; ++index)
        sizes.push_back(std::strtoul(argv[index], nullptr, 10));
    if (sizes.empty())
        sizes = {1, 100, 1000};
    const QTemporaryDir folder;
    for (const std::size_t megabytes : sizes)
        reportSize(application, folder, megabytes);
    reportLine(application, folder);
    return 0;
}
