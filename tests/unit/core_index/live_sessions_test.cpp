// SPDX-License-Identifier: MIT
#include "core/base/process_identity.h"
#include "core/index/command_programs.h"
#include "core/state/alias.h"
#include "core/state/heartbeat.h"
#include "core/state/hook_state.h"
#include "core/status/reported_status.h"
#include "tests/unit/core/state/fake_holder.h"
#include "tests/unit/core_index/store_world.h"

#include <QDir>
#include <QFile>

using namespace ax;
using namespace ax::test;
using namespace std::chrono_literals;

namespace {

constexpr long NoProcess = 4'194'400; // above the kernel's largest id
const QStringList HoldersWords = {QStringLiteral("ax"), QStringLiteral("run"), QStringLiteral("1a")};

/// The newest rows, and a clock that stands still. Files carry its time.
class LiveWorld : public StoreWorld {
public:
    LiveWorld() : index(contextAt(hands)) {}

    void beat(const std::string& id, const Heartbeat& heartbeat) const {
        QVERIFY(writeHeartbeat(real, paths, id, heartbeat).has_value());
        setTime(beatFile(id), heartbeat.beat);
    }
    /// Of a process that runs, or of any number.
    Heartbeat by(long processId, const std::string& token, const std::string& command = "claude") const {
        return {.lastOutput = std::chrono::floor<std::chrono::seconds>(hands.now()),
                .holder = processId,
                .token = token,
                .command = command,
                .beat = hands.now()};
    }
    void hook(const std::string& id, HookWord word) const {
        QVERIFY(writeHookState(real, paths, id, word).has_value());
        setTime(hookStateFolder(paths) + '/' + id, hands.now());
    }
    void report(const std::string& id, ProgramState state, const std::string& message = {}) const {
        ReportedStatus status;
        status.program = ReportedStatus::Report{
            .status = {.state = state, .program = {}, .message = message, .title = {}, .progress = {}},
            .at = hands.now()};
        QVERIFY(writeReportedStatus(real, paths, id, status).has_value());
    }
    void meta(const std::string& id, std::string_view json) const {
        replace(paths.stateDirectory + "/meta/" + id + ".json", json);
    }

    std::string beatFile(const std::string& id) const { return heartbeatFolder(paths) + '/' + id; }
    std::string hookFile(const std::string& id) const { return hookStateFolder(paths) + '/' + id; }
    std::string reportFile(const std::string& id) const {
        return reportedStatusFolder(paths) + '/' + id + ".json";
    }

    /// The row after a look at these.
    SessionPointer see(const std::string& id, std::initializer_list<std::string> changed) {
        return find(update(index, changed), id);
    }
    /// The row when the index wakes by itself the next time.
    SessionPointer seeNext(const std::string& id) {
        const auto next = index.timeOfNextChange();
        if (!next)
            return nullptr;
        hands.advance(*next - hands.now());
        return see(id, {});
    }

    ManualClock hands{std::chrono::floor<std::chrono::seconds>(SystemClock().now())};
    SessionIndex index;

private:
    IndexContext contextAt(const Clock& standing) const {
        return {
            .files = real, .clock = standing, .models = models, .paths = paths, .config = builtInConfig()};
    }
    static void setTime(const std::string& path, Timestamp time) {
        QFile file(QString::fromStdString(path));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const auto milliseconds =
            std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
        QVERIFY(file.setFileTime(QDateTime::fromMSecsSinceEpoch(milliseconds),
                                 QFileDevice::FileModificationTime));
    }
};

} // namespace

/// Sessions that holders tell of, as rows of the index.
class LiveSessionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_world = std::make_unique<LiveWorld>(); }
    void showsOneThatNoStoreKnows();
    void theTranscriptTakesOver();
    void anAliasHidesThePlaceholder();
    void oneRowWhateverTheCommandMentions();
    void workingEndsWithTime();
    void staleWithoutAToken();
    void withATokenTheProcessCounts();
    void itsProcessDies();
    void itsNumberIsUsedAgain();
    void clocksJump();
    void hooksAge();
    void theNearestWitnessWins();
    void survivesStrangeFiles();
    void theFolderGoesAway();
    void knowsPrograms_data();
    void knowsPrograms();

private:
    std::unique_ptr<LiveWorld> m_world;
    const std::string m_id = idNumber(1);
};

