// SPDX-License-Identifier: MIT
#include "core/base/process_identity.h"
#include "core/index/live_index.h"
#include "core/state/heartbeat.h"
#include "core/state/hook_state.h"
#include "core/status/reported_status.h"
#include "tests/unit/core/state/fake_holder.h"
#include "tests/unit/core_index/store_world.h"

#include <QTest>

#include <condition_variable>
#include <mutex>

using namespace ax;
using namespace ax::test;
using namespace std::chrono_literals;

namespace {

const QStringList HoldersWords = {QStringLiteral("ax"), QStringLiteral("run"), QStringLiteral("1a")};

/// The newest row of one session; waits for what it shows, never for a time.
class LatestRow {
public:
    explicit LatestRow(std::string id) : m_id(std::move(id)) {}

    LiveIndex::Listener listener() {
        return [this](const SnapshotPointer& snapshot) {
            const std::lock_guard lock(m_mutex);
            m_row = find(snapshot, m_id);
            m_wasPublished = true;
            m_changed.notify_all();
        };
    }
    bool waitFor(const std::function<bool(const SessionPointer&)>& condition) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, 20s, [&] { return m_wasPublished && condition(m_row); });
    }
    bool waitFor(Status status) {
        return waitFor([status](const SessionPointer& row) { return row && row->status.status == status; });
    }

private:
    const std::string m_id;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    SessionPointer m_row;
    bool m_wasPublished = false;
};

/// A kernel in which nothing happens, and in which sleep takes no time: the clock's hands are turned instead.
class DreamingWatcher final : public DirectoryWatcher {
public:
    explicit DreamingWatcher(ManualClock& hands) : m_hands(hands) {}

    /// The sleeps that something ended by itself, once there is one that nothing ends.
    std::vector<std::chrono::milliseconds> sleepsUntilTheLast() {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, 20s, [this] { return m_sleepsForEver; });
        return m_sleepsForEver ? m_sleeps : std::vector{-1ms};
    }
    Result<void> watch(const std::string&) override { return {}; }
    void unwatch(const std::string&) override {}
    Changes wait(std::optional<std::chrono::milliseconds> timeout) override {
        std::unique_lock lock(m_mutex);
        constexpr auto Interval = 50ms; // what LiveIndex leaves between two looks
        if (timeout && *timeout > Interval) {
            m_sleeps.push_back(*timeout);
            m_hands.advance(*timeout);
            return {};
        }
        m_sleepsForEver = !timeout;
        m_changed.notify_all();
        m_changed.wait_for(lock, timeout.value_or(1h), [this] { return m_isWoken; });
        m_isWoken = false;
        return {};
    }
    void wake() override {
        const std::lock_guard lock(m_mutex);
        m_isWoken = true;
        m_changed.notify_all();
    }

private:
    ManualClock& m_hands; ///< of the index's thread, which is the one that waits
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::chrono::milliseconds> m_sleeps;
    bool m_sleepsForEver = false;
    bool m_isWoken = false;
};

} // namespace

/// What holders write, as it reaches a window.
class LiveHoldersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_world = std::make_unique<StoreWorld>(); }
    void seesWhatHoldersWrite();
    void seesAHolderDie();
    void sleepsUntilSomethingAges();
    void sleepsForEverWithoutLiveOnes();

private:
    /// Its terminal was written to so long ago.
    void beat(long processId, const std::string& token, Timestamp now, std::chrono::seconds quiet) const {
        const Heartbeat heartbeat{
            .lastOutput = now - quiet, .holder = processId, .token = token, .command = "claude", .beat = {}};
        QVERIFY(writeHeartbeat(m_world->real, m_world->paths, m_id, heartbeat).has_value());
    }

    std::unique_ptr<StoreWorld> m_world;
    const std::string m_id = idNumber(1);
};

