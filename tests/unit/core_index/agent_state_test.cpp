// SPDX-License-Identifier: MIT
#include "core/base/process_identity.h"
#include "core/index/process_end_watch.h"
#include "tests/unit/core_index/store_world.h"

#include <QProcess>
#include <QSemaphore>

#include <unistd.h>

using namespace ax;
using namespace ax::test;

namespace {

constexpr long NoProcess = 4'194'400; // above the kernel's largest id

} // namespace

/// Live agents as their state files tell of them.
class AgentStateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_world = std::make_unique<StoreWorld>(); }
    void showsWhatAnAgentSays();
    void listsALiveSessionWithoutTranscript();
    void givesTheRowToTheStoreThatHasTheTranscript();
    void ignoresTheDead();
    void keepsTheLastWordDuringAWrite();
    void prefersTheLatestOfTwoAgents();
    void survivesStrangeFiles();
    void knowsAProcessFromItsNamesake();
    void tellsWhenAProcessEnds();
    void tellsOfAProcessOnce();

private:
    std::unique_ptr<StoreWorld> m_world;
    long m_self = ::getpid();
};

void AgentStateTest::showsWhatAnAgentSays() {
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "Title of the transcript"));
    m_world->append(m_world->stateFile(m_self), stateJson(idNumber(1), "busy"));
    SessionIndex index(m_world->context());
    SessionPointer row = find(index.scan(), idNumber(1));
    QVERIFY(row->status.status == Status::Working);
    QVERIFY(row->status.since.has_value());
    QCOMPARE(row->title, "Title of the transcript");
    QCOMPARE(row->directory, "/src/app");
    m_world->replace(m_world->stateFile(m_self), stateJson(idNumber(1), "waiting", "permission prompt"));
    row = find(update(index, {m_world->stateFile(m_self)}), idNumber(1));
    QVERIFY(row->status.status == Status::NeedsYou);
    QCOMPARE(row->status.detail, "permission prompt");
    QCOMPARE(index.processesToWatch().size(), 1U);
    QCOMPARE(index.processesToWatch()[0].processId, m_self);
    QVERIFY(m_world->real.remove(m_world->stateFile(m_self)).has_value());
    QVERIFY(!find(update(index, {m_world->stateFile(m_self)}), idNumber(1))->isLive());
    QVERIFY(index.processesToWatch().empty());
}

void AgentStateTest::listsALiveSessionWithoutTranscript() {
    SessionIndex index(m_world->context());
    index.scan();
    m_world->append(m_world->stateFile(m_self), stateJson(idNumber(5), "idle"));
    const SessionPointer row = find(update(index, {m_world->home() + "/.claude"}), idNumber(5));
    QVERIFY(row);
    QCOMPARE(row->harness, "claude");
    QCOMPARE(row->title, "Live");
    QCOMPARE(row->directory, "/src/live");
    QVERIFY(row->file.empty());
    QVERIFY(row->last.has_value());
    m_world->append(m_world->transcript(idNumber(5)), promptAt(1, "Now it talks"));
    QCOMPARE(find(index.scan(), idNumber(5))->title, "Now it talks");
    QCOMPARE(index.current()->sessions.size(), 1U);
    m_world->replace(m_world->stateFile(m_self), stateJson(idNumber(6), "idle")); // `/clear`: another session
    const SnapshotPointer snapshot = update(index, {m_world->stateFile(m_self)});
    QVERIFY(!find(snapshot, idNumber(5))->isLive());
    QVERIFY(find(snapshot, idNumber(6))->isLive());
}

void AgentStateTest::givesTheRowToTheStoreThatHasTheTranscript() {
    IndexContext context = m_world->context();
    Harness second = context.config.harnesses[0];
    second.name = "second";
    second.glob = "~/.claude/work/*/*.jsonl"; // another store beside the same state files
    context.config.harnesses.push_back(second);
    SessionIndex index(std::move(context));
    index.scan();
    m_world->append(m_world->stateFile(m_self), stateJson(idNumber(5), "busy"));
    QCOMPARE(find(update(index, {m_world->home() + "/.claude"}), idNumber(5))->harness, "claude");
    m_world->append(m_world->home() + "/.claude/work/-a/" + idNumber(5) + ".jsonl", promptAt(1, "x"));
    const SnapshotPointer snapshot = update(index, {m_world->home() + "/.claude/work"});
    QCOMPARE(snapshot->sessions.size(), 1U);
    QCOMPARE(snapshot->sessions[0]->harness, "second");
    QVERIFY(snapshot->sessions[0]->status.status == Status::Working);
}

