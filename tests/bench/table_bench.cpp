// SPDX-License-Identifier: MIT
// What the session table costs the window's thread with 100,000 sessions: snapshots, sorting, filtering,
// painting. Prints milliseconds of processor time.
#include "widgets/navigator/navigator.h"
#include "widgets/table/session_table_view.h"
#include "widgets/theme/theme.h"

#include <QApplication>

#include <cstdio>
#include <ctime>
#include <random>

using namespace ax;
using namespace ax::widgets;

namespace {

constexpr int Sessions = 100'000;

template <class Work>
void measure(const char* what, const Work& work) {
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    };
    const double start = now();
    work();
    std::printf("%-34s %8.2f ms\n", what, now() - start);
}

SnapshotPointer manySessions() {
    static constexpr const char* Beginnings[] = {
        "Fix the flaky integration test in ", "Add dark mode: toggle and tests pass for ",
        "Write the first six posts about ", "Bisect the regression in release ", "Explain "};
    static constexpr const char* Models[] = {"claude-opus-5-5", "gpt-6-astra", "claude-sonnet-5", "glm-6"};
    std::mt19937 random(1);
    auto snapshot = std::make_shared<Snapshot>();
    const Timestamp now = SystemClock().now();
    for (int i = 0; i < Sessions; ++i) {
        auto session = std::make_shared<Session>();
        session->harness = i % 3 == 0 ? "codex" : "claude";
        session->id = std::to_string(random()) + '-' + std::to_string(i);
        session->title = Beginnings[random() % 5] + std::string(i % 10 == 0 ? "解析器 " : "") +
                         std::to_string(random() % 100'000) + " and the rest of it";
        session->model = Models[random() % 4];
        session->directory = "/home/ann/src/project-" + std::to_string(random() % 300);
        session->last = now - std::chrono::minutes(i);
        session->contextTokens = random() % 200'000;
        session->contextWindow = 200'000;
        session->cost = {CostBasis::Estimated, static_cast<double>(random() % 10'000) / 100};
        snapshot->sessions.push_back(std::move(session));
    }
    return snapshot;
}

/// One session got activity: another object, at the head.
SnapshotPointer withActivity(const Snapshot& before, std::size_t at) {
    auto after = std::make_shared<Snapshot>(before);
    auto session = std::make_shared<Session>(*after->sessions[at]);
    session->last = *after->sessions.front()->last + std::chrono::seconds(1);
    after->sessions.erase(after->sessions.begin() + static_cast<std::ptrdiff_t>(at));
    after->sessions.insert(after->sessions.begin(), std::move(session));
    return after;
}

} // namespace

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    const Theme theme(*qApp, SchemeChoice::Light);
    SessionTableModel model(QStringLiteral("/home/ann"));
    SessionTableView view(model, theme);
    Navigator navigator(QStringLiteral("/home/ann"), theme);
    view.resize(1072, 1000);
    view.show();

    SnapshotPointer snapshot = manySessions();
    measure("first snapshot", [&] { model.setSnapshot(snapshot); });
    measure("first snapshot, navigator", [&] { navigator.setSnapshot(snapshot); });
    measure("folding them, between events", [] {
        for (int round = 0; round < 1000; ++round) {
            QApplication::processEvents();
        }
    });
    for (int column = 0; column < SessionTableModel::ColumnCount; ++column) {
        const QByteArray heading =
            model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().toUtf8();
        for (const auto order : {Qt::DescendingOrder, Qt::AscendingOrder}) {
            measure(("sort by " + heading).constData(), [&] { model.sort(column, order); });
        }
    }
    model.sort(SessionTableModel::AgeColumn, Qt::DescendingOrder);
    for (const char* text :
         {"f", "fl", "fla", "flaky", "flaky 9", "flaky 99", "", "not to be found", "", "harness:c",
          "harness:cl", "model:opus", "dir:project-12", "-dir:project-12 flaky", "cost:>50", ""}) {
        const QByteArray what = QByteArray("filter \"") + text + '"';
        measure(what.constData(), [&] {
            model.setFilter(
                {.scope = SessionFilter::Scope::All, .text = QString::fromUtf8(text), .folder = {}});
        });
    }
    for (const std::size_t at : {10U, 50'000U}) {
        snapshot = withActivity(*snapshot, at);
        measure("one session active", [&] { model.setSnapshot(snapshot); });
        measure("one session active, navigator", [&] { navigator.setSnapshot(snapshot); });
    }
    QApplication::processEvents();
    measure("a frame of 35 rows", [&] { view.viewport()->repaint(); });
    measure("a frame of 35 rows, again", [&] { view.viewport()->repaint(); });
    return 0;
}
