// SPDX-License-Identifier: MIT
#include "core/base/faulty_file_system.h"
#include "core/index/live_index.h"
#include "core/state/directory_map.h"
#include "tests/unit/core_index/store_world.h"

#include <QElapsedTimer>
#include <QProcess>

#include <condition_variable>
#include <mutex>

using namespace ax;
using namespace ax::test;

namespace {

/// What came out of a LiveIndex; waits for a snapshot that shows something, never for a time.
class Outcome {
public:
    LiveIndex::Listener listener() {
        return [this](SnapshotPointer snapshot) {
            const std::lock_guard lock(m_mutex);
            m_snapshots.push_back(std::move(snapshot));
            m_changed.notify_all();
        };
    }

    template <class Condition>
    bool waitUntil(Condition condition) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(20),
                                  [&] { return !m_snapshots.empty() && condition(m_snapshots.back()); });
    }
    bool waitForRow(const std::string& id, std::function<bool(const Session&)> condition) {
        return waitUntil([&](const SnapshotPointer& snapshot) {
            const SessionPointer row = find(snapshot, id);
            return row && condition(*row);
        });
    }
    bool waitForPrompts(const std::string& id, std::uint32_t count) {
        return waitForRow(id, [count](const Session& row) { return row.prompts == count; });
    }
    std::vector<SnapshotPointer> snapshots() const {
        const std::lock_guard lock(m_mutex);
        return m_snapshots;
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<SnapshotPointer> m_snapshots;
};

/// A kernel that says what the test tells it to say.
class FakeWatcher final : public DirectoryWatcher {
public:
    explicit FakeWatcher(std::function<Result<void>(const std::string&)> onWatch)
        : m_onWatch(std::move(onWatch)) {}

    void notify(Changes changes) {
        const std::lock_guard lock(m_mutex);
        m_changes = std::move(changes);
        m_ready = true;
        m_changed.notify_one();
    }
    Result<void> watch(const std::string& folder) override { return m_onWatch(folder); }
    void unwatch(const std::string&) override {}
    Changes wait(std::optional<std::chrono::milliseconds> timeout) override {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, timeout.value_or(std::chrono::hours(1)), [this] { return m_ready; });
        m_ready = false;
        return std::exchange(m_changes, {});
    }
    void wake() override {
        const std::lock_guard lock(m_mutex);
        m_ready = true;
        m_changed.notify_one();
    }

private:
    std::function<Result<void>(const std::string&)> m_onWatch;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    Changes m_changes;
    bool m_ready = false;
};

} // namespace

class LiveIndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_world = std::make_unique<StoreWorld>();
        m_outcome = std::make_unique<Outcome>();
    }
    void deliversTheFirstScanEvenWhenEmpty();
    void seesAppends();
    void gathersBursts();
    void seesStoresAppear();
    void seesProjectsComeAndGo();
    void seesSubAgents();
    void seesStateFilesAndTheEndOfTheirProcess();
    void seesRelinks();
    void takesWitnesses();
    void rescansOnDemand();
    void rescansWhenTheKernelLostNotices();
    void saysWhatCannotBeWatched();
    void endsWhileBusy();

private:
    std::unique_ptr<LiveIndex> start() {
        return std::make_unique<LiveIndex>(m_world->context(), m_outcome->listener());
    }
    /// A LiveIndex that watches everything already: an append was noticed.
    std::unique_ptr<LiveIndex> startWatching() {
        m_world->append(m_world->transcript(idNumber(99), "-marker"), promptAt(1, "marker"));
        auto index = start();
        if (!m_outcome->waitForPrompts(idNumber(99), 1))
            return nullptr;
        m_world->append(m_world->transcript(idNumber(99), "-marker"), promptAt(1, "marker"));
        return m_outcome->waitForPrompts(idNumber(99), 2) ? std::move(index) : nullptr;
    }

    std::unique_ptr<StoreWorld> m_world;
    std::unique_ptr<Outcome> m_outcome;
};

void LiveIndexTest::deliversTheFirstScanEvenWhenEmpty() {
    const auto index = start();
    QVERIFY(m_outcome->waitUntil([](const SnapshotPointer& snapshot) { return snapshot->generation > 0; }));
    QVERIFY(m_outcome->snapshots().front()->sessions.empty());
}