void LiveSessionsTest::showsOneThatNoStoreKnows() {
    LiveWorld& world = *m_world;
    QVERIFY(world.index.scan()->sessions.empty());
    QVERIFY(!world.index.timeOfNextChange());
    const FakeHolder holder(HoldersWords);
    world.beat(m_id, world.by(holder.processId(), startToken(holder.processId()), "cd /src && codex hello"));
    SessionPointer row = world.see(m_id, {world.paths.stateDirectory}); // the folder has just come
    QVERIFY(row);
    QCOMPARE(row->harness, "codex");
    QVERIFY(row->status.status == Status::Working);
    QVERIFY(row->isHeld && row->isLive() && row->file.empty());
    QVERIFY(row->last.has_value());
    world.meta(m_id, R"({"harness":"pi","dir":"/src/app","name":"posts","task":"write","group":"r1"})");
    update(world.index, {world.paths.stateDirectory + "/meta"});
    QCOMPARE(world.index.current()->sessions.size(), 1U);
    row = find(world.index.current(), m_id);
    QCOMPARE(row->harness, "pi");
    QCOMPARE(row->directory, "/src/app");
    QCOMPARE(row->title, "posts");
    QCOMPARE(row->run, "r1");
    removeHeartbeat(world.real, world.paths, m_id); // a clean end
    QVERIFY(!world.see(m_id, {world.beatFile(m_id)}));
}

void LiveSessionsTest::theTranscriptTakesOver() {
    LiveWorld& world = *m_world;
    const FakeHolder holder(HoldersWords);
    world.beat(m_id, world.by(holder.processId(), startToken(holder.processId()), "env claude"));
    world.meta(m_id, R"({"name":"posts"})");
    QCOMPARE(find(world.index.scan(), m_id)->title, "posts");
    world.append(world.transcript(m_id), promptAt(1, "Now it talks"));
    const SessionPointer row = find(world.index.scan(), m_id);
    QCOMPARE(row->title, "Now it talks");
    QVERIFY(row->isHeld);
    QCOMPARE(world.index.current()->sessions.size(), 1U);
    removeHeartbeat(world.real, world.paths, m_id);
    const SessionPointer past = world.see(m_id, {world.beatFile(m_id)});
    QVERIFY(past && past->status == SessionStatus() && !past->isHeld);
}

/// The holder goes on under the true id; for a moment both have a heartbeat.
void LiveSessionsTest::anAliasHidesThePlaceholder() {
    LiveWorld& world = *m_world;
    const FakeHolder holder(HoldersWords);
    const Heartbeat heartbeat = world.by(holder.processId(), startToken(holder.processId()), "codex");
    world.beat("placeholder", heartbeat);
    QCOMPARE(idsOf(world.index.scan()), std::vector<std::string>{"placeholder"});
    QVERIFY(writeAlias(world.real, world.paths, "placeholder", m_id).has_value());
    world.beat(m_id, heartbeat);
    const std::string alias = aliasFolder(world.paths) + "/placeholder";
    QCOMPARE(idsOf(update(world.index, {world.beatFile(m_id), alias})), std::vector<std::string>{m_id});
    SessionIndex other(world.context());
    QCOMPARE(idsOf(other.scan()), std::vector<std::string>{m_id});
}

void LiveSessionsTest::oneRowWhateverTheCommandMentions() {
    LiveWorld& world = *m_world;
    const FakeHolder holder(HoldersWords);
    const std::string command = "cd /src/pi && claude --model x 'move codex to opencode; pi'";
    world.beat(m_id, world.by(holder.processId(), startToken(holder.processId()), command));
    world.index.scan();
    QCOMPARE(world.index.current()->sessions.size(), 1U);
    QCOMPARE(find(world.index.current(), m_id)->harness, "claude");
    // What a store knows is that store's, whatever its command says.
    world.beat(m_id, world.by(holder.processId(), startToken(holder.processId()), "codex"));
    world.append(world.transcript(m_id), promptAt(1, "Title"));
    SessionIndex other(world.context());
    QCOMPARE(other.scan()->sessions.size(), 1U);
    QCOMPARE(find(other.current(), m_id)->harness, "claude");
    QVERIFY(find(other.current(), m_id)->isHeld);
    SessionIndex again(world.context()); // by the image of the last one
    again.scan();
    again.keepSnapshot();
    SessionIndex once(world.context());
    QCOMPARE(once.look()->sessions.size(), 1U);
    QVERIFY(find(once.current(), m_id)->isHeld);
}