void LiveHoldersTest::seesWhatHoldersWrite() {
    LatestRow row(m_id);
    const LiveIndex index(m_world->context(), row.listener());
    QVERIFY(row.waitFor([](const SessionPointer& none) { return !none; }));
    const FakeHolder holder(HoldersWords);
    const std::string token = startToken(holder.processId());
    beat(holder.processId(), token, m_world->clock.now(), 1h); // the state folder is not there before
    QVERIFY(row.waitFor(Status::Idle));
    QVERIFY(writeHookState(m_world->real, m_world->paths, m_id, HookWord::Working).has_value());
    QVERIFY(row.waitFor(Status::Working));
    ReportedStatus report;
    report.program = ReportedStatus::Report{.status = {.state = ProgramState::BlockedOnPermission,
                                                       .program = {},
                                                       .message = "make",
                                                       .title = {},
                                                       .progress = {}},
                                            .at = m_world->clock.now()};
    QVERIFY(writeReportedStatus(m_world->real, m_world->paths, m_id, report).has_value());
    QVERIFY(row.waitFor(Status::NeedsYou));
    report.program.reset(); // answered
    QVERIFY(writeReportedStatus(m_world->real, m_world->paths, m_id, report).has_value());
    QVERIFY(row.waitFor(Status::Working));
    removeHookState(m_world->real, m_world->paths, m_id);
    QVERIFY(row.waitFor(Status::Idle));
    beat(holder.processId(), token, m_world->clock.now(), 0s);
    QVERIFY(row.waitFor(Status::Working));
    removeHeartbeat(m_world->real, m_world->paths, m_id);
    QVERIFY(row.waitFor([](const SessionPointer& none) { return !none; }));
}

/// No file tells of it.
void LiveHoldersTest::seesAHolderDie() {
    FakeHolder holder(HoldersWords);
    beat(holder.processId(), startToken(holder.processId()), m_world->clock.now(), 1h);
    LatestRow row(m_id);
    const LiveIndex index(m_world->context(), row.listener());
    QVERIFY(row.waitFor(Status::Idle));
    holder.end();
    QVERIFY(row.waitFor(Status::Crash));
}

void LiveHoldersTest::sleepsUntilSomethingAges() {
    ManualClock hands{std::chrono::floor<std::chrono::seconds>(m_world->clock.now())};
    const FakeHolder holder(HoldersWords);
    beat(holder.processId(), startToken(holder.processId()), hands.now(), 0s);
    IndexContext context{.files = m_world->real,
                         .clock = hands,
                         .models = m_world->models,
                         .paths = m_world->paths,
                         .config = builtInConfig()};
    context.paths.cacheDirectory.clear();
    auto owned = std::make_unique<DreamingWatcher>(hands);
    DreamingWatcher& watcher = *owned;
    LatestRow row(m_id);
    const LiveIndex index(context, row.listener(), std::move(owned));
    QVERIFY(row.waitFor(Status::Idle));
    QCOMPARE(watcher.sleepsUntilTheLast(), std::vector<std::chrono::milliseconds>{6s});
}

void LiveHoldersTest::sleepsForEverWithoutLiveOnes() {
    ManualClock hands{m_world->clock.now()};
    IndexContext context{.files = m_world->real,
                         .clock = hands,
                         .models = m_world->models,
                         .paths = m_world->paths,
                         .config = builtInConfig()};
    auto owned = std::make_unique<DreamingWatcher>(hands);
    DreamingWatcher& watcher = *owned;
    FakeHolder holder(HoldersWords);
    beat(holder.processId(), startToken(holder.processId()), hands.now(), 0s);
    holder.end(); // a crash is no reason to look either
    LatestRow row(m_id);
    const LiveIndex index(context, row.listener(), std::move(owned));
    QVERIFY(row.waitFor(Status::Crash));
    QVERIFY(watcher.sleepsUntilTheLast().empty());
}

QTEST_GUILESS_MAIN(LiveHoldersTest)
#include "live_holders_test.moc"