void LiveIndexTest::seesAppends() {
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "x"));
    const auto index = startWatching();
    QVERIFY(index);
    for (std::uint32_t count = 2; count <= 30; ++count) {
        m_world->append(m_world->transcript(idNumber(1)), promptAt(2, "appended"));
        QVERIFY(m_outcome->waitForPrompts(idNumber(1), count));
    }
    const auto snapshots = m_outcome->snapshots();
    QVERIFY(find(snapshots.back(), idNumber(99)) == find(snapshots[snapshots.size() - 2], idNumber(99)));
}

void LiveIndexTest::gathersBursts() {
    const auto index = startWatching();
    QVERIFY(index);
    const std::size_t before = m_outcome->snapshots().size();
    QElapsedTimer timer;
    timer.start();
    constexpr int Count = 400;
    for (int number = 0; number < Count; ++number)
        m_world->append(m_world->transcript(idNumber(1), "-marker"), promptAt(1, "burst"));
    QVERIFY(m_outcome->waitForPrompts(idNumber(1), Count));
    const auto delivered = static_cast<qint64>(m_outcome->snapshots().size() - before);
    QVERIFY2(delivered <= timer.elapsed() / 30 + 2, qPrintable(QString::number(delivered)));
}

void LiveIndexTest::seesStoresAppear() {
    const auto index = start();
    QVERIFY(m_outcome->waitUntil([](const SnapshotPointer&) { return true; }));
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "x"));
    QVERIFY(m_outcome->waitForPrompts(idNumber(1), 1));
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "x"));
    QVERIFY(m_outcome->waitForPrompts(idNumber(1), 2));
    m_world->append(m_world->stateFile(::getpid()), stateJson(idNumber(1), "busy"));
    QVERIFY(m_outcome->waitForRow(idNumber(1),
                                  [](const Session& row) { return row.status.status == Status::Working; }));
}

void LiveIndexTest::seesProjectsComeAndGo() {
    const auto index = startWatching();
    QVERIFY(index);
    for (int round = 0; round < 5; ++round) {
        m_world->append(m_world->transcript(idNumber(1), "-new"), promptAt(1, "x"));
        QVERIFY(m_outcome->waitForPrompts(idNumber(1), 1));
        m_world->append(m_world->transcript(idNumber(1), "-new"), promptAt(1, "x"));
        QVERIFY(m_outcome->waitForPrompts(idNumber(1), 2));
        QVERIFY(QDir(QString::fromStdString(m_world->projects() + "/-new")).removeRecursively());
        QVERIFY(m_outcome->waitUntil([](const SnapshotPointer& s) { return !find(s, idNumber(1)); }));
    }
}

void LiveIndexTest::seesSubAgents() {
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "x"));
    const auto index = startWatching();
    QVERIFY(index);
    for (int tokens = 10; tokens <= 50; tokens += 10) {
        m_world->append(m_world->subAgent(idNumber(1), "a.jsonl"),
                        answerBy("cheap", std::to_string(tokens), 10));
        QVERIFY(m_outcome->waitForRow(idNumber(1), [tokens](const Session& row) {
            return row.subAgents.size() == 1 &&
                   row.subAgents[0].tokens.input == static_cast<std::uint64_t>(tokens);
        }));
    }
    m_world->append(m_world->subAgent(idNumber(1), "a.meta.json"), R"({"agentType":"Plan"})");
    QVERIFY(m_outcome->waitForRow(idNumber(1),
                                  [](const Session& row) { return row.subAgents[0].kind == "Plan"; }));
}

void LiveIndexTest::seesStateFilesAndTheEndOfTheirProcess() {
    const auto index = startWatching();
    QVERIFY(index);
    QProcess agent;
    agent.start(QStringLiteral("sleep"), {QStringLiteral("1000")});
    QVERIFY(agent.waitForStarted());
    const std::string file = m_world->stateFile(agent.processId());
    m_world->append(file, stateJson(idNumber(1), "busy"));
    QVERIFY(m_outcome->waitForRow(idNumber(1),
                                  [](const Session& row) { return row.status.status == Status::Working; }));
    m_world->replace(file, stateJson(idNumber(1), "waiting", "permission prompt"));
    QVERIFY(m_outcome->waitForRow(idNumber(1),
                                  [](const Session& row) { return row.status.status == Status::NeedsYou; }));
    agent.kill(); // leaves its file behind; not collected yet
    QVERIFY(m_outcome->waitUntil([](const SnapshotPointer& s) { return !find(s, idNumber(1)); }));
    QVERIFY(agent.waitForFinished());
}