void LiveSessionsTest::workingEndsWithTime() {
    LiveWorld& world = *m_world;
    const FakeHolder holder(HoldersWords);
    Heartbeat heartbeat = world.by(holder.processId(), startToken(holder.processId()));
    world.beat(m_id, heartbeat);
    QVERIFY(find(world.index.scan(), m_id)->status.status == Status::Working);
    const Timestamp start = world.hands.now();
    const SessionPointer row = world.seeNext(m_id);
    QVERIFY(row && row->status.status == Status::Idle && row->isHeld);
    QCOMPARE(row->status.since, std::optional(heartbeat.lastOutput));
    QVERIFY(world.hands.now() - start > 5s && world.hands.now() - start <= 6s);
    QVERIFY(!world.index.timeOfNextChange()); // quiet: only a file wakes the index now
    world.hands.advance(24h);
    heartbeat = world.by(holder.processId(), startToken(holder.processId()));
    world.beat(m_id, heartbeat);
    QVERIFY(world.see(m_id, {world.beatFile(m_id)})->status.status == Status::Working);
    // Output goes on: the moment moves with it, and nothing is published for it.
    world.hands.advance(4s);
    world.beat(m_id, world.by(holder.processId(), startToken(holder.processId())));
    const SnapshotPointer before = world.index.current();
    QCOMPARE(update(world.index, {world.beatFile(m_id)}), before);
    QVERIFY(*world.index.timeOfNextChange() > world.hands.now() + 5s);
}

/// Old versions name no start of their process: without beats it counts for gone.
void LiveSessionsTest::staleWithoutAToken() {
    LiveWorld& world = *m_world;
    const FakeHolder holder(HoldersWords);
    for (const long processId : {0L, holder.processId()}) {
        Heartbeat heartbeat = world.by(processId, {});
        heartbeat.lastOutput -= 1h;
        world.beat(m_id, heartbeat);
        QVERIFY(find(world.index.scan(), m_id)->status.status == Status::Idle);
        const Timestamp start = world.hands.now();
        world.hands.advance(30s);
        heartbeat.beat = world.hands.now(); // touched, of which no notice tells
        world.beat(m_id, heartbeat);
        QVERIFY(world.seeNext(m_id)->status.status == Status::Idle);
        QVERIFY(world.hands.now() - start > 50s && world.hands.now() - start <= 51s);
        const SessionPointer row = world.seeNext(m_id);
        QVERIFY(row->status.status == Status::Crash && !row->isHeld && !row->isLive());
        QVERIFY(world.hands.now() - heartbeat.beat > 50s && world.hands.now() - heartbeat.beat <= 51s);
        QVERIFY(!world.index.timeOfNextChange());
        heartbeat.beat = world.hands.now();
        world.beat(m_id, heartbeat);
        QVERIFY(world.see(m_id, {world.beatFile(m_id)})->isHeld);
        removeHeartbeat(world.real, world.paths, m_id);
        QVERIFY(!world.see(m_id, {world.beatFile(m_id)}));
    }
}

/// After the machine has slept every beat is late, and no session is gone.
void LiveSessionsTest::withATokenTheProcessCounts() {
    LiveWorld& world = *m_world;
    const FakeHolder holder(HoldersWords);
    Heartbeat heartbeat = world.by(holder.processId(), startToken(holder.processId()));
    heartbeat.lastOutput -= 1h;
    heartbeat.beat -= 1h;
    world.beat(m_id, heartbeat);
    const SessionPointer row = find(world.index.scan(), m_id);
    QVERIFY(row->status.status == Status::Idle && row->isHeld);
    QVERIFY(!world.index.timeOfNextChange());
}

void LiveSessionsTest::itsProcessDies() {
    LiveWorld& world = *m_world;
    world.append(world.transcript(m_id), promptAt(1, "Title"));
    FakeHolder holder(HoldersWords);
    const long processId = holder.processId();
    world.beat(m_id, world.by(processId, startToken(processId)));
    QVERIFY(find(world.index.scan(), m_id)->isHeld);
    const auto processes = world.index.processesToWatch();
    QCOMPARE(processes.size(), 1U);
    QCOMPARE(processes[0].processId, processId);
    QCOMPARE(processes[0].path, world.beatFile(m_id));
    holder.end();
    const SessionPointer row = world.see(m_id, {processes[0].path});
    QVERIFY(row->status.status == Status::Crash && !row->isHeld && !row->isLive());
    QVERIFY(!row->status.evidence.empty() && !row->status.detail.empty());
    QVERIFY(world.index.processesToWatch().empty());
    QVERIFY(!world.index.timeOfNextChange());
}

