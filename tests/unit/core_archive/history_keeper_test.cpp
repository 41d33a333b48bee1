// SPDX-License-Identifier: MIT
#include "core/archive/history_keeper.h"
#include "tests/unit/core_archive/archive_world.h"

#include <condition_variable>
#include <mutex>

using namespace ax;
using namespace ax::test;
using namespace std::chrono_literals;

namespace {

const std::string First = "11111111-1111-4111-8111-111111111111";
const std::string Second = "22222222-2222-4222-8222-222222222222";

/// Collects what the keeper says, and waits for a state that a test is after.
class Ear {
public:
    HistoryKeeper::Listener listener() {
        return [this](HistoryStatePointer state) {
            const std::lock_guard lock(m_mutex);
            m_newest = std::move(state);
            m_changed.notify_all();
        };
    }
    template <class Condition>
    HistoryStatePointer waitFor(Condition condition) {
        std::unique_lock lock(m_mutex);
        const bool heard =
            m_changed.wait_for(lock, 30s, [&] { return m_newest != nullptr && condition(*m_newest); });
        return heard ? m_newest : nullptr;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    HistoryStatePointer m_newest;
};

} // namespace

class HistoryKeeperTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_world = std::make_unique<ArchiveWorld>(); }
    void plansWhatIsDue();
    void warnsAndKeepsNothingUninvited();
    void keepsOnceItIsOn();
    void tellsOfTheLimit();
    void endsInTheMiddle();

private:
    SnapshotPointer snapshot(const std::vector<std::string>& ids) const {
        Snapshot made;
        for (const std::string& id : ids)
            made.sessions.push_back(std::make_shared<const Session>(m_world->session(id)));
        return std::make_shared<const Snapshot>(std::move(made));
    }
    HistoryKeeper::Context context() const {
        return {m_world->disk, m_world->clock, m_world->paths, builtInConfig()};
    }
    void addSession(const std::string& id, std::chrono::seconds age) const {
        m_world->write(m_world->transcript(id), linesOfText(5000));
        m_world->age(m_world->transcript(id), age);
    }

    std::unique_ptr<ArchiveWorld> m_world;
};

void HistoryKeeperTest::plansWhatIsDue() {
    addSession(First, 9min);
    addSession(Second, 11min);
    HistoryArchive archive = m_world->archive();
    const RetentionPolicies month{{"claude", {std::chrono::days(30), {}}}};
    const Timestamp now = m_world->clock.now();
    HistoryPlan plan = planHistory(*snapshot({First, Second}), month, archive, now);
    QCOMPARE(plan.due.size(), std::size_t{1});
    QCOMPARE(plan.due[0]->id, Second);
    QVERIFY(plan.next && *plan.next > now && *plan.next <= now + 1min + 1s);
    plan = planHistory(*snapshot({First, Second}), month, archive, now + 2min);
    QCOMPARE(plan.due.size(), std::size_t{2});
    QVERIFY(plan.next && *plan.next > now + std::chrono::days(26)); // the warning
    // About to go: at once, however fresh.
    const RetentionPolicies day{{"claude", {std::chrono::days(1), {}}}};
    plan = planHistory(*snapshot({First, Second}), day, archive, now);
    QCOMPARE(plan.due.size(), std::size_t{2});
    QCOMPARE(plan.due[0]->id, Second);
    QVERIFY(!plan.next);
    QVERIFY(archive.keep(m_world->session(Second), Plenty, m_world->never).has_value());
    QCOMPARE(planHistory(*snapshot({First, Second}), day, archive, now).due.size(), std::size_t{1});
}

void HistoryKeeperTest::warnsAndKeepsNothingUninvited() {
    addSession(First, std::chrono::days(29));
    addSession(Second, std::chrono::days(2));
    Ear ear;
    HistoryKeeper keeper(context(), ear.listener());
    keeper.setSnapshot(snapshot({First, Second}));
    const auto state = ear.waitFor([](const HistoryState& heard) { return !heard.expiring.empty(); });
    QVERIFY(state);
    QCOMPARE(state->expiring.size(), std::size_t{1});
    QCOMPARE(state->expiring[0].session->id, First);
    QVERIFY(!state->settings.isOn() && !state->settings.askedAt);
    QVERIFY(!m_world->exists(historyFolder(m_world->paths)));
}

void HistoryKeeperTest::keepsOnceItIsOn() {
    addSession(First, std::chrono::days(29));
    addSession(Second, std::chrono::days(2));
    Ear ear;
    {
        HistoryKeeper keeper(context(), ear.listener());
        keeper.setSnapshot(snapshot({First, Second}));
        HistorySettings settings;
        settings.insurance = HistorySettings::Insurance::On;
        settings.askedAt = m_world->clock.now();
        keeper.setSettings(settings);
        const auto state = ear.waitFor([](const HistoryState& heard) { return heard.kept.size() == 2; });
        QVERIFY(state);
        QVERIFY(state->storedSize > 0);
        QVERIFY(state->problem.empty());
    }
    QVERIFY(loadHistorySettings(m_world->real, m_world->paths).isOn());
    QVERIFY(m_world->readKept(First) == linesOfText(5000));
    // The next window knows what is kept without looking at it again.
    Ear next;
    HistoryKeeper keeper(context(), next.listener());
    keeper.setSnapshot(snapshot({First, Second}));
    QVERIFY(next.waitFor([](const HistoryState& heard) { return heard.kept.size() == 2; }));
}

void HistoryKeeperTest::tellsOfTheLimit() {
    addSession(First, std::chrono::days(1));
    HistorySettings settings;
    settings.insurance = HistorySettings::Insurance::On;
    settings.limit = 10;
    QVERIFY(saveHistorySettings(m_world->real, m_world->paths, settings).has_value());
    Ear ear;
    HistoryKeeper keeper(context(), ear.listener());
    keeper.setSnapshot(snapshot({First}));
    QVERIFY(ear.waitFor([](const HistoryState& heard) { return heard.problem.starts_with("The limit"); }));
    settings.limit = Plenty;
    keeper.setSettings(settings);
    QVERIFY(ear.waitFor(
        [](const HistoryState& heard) { return heard.kept.size() == 1 && heard.problem.empty(); }));
}

void HistoryKeeperTest::endsInTheMiddle() {
    QVERIFY(m_world->real.makeDirectories(std::string(parentFolder(m_world->transcript(First)))).has_value());
    QVERIFY(m_world->real.append(m_world->transcript(First), "x").has_value());
    QVERIFY(m_world->real.truncate(m_world->transcript(First), 200ULL << 30).has_value()); // sparse
    m_world->age(m_world->transcript(First), 20min);
    HistorySettings settings;
    settings.insurance = HistorySettings::Insurance::On;
    settings.limit = UINT64_MAX;
    QVERIFY(saveHistorySettings(m_world->real, m_world->paths, settings).has_value());
    Ear ear;
    {
        HistoryKeeper keeper(context(), ear.listener());
        keeper.setSnapshot(snapshot({First}));
        QTRY_VERIFY_WITH_TIMEOUT(m_world->disk.count(FaultyFileSystem::Operation::Read) > 20, 30'000);
    } // returns: the test's own limit of time says so
    QVERIFY(m_world->copies().empty()); // and no rest of a copy
}

QTEST_GUILESS_MAIN(HistoryKeeperTest)
#include "history_keeper_test.moc"