void LiveIndexTest::seesRelinks() {
    const auto index = startWatching();
    QVERIFY(index);
    QVERIFY(m_world->real.makeDirectories(m_world->paths.stateDirectory).has_value());
    QVERIFY(DirectoryMap::remember(m_world->real, m_world->paths, "/src/app", m_world->home()).has_value());
    QVERIFY(m_outcome->waitForRow(idNumber(99), [this](const Session& row) {
        return row.directory == m_world->home() && row.directoryExists;
    }));
}

void LiveIndexTest::takesWitnesses() {
    const auto index = startWatching();
    QVERIFY(index);
    index->sessionOpened("claude/new", "/src/new");
    QVERIFY(
        m_outcome->waitForRow("new", [](const Session& row) { return row.status.status == Status::Idle; }));
    ProgramStatus status;
    status.state = ProgramState::Working;
    status.message = "Thinking";
    index->reportProgramStatus("claude/new", status);
    QVERIFY(m_outcome->waitForRow("new", [](const Session& row) { return row.status.detail == "Thinking"; }));
    index->reportProgramStatus("claude/new", std::nullopt);
    QVERIFY(
        m_outcome->waitForRow("new", [](const Session& row) { return row.status.status == Status::Idle; }));
    index->reportProgramStatus("claude/new", status);
    index->sessionClosed("claude/new");
    QVERIFY(m_outcome->waitUntil([](const SnapshotPointer& s) { return !find(s, "new"); }));
}

void LiveIndexTest::rescansOnDemand() {
    FaultyFileSystem files(m_world->real);
    files.deny(m_world->projects());
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "x"));
    LiveIndex index(m_world->context(files), m_outcome->listener());
    QVERIFY(m_outcome->waitUntil([](const SnapshotPointer& s) { return !claudeReport(s).problems.empty(); }));
    files.heal();
    index.rescan();
    QVERIFY(m_outcome->waitForPrompts(idNumber(1), 1));
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "x"));
    QVERIFY(m_outcome->waitForPrompts(idNumber(1), 2));
}

void LiveIndexTest::rescansWhenTheKernelLostNotices() {
    auto owned = std::make_unique<FakeWatcher>([](const std::string&) { return Result<void>(); });
    FakeWatcher& watcher = *owned;
    LiveIndex index(m_world->context(), m_outcome->listener(), std::move(owned));
    QVERIFY(m_outcome->waitUntil([](const SnapshotPointer&) { return true; }));
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "x"));
    watcher.notify({.paths = {}, .overflowed = true, .woken = false});
    QVERIFY(m_outcome->waitForPrompts(idNumber(1), 1));
}

void LiveIndexTest::saysWhatCannotBeWatched() {
    std::atomic<int> attempts = 0;
    std::atomic<bool> isFull = true;
    auto owned = std::make_unique<FakeWatcher>([&](const std::string& folder) -> Result<void> {
        ++attempts;
        if (isFull && folder.ends_with("-src-app"))
            return std::unexpected(Error{ErrorCode::NoSpace, "cannot watch: raise the limit"});
        return {};
    });
    FakeWatcher& watcher = *owned;
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "x"));
    LiveIndex index(m_world->context(), m_outcome->listener(), std::move(owned));
    QVERIFY(
        m_outcome->waitUntil([](const SnapshotPointer& s) { return claudeReport(s).problems.size() == 1; }));
    QCOMPARE(claudeReport(m_outcome->snapshots().back()).problems[0], "cannot watch: raise the limit");
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "x"));
    watcher.notify({.paths = {m_world->transcript(idNumber(1))}, .overflowed = false, .woken = false});
    QVERIFY(m_outcome->waitForPrompts(idNumber(1), 2));
    const int attemptsBefore = attempts;
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "x"));
    watcher.notify({.paths = {m_world->transcript(idNumber(1))}, .overflowed = false, .woken = false});
    QVERIFY(m_outcome->waitForPrompts(idNumber(1), 3));
    QCOMPARE(attempts, attemptsBefore); // not tried again with each notice
    isFull = false;
    index.rescan();
    QVERIFY(m_outcome->waitUntil([](const SnapshotPointer& s) { return claudeReport(s).problems.empty(); }));
}

void LiveIndexTest::endsWhileBusy() {
    for (int round = 0; round < 20; ++round) {
        const auto index = start();
        index->rescan();
        index->sessionOpened("claude/x", "/x");
        m_world->append(m_world->transcript(idNumber(round)), promptAt(1, "x"));
    }
}

QTEST_GUILESS_MAIN(LiveIndexTest)
#include "live_index_test.moc"