void AgentStateTest::ignoresTheDead() {
    m_world->append(m_world->stateFile(NoProcess), stateJson(idNumber(1), "busy"));
    SessionIndex index(m_world->context());
    QVERIFY(index.scan()->sessions.empty());
}

void AgentStateTest::keepsTheLastWordDuringAWrite() {
    const std::string json = stateJson(idNumber(1), "busy");
    m_world->append(m_world->stateFile(m_self), json);
    SessionIndex index(m_world->context());
    index.scan();
    for (std::size_t end = 0; end < json.size(); ++end) {
        m_world->replace(m_world->stateFile(m_self), std::string_view(json).substr(0, end));
        QVERIFY(find(update(index, {m_world->stateFile(m_self)}), idNumber(1)));
    }
}

void AgentStateTest::prefersTheLatestOfTwoAgents() {
    const long parent = ::getppid();
    const auto say = [this](long processId, const char* status, int second) {
        m_world->replace(m_world->stateFile(processId),
                         std::format(R"({{"sessionId":"{}","status":"{}","statusUpdatedAt":{}000}})",
                                     idNumber(1), status, second));
    };
    say(m_self, "busy", 100);
    say(parent, "idle", 200);
    SessionIndex index(m_world->context());
    QVERIFY(find(index.scan(), idNumber(1))->status.status == Status::Idle);
    say(m_self, "busy", 300);
    QVERIFY(find(update(index, {m_world->stateFile(m_self)}), idNumber(1))->status.status == Status::Working);
}

void AgentStateTest::survivesStrangeFiles() {
    const std::string folder = m_world->home() + "/.claude/sessions/";
    m_world->append(folder + "notes.txt", stateJson(idNumber(1), "busy"));
    m_world->append(folder + "12x.json", stateJson(idNumber(2), "busy"));
    m_world->append(folder + "-5.json", stateJson(idNumber(3), "busy"));
    m_world->append(folder + "99999999999999999999.json", stateJson(idNumber(4), "busy"));
    m_world->append(m_world->stateFile(m_self), std::string(2'000'000, '{'));
    QVERIFY(m_world->real.makeDirectories(m_world->stateFile(::getppid())).has_value());
    SessionIndex index(m_world->context());
    QVERIFY(index.scan()->sessions.empty());
}

void AgentStateTest::knowsAProcessFromItsNamesake() {
    const Timestamp now = SystemClock().now();
    QVERIFY(isProcessOfRecord(m_self, now));
    QVERIFY(!isProcessOfRecord(NoProcess, now));
    QVERIFY(!isProcessOfRecord(0, now));
    QVERIFY(!isProcessOfRecord(-1, now));
#ifdef Q_OS_LINUX
    QVERIFY(!isProcessOfRecord(m_self, now - std::chrono::hours(24))); // written before we started
    const pid_t zombie = ::fork();
    if (zombie == 0)
        ::_exit(0);
    QTRY_VERIFY(!isProcessOfRecord(zombie, SystemClock().now())); // ended, not yet collected
#endif
}

void AgentStateTest::tellsWhenAProcessEnds() {
    QSemaphore ended;
    std::string tag;
    ProcessEndWatch watch([&](const std::string& ofProcess) {
        tag = ofProcess;
        ended.release();
    });
    QProcess first, second;
    first.start(QStringLiteral("sleep"), {QStringLiteral("1000")});
    second.start(QStringLiteral("sleep"), {QStringLiteral("1000")});
    QVERIFY(first.waitForStarted() && second.waitForStarted());
    watch.watch({{first.processId(), "first"}, {NoProcess, "nobody"}});
    watch.watch({{first.processId(), "first"}, {second.processId(), "second"}});
    second.kill();
    QVERIFY(ended.tryAcquire(1, 10'000));
    QCOMPARE(tag, "second");
    watch.watch({});
    first.kill();
    QVERIFY(first.waitForFinished() && second.waitForFinished());
    QCOMPARE(ended.available(), 0);
}

void AgentStateTest::tellsOfAProcessOnce() {
    QSemaphore ended;
    ProcessEndWatch watch([&](const std::string&) { ended.release(); });
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(0);
    const std::vector<ProcessEndWatch::Process> wanted = {{child, "child"}};
    watch.watch(wanted);
    QVERIFY(ended.tryAcquire(1, 10'000));
    QProcess other; // a marker behind: by its end the watch has looked at the first one again
    other.start(QStringLiteral("true"), {});
    QVERIFY(other.waitForStarted());
    watch.watch({wanted[0], {other.processId(), "other"}});
    QVERIFY(ended.tryAcquire(1, 10'000));
    QCOMPARE(ended.available(), 0);
}

QTEST_GUILESS_MAIN(AgentStateTest)
#include "agent_state_test.moc"