void LiveSessionsTest::itsNumberIsUsedAgain() {
    LiveWorld& world = *m_world;
    const FakeHolder holder(HoldersWords); // another holder than the one that wrote the mark
    world.beat(m_id, world.by(holder.processId(), startToken(holder.processId()) + "9"));
    QVERIFY(find(world.index.scan(), m_id)->status.status == Status::Crash);
    const FakeHolder stranger({QStringLiteral("nano")});
    world.beat(m_id, world.by(stranger.processId(), startToken(stranger.processId())));
    QVERIFY(world.see(m_id, {world.beatFile(m_id)})->status.status == Status::Crash);
    world.beat(m_id, world.by(stranger.processId(), {}));
    QVERIFY(world.see(m_id, {world.beatFile(m_id)})->status.status == Status::Crash);
    world.beat(m_id, world.by(NoProcess, {}));
    QVERIFY(world.see(m_id, {world.beatFile(m_id)})->status.status == Status::Crash);
    QVERIFY(world.index.processesToWatch().empty());
}

void LiveSessionsTest::clocksJump() {
    LiveWorld& world = *m_world;
    const FakeHolder holder(HoldersWords);
    Heartbeat heartbeat = world.by(holder.processId(), startToken(holder.processId()));
    world.beat(m_id, heartbeat);
    QVERIFY(find(world.index.scan(), m_id)->status.status == Status::Working);
    world.hands.advance(-24h); // all marks lie in the future
    QVERIFY(world.see(m_id, {world.beatFile(m_id)})->status.status == Status::Idle);
    QVERIFY(!world.index.timeOfNextChange());
    world.beat(m_id, world.by(holder.processId(), startToken(holder.processId())));
    QVERIFY(world.see(m_id, {world.beatFile(m_id)})->status.status == Status::Working);
    world.hands.advance(365 * 24h);
    QVERIFY(world.see(m_id, {})->status.status == Status::Idle);
    heartbeat = world.by(0, {});
    heartbeat.beat += 1h;
    world.beat(m_id, heartbeat);
    QVERIFY(world.see(m_id, {world.beatFile(m_id)})->isHeld);
    QVERIFY(world.index.timeOfNextChange().has_value());
}

void LiveSessionsTest::hooksAge() {
    LiveWorld& world = *m_world;
    const FakeHolder holder(HoldersWords);
    Heartbeat heartbeat = world.by(holder.processId(), startToken(holder.processId()));
    heartbeat.lastOutput -= 1h;
    world.beat(m_id, heartbeat);
    world.index.scan();
    world.hook(m_id, HookWord::Working);
    SessionPointer row = world.see(m_id, {world.hookFile(m_id)});
    QVERIFY(row->status.status == Status::Working);
    QCOMPARE(row->status.evidence, "the agent's hooks");
    const Timestamp start = world.hands.now();
    row = world.seeNext(m_id); // nobody takes back what an agent said that was interrupted
    QVERIFY(row->status.status == Status::Idle && row->status.evidence != "the agent's hooks");
    QVERIFY(world.hands.now() - start > 15min && world.hands.now() - start <= 15min + 1s);
    QVERIFY(!world.index.timeOfNextChange());
    world.hook(m_id, HookWord::Working);
    world.hands.advance(-24h); // said by a clock that was wrong
    QVERIFY(world.see(m_id, {world.hookFile(m_id)})->status.evidence != "the agent's hooks");
    world.hands.advance(24h);
    world.hook(m_id, HookWord::Blocked);
    QVERIFY(world.see(m_id, {world.hookFile(m_id)})->status.status == Status::NeedsYou);
    world.hands.advance(30 * 24h);
    QVERIFY(world.see(m_id, {})->status.status == Status::NeedsYou); // a question waits as long as it takes
    world.hook(m_id, HookWord::Failed);
    QCOMPARE(world.see(m_id, {world.hookFile(m_id)})->status.detail, "failed");
    QVERIFY(world.real.remove(world.hookFile(m_id)).has_value());
    QVERIFY(world.see(m_id, {world.hookFile(m_id)})->status.detail.empty());
}

void LiveSessionsTest::theNearestWitnessWins() {
    LiveWorld& world = *m_world;
    FakeHolder holder(HoldersWords);
    world.beat(m_id, world.by(holder.processId(), startToken(holder.processId())));
    QVERIFY(find(world.index.scan(), m_id)->status.status == Status::Working); // its terminal
    world.hook(m_id, HookWord::Idle);
    QVERIFY(world.see(m_id, {world.hookFile(m_id)})->status.status == Status::Idle);
    world.report(m_id, ProgramState::BlockedOnQuestion, "Which one?");
    const SessionPointer row = world.see(m_id, {world.reportFile(m_id)});
    QVERIFY(row->status.status == Status::NeedsYou);
    QCOMPARE(row->status.detail, "Which one?");
    QCOMPARE(row->status.since, std::optional(world.hands.now()));
    removeReportedStatus(world.real, world.paths, m_id);
    QVERIFY(world.see(m_id, {world.reportFile(m_id)})->status.status == Status::Idle);
    world.report(m_id, ProgramState::Working);
    holder.end(); // whatever was said, it is over
    QVERIFY(world.see(m_id, {world.beatFile(m_id)})->status.status == Status::Crash);
}

void LiveSessionsTest::survivesStrangeFiles() {
    LiveWorld& world = *m_world;
    const std::string live = heartbeatFolder(world.paths);
    world.replace(live + "/.ax-5", "1772618400\tclaude"); // somebody is writing
    world.replace(live + "/garbage", std::string(1000, '\xff'));
    world.replace(live + "/empty", "");
    world.replace(live + "/large", "5\t" + std::string(2 << 20, 'x'));
    world.append(live + "/folder/file", "5\tclaude");
    world.replace(hookStateFolder(world.paths) + "/nobody", "blocked");
    world.replace(reportedStatusFolder(world.paths) + "/nobody.json", "{}");
    QVERIFY(world.index.scan()->sessions.empty());
    const FakeHolder holder(HoldersWords);
    world.beat(m_id, world.by(holder.processId(), startToken(holder.processId())));
    world.replace(world.reportFile(m_id), "{\"program\":");
    world.replace(world.hookFile(m_id), "nonsense");
    QVERIFY(world.see(m_id, {world.beatFile(m_id)})->status.status == Status::Working);
    world.replace(world.beatFile(m_id), "garbage"); // it cannot be told to live any more
    QVERIFY(!world.see(m_id, {world.beatFile(m_id)}));
}

void LiveSessionsTest::theFolderGoesAway() {
    LiveWorld& world = *m_world;
    const FakeHolder holder(HoldersWords);
    const Heartbeat heartbeat = world.by(holder.processId(), startToken(holder.processId()));
    world.beat(m_id, heartbeat);
    QVERIFY(find(world.index.scan(), m_id));
    QVERIFY(std::ranges::contains(world.index.foldersToWatch(), heartbeatFolder(world.paths)));
    QVERIFY(QDir(QString::fromStdString(world.paths.stateDirectory)).removeRecursively());
    QVERIFY(!world.see(m_id, {world.paths.stateDirectory}));
    const std::vector<std::string> folders = world.index.foldersToWatch();
    QVERIFY(!std::ranges::contains(folders, heartbeatFolder(world.paths)));
    QVERIFY(std::ranges::contains(folders, std::string(parentFolder(world.paths.stateDirectory))));
    world.beat(m_id, heartbeat);
    QVERIFY(world.see(m_id, {world.paths.stateDirectory})->isHeld);
}

void LiveSessionsTest::knowsPrograms_data() {
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("programs");
    const auto row = [](const char* command, const char* programs) {
        QTest::newRow(command) << QByteArray(command) << QByteArray(programs);
    };
    row("", "");
    row("claude", "claude");
    row("/opt/bin/claude --model codex pi", "claude");
    row("cd /src/codex && claude 'ask pi'", "cd claude");
    row("cd '/a b/pi' && FOO=codex exec env 'claude' -p", "cd claude");
    row("true; codex exec", "true codex");
    row(" \t claude \n", "claude");
    row("&& ; |", "");
    row("'", " ");
}

void LiveSessionsTest::knowsPrograms() {
    QFETCH(const QByteArray, command);
    QFETCH(const QByteArray, programs);
    QByteArray found;
    for (const std::string& program : programsIn(command.toStdString()))
        found += QByteArray::fromStdString(program) + ' ';
    QCOMPARE(found.trimmed(), programs.trimmed());
}

QTEST_GUILESS_MAIN(LiveSessionsTest)
#include "live_sessions_test.moc"
