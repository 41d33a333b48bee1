// SPDX-License-Identifier: MIT
#include "core/base/faulty_file_system.h"
#include "core/state/directory_map.h"
#include "tests/unit/core_index/store_world.h"

using namespace ax;
using namespace ax::test;

class SessionIndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_world = std::make_unique<StoreWorld>(); }
    void startsWithNothing();
    void listsSessionsNewestFirst();
    void sharesUnchangedRows();
    void readsOnlyWhatWasAppended();
    void noticesWhatGoes();
    void followsFoldersThatComeAndGo();
    void ignoresWhatIsNoTranscript();
    void keepsTheNewestOfTwoCopies();
    void rollsSubAgentsUp();
    void readsASubAgentsAppendOnly();
    void knowsNoCostWithoutAPrice();
    void relinksFolders();
    void takesTheFolderFromTheStoreWithoutCwd();
    void saysWhatCannotBeRead();
    void saysWhatIsWrongWithThePattern();
    void followsTerminalsOfOurs();
    void watchesWhatMatters();

private:
    std::unique_ptr<StoreWorld> m_world;
};

void SessionIndexTest::startsWithNothing() {
    SessionIndex index(m_world->context());
    QVERIFY(index.current()->sessions.empty());
    const SnapshotPointer snapshot = index.scan();
    QCOMPARE(snapshot->generation, 1U);
    QCOMPARE(snapshot->stores.size(), 4U);
    for (const StoreReport& store : snapshot->stores) {
        QVERIFY(!store.exists);
        QVERIFY(store.problems.empty());
        QVERIFY(store.pattern.starts_with("~/"));
    }
    QVERIFY(index.scan() == snapshot);
    QVERIFY(update(index, {"/somewhere/else", m_world->home(), ""}) == snapshot);
    QVERIFY(m_world->real.makeDirectories(m_world->home() + "/.codex/sessions").has_value());
    QVERIFY(index.scan()->stores[2].exists);
}

void SessionIndexTest::listsSessionsNewestFirst() {
    m_world->append(m_world->transcript(idNumber(1)), promptAt(10, "first") + answerBy("cheap", "m", 100));
    m_world->append(m_world->transcript(idNumber(2), "-src-other"), promptAt(20, "second", "/src/other"));
    m_world->append(m_world->transcript(idNumber(3)), userLine("no time"));
    SessionIndex index(m_world->context());
    const SnapshotPointer snapshot = index.scan();
    QVERIFY(idsOf(snapshot) == (std::vector{idNumber(2), idNumber(1), idNumber(3)}));
    const Session& row = *snapshot->sessions[1];
    QCOMPARE(row.key(), "claude/" + idNumber(1));
    QCOMPARE(row.file, m_world->transcript(idNumber(1)));
    QCOMPARE(row.title, "first");
    QCOMPARE(row.directory, "/src/app");
    QCOMPARE(row.recordedDirectory, "/src/app");
    QVERIFY(!row.directoryExists);
    QCOMPARE(row.model, "cheap");
    QCOMPARE(row.contextTokens, 100U);
    QCOMPARE(row.contextWindow, 200'000U);
    QVERIFY(row.cost.basis == CostBasis::Estimated);
    QCOMPARE(row.cost.dollars, 100 / 1e6);
    QCOMPARE(row.prompts, 1U);
    QVERIFY(row.status == SessionStatus());
    QVERIFY(claudeReport(snapshot).exists);
    QCOMPARE(claudeReport(snapshot).sessions, 3U);
    QVERIFY(claudeReport(snapshot).problems.empty());
}

void SessionIndexTest::sharesUnchangedRows() {
    for (int number = 1; number <= 20; ++number)
        m_world->append(m_world->transcript(idNumber(number)), promptAt(number, "text"));
    SessionIndex index(m_world->context());
    const SnapshotPointer before = index.scan();
    QVERIFY(index.scan() == before);
    m_world->append(m_world->transcript(idNumber(7)), promptAt(59, "more"));
    const SnapshotPointer after = update(index, {m_world->transcript(idNumber(7))});
    QCOMPARE(after->generation, before->generation + 1);
    QCOMPARE(after->sessions.front()->id, idNumber(7));
    QCOMPARE(after->sessions.front()->prompts, 2U);
    int shared = 0;
    for (const SessionPointer& row : before->sessions)
        shared += std::ranges::contains(after->sessions, row) ? 1 : 0;
    QCOMPARE(shared, 19);
    QCOMPARE(find(before, idNumber(7))->prompts, 1U); // the old snapshot is what it was
}

void SessionIndexTest::readsOnlyWhatWasAppended() {
    CountingFileSystem files;
    const std::string big = promptAt(1, std::string(2'000'000, 'x'));
    for (int number = 1; number <= 5; ++number)
        m_world->append(m_world->transcript(idNumber(number)), big);
    SessionIndex index(m_world->context(files));
    index.scan();
    files.forget();
    index.scan();
    QCOMPARE(files.bytesRead(), 0U);
    const std::string line = promptAt(2, "appended");
    m_world->append(m_world->transcript(idNumber(3)), line);
    const SnapshotPointer snapshot = update(index, {m_world->transcript(idNumber(3))});
    QCOMPARE(find(snapshot, idNumber(3))->prompts, 2U);
    QCOMPARE(files.bytesRead(), line.size() + 64);
    files.forget();
    m_world->append(m_world->transcript(idNumber(4)), line);
    index.scan();
    QCOMPARE(files.bytesRead(), line.size() + 64);
}

void SessionIndexTest::noticesWhatGoes() {
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "stays"));
    m_world->append(m_world->transcript(idNumber(2)), promptAt(2, "goes"));
    m_world->append(m_world->transcript(idNumber(3)), promptAt(3, "goes later"));
    SessionIndex index(m_world->context());
    QCOMPARE(index.scan()->sessions.size(), 3U);
    QVERIFY(m_world->real.remove(m_world->transcript(idNumber(2))).has_value());
    QVERIFY(!find(update(index, {m_world->transcript(idNumber(2))}), idNumber(2)));
    QVERIFY(m_world->real.remove(m_world->transcript(idNumber(3))).has_value());
    const SnapshotPointer snapshot = index.scan();
    QVERIFY(idsOf(snapshot) == std::vector{idNumber(1)});
    QCOMPARE(claudeReport(snapshot).sessions, 1U);
}

void SessionIndexTest::followsFoldersThatComeAndGo() {
    SessionIndex index(m_world->context());
    index.scan();
    m_world->append(m_world->transcript(idNumber(1), "-a"), promptAt(1, "x"));
    m_world->append(m_world->transcript(idNumber(2), "-b"), promptAt(2, "x"));
    QCOMPARE(update(index, {m_world->home() + "/.claude"})->sessions.size(), 2U); // the root appeared
    m_world->append(m_world->transcript(idNumber(3), "-c"), promptAt(3, "x"));
    QCOMPARE(update(index, {m_world->projects() + "/-c"})->sessions.size(), 3U);
    QVERIFY(QDir(QString::fromStdString(m_world->projects() + "/-b")).removeRecursively());
    QVERIFY(idsOf(update(index, {m_world->projects() + "/-b"})) == (std::vector{idNumber(3), idNumber(1)}));
    QVERIFY(m_world->real.moveWithoutReplacing(m_world->projects() + "/-c", m_world->projects() + "/-d")
                .has_value());
    const SnapshotPointer moved = update(index, {m_world->projects() + "/-c", m_world->projects() + "/-d"});
    QCOMPARE(find(moved, idNumber(3))->file, m_world->transcript(idNumber(3), "-d"));
    QVERIFY(QDir(QString::fromStdString(m_world->home() + "/.claude")).removeRecursively());
    QVERIFY(update(index, {m_world->home() + "/.claude"})->sessions.empty());
    QVERIFY(!claudeReport(index.current()).exists);
}

void SessionIndexTest::ignoresWhatIsNoTranscript() {
    m_world->append(m_world->transcript("agent-1234"), promptAt(1, "x"));
    m_world->append(m_world->projects() + "/-src-app/notes.txt", "x");
    m_world->append(m_world->projects() + "/loose.jsonl", promptAt(1, "x"));
    m_world->append(m_world->projects() + "/-src-app/deep/" + idNumber(1) + ".jsonl", promptAt(1, "x"));
    QVERIFY(m_world->real.makeDirectories(m_world->transcript(idNumber(2))).has_value());
    SessionIndex index(m_world->context());
    const SnapshotPointer snapshot = index.scan();
    QVERIFY(snapshot->sessions.empty());
    QVERIFY(claudeReport(snapshot).problems.empty());
    QVERIFY(update(index, {m_world->transcript("agent-1234"), m_world->projects() + "/-src-app/notes.txt",
                           m_world->projects() + "/-src-app/deep/" + idNumber(1) + ".jsonl"}) == snapshot);
}

void SessionIndexTest::keepsTheNewestOfTwoCopies() {
    m_world->append(m_world->transcript(idNumber(1), "-a"), promptAt(1, "older"));
    m_world->append(m_world->transcript(idNumber(1), "-b"), promptAt(2, "newer"));
    SessionIndex index(m_world->context());
    SnapshotPointer snapshot = index.scan();
    QCOMPARE(snapshot->sessions.size(), 1U);
    QCOMPARE(snapshot->sessions[0]->title, "newer");
    QCOMPARE(claudeReport(snapshot).sessions, 1U);
    QCOMPARE(claudeReport(snapshot).problems.size(), 1U);
    QVERIFY(claudeReport(snapshot).problems[0].contains(idNumber(1)));
    m_world->append(m_world->transcript(idNumber(1), "-a"), promptAt(3, "again"));
    snapshot = update(index, {m_world->transcript(idNumber(1), "-a")});
    QCOMPARE(snapshot->sessions[0]->title, "older");
    QVERIFY(claudeReport(snapshot).problems[0].contains("/-a/" + idNumber(1) + ".jsonl is shown"));
    QVERIFY(m_world->real.remove(m_world->transcript(idNumber(1), "-a")).has_value());
    snapshot = update(index, {m_world->transcript(idNumber(1), "-a")});
    QCOMPARE(snapshot->sessions[0]->title, "newer");
    QVERIFY(claudeReport(snapshot).problems.empty());
}

void SessionIndexTest::rollsSubAgentsUp() {
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "delegate") + answerBy("cheap", "m", 1000));
    m_world->append(m_world->subAgent(idNumber(1), "late.jsonl"),
                    promptAt(9, "b") + answerBy("dear", "n", 200));
    m_world->append(m_world->subAgent(idNumber(1), "early.jsonl"),
                    promptAt(5, "a") + answerBy("cheap", "o", 30));
    m_world->append(m_world->subAgent(idNumber(1), "early.meta.json"),
                    R"({"agentType":"Explore","description":"Look\u001b around","model":"x"})");
    m_world->append(m_world->subAgent(idNumber(1), "late.meta.json"), R"({"agentType":7,"description":)");
    SessionIndex index(m_world->context());
    const Session& row = *find(index.scan(), idNumber(1));
    QCOMPARE(row.subAgents.size(), 2U);
    QCOMPARE(row.subAgents[0].id, "early");
    QCOMPARE(row.subAgents[0].kind, "Explore");
    QCOMPARE(row.subAgents[0].description, "Look around");
    QCOMPARE(row.subAgents[0].model, "cheap");
    QCOMPARE(row.subAgents[0].tokens.input, 30U);
    QCOMPARE(row.subAgents[1].id, "late");
    QCOMPARE(row.subAgents[1].kind, "");
    QCOMPARE(row.subAgents[1].cost.dollars, 2000 / 1e6);
    QCOMPARE(row.tokens.input, 1000U);
    QCOMPARE(row.cost.dollars, (1000 + 30 + 2000) / 1e6);
}

void SessionIndexTest::readsASubAgentsAppendOnly() {
    CountingFileSystem files;
    const std::string agent = m_world->subAgent(idNumber(1), "a.jsonl");
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, std::string(10'000, 'x')));
    SessionIndex index(m_world->context(files));
    index.scan();
    m_world->append(agent, answerBy("cheap", "m", 10));
    const std::string side = m_world->projects() + "/-src-app/" + idNumber(1);
    QCOMPARE(find(update(index, {side}), idNumber(1))->subAgents.size(), 1U); // the side folder appeared
    files.forget();
    m_world->append(agent, answerBy("cheap", "n", 20));
    const SnapshotPointer snapshot = update(index, {agent});
    QCOMPARE(find(snapshot, idNumber(1))->subAgents[0].tokens.input, 30U);
    QCOMPARE(files.bytesRead(), answerBy("cheap", "n", 20).size() + 64);
    m_world->append(m_world->subAgent(idNumber(1), "a.meta.json"), R"({"agentType":"Plan"})");
    QCOMPARE(
        find(update(index, {m_world->subAgent(idNumber(1), "a.meta.json")}), idNumber(1))->subAgents[0].kind,
        "Plan");
    QVERIFY(m_world->real.remove(agent).has_value());
    QVERIFY(find(update(index, {agent}), idNumber(1))->subAgents.empty());
}

void SessionIndexTest::knowsNoCostWithoutAPrice() {
    m_world->append(m_world->transcript(idNumber(1)),
                    answerBy("cheap", "m", 10) + answerBy("secret", "n", 1));
    m_world->append(m_world->transcript(idNumber(2)), answerBy("cheap", "m", 10));
    m_world->append(m_world->subAgent(idNumber(2), "a.jsonl"), answerBy("secret", "m", 10));
    m_world->append(m_world->transcript(idNumber(3)), promptAt(1, "no answer yet"));
    m_world->append(m_world->transcript(idNumber(4)), promptAt(1, "x"));
    m_world->append(m_world->subAgent(idNumber(4), "a.jsonl"), answerBy("cheap", "m", 10));
    SessionIndex index(m_world->context());
    const SnapshotPointer snapshot = index.scan();
    for (const int number : {1, 2, 3})
        QVERIFY2(find(snapshot, idNumber(number))->cost == Cost(), qPrintable(QString::number(number)));
    QCOMPARE(find(snapshot, idNumber(4))->cost.dollars, 10 / 1e6);
}

void SessionIndexTest::relinksFolders() {
    const std::string today = m_world->home() + "/moved";
    QVERIFY(m_world->real.makeDirectories(today + "/app").has_value());
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "x", "/src/app"));
    SessionIndex index(m_world->context());
    QVERIFY(!find(index.scan(), idNumber(1))->directoryExists);
    QVERIFY(DirectoryMap::remember(m_world->real, m_world->paths, "/src", today).has_value());
    const SnapshotPointer snapshot = update(index, {m_world->paths.stateDirectory + "/dirmap.json"});
    const Session& row = *find(snapshot, idNumber(1));
    QCOMPARE(row.directory, today + "/app");
    QCOMPARE(row.recordedDirectory, "/src/app");
    QVERIFY(row.directoryExists);
    QVERIFY(QDir(QString::fromStdString(today)).removeRecursively());
    QVERIFY(!find(index.scan(), idNumber(1))->directoryExists);
}

void SessionIndexTest::takesTheFolderFromTheStoreWithoutCwd() {
    m_world->append(m_world->transcript(idNumber(1), "-src-my-app"), userLine("x"));
    m_world->append(m_world->transcript(idNumber(2), "odd"), userLine("x"));
    SessionIndex index(m_world->context());
    const SnapshotPointer snapshot = index.scan();
    QCOMPARE(find(snapshot, idNumber(1))->directory, "/src/my/app");
    QCOMPARE(find(snapshot, idNumber(2))->directory, "");
    QVERIFY(find(snapshot, idNumber(2))->directoryExists);
}

void SessionIndexTest::saysWhatCannotBeRead() {
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "readable"));
    m_world->append(m_world->transcript(idNumber(2)), promptAt(2, "not readable"));
    m_world->append(m_world->transcript(idNumber(3), "-locked"), promptAt(3, "in a locked folder"));
    FaultyFileSystem files(m_world->real);
    files.deny(m_world->transcript(idNumber(2)));
    files.deny(m_world->projects() + "/-locked");
    SessionIndex index(m_world->context(files));
    SnapshotPointer snapshot = index.scan();
    QVERIFY(idsOf(snapshot) == std::vector{idNumber(1)});
    QCOMPARE(claudeReport(snapshot).problems.size(), 2U);
    QVERIFY(claudeReport(snapshot).problems[0].contains("-locked"));
    QVERIFY(claudeReport(snapshot).problems[1].contains(idNumber(2)));
    files.heal();
    snapshot = index.scan();
    QCOMPARE(snapshot->sessions.size(), 3U);
    QVERIFY(claudeReport(snapshot).problems.empty());
    files.deny(m_world->transcript(idNumber(1))); // what was read stays, with the problem
    m_world->append(m_world->transcript(idNumber(1)), promptAt(9, "unseen"));
    snapshot = update(index, {m_world->transcript(idNumber(1))});
    QCOMPARE(find(snapshot, idNumber(1))->prompts, 1U);
    QCOMPARE(claudeReport(snapshot).problems.size(), 1U);
    files.heal();
    snapshot = update(index, {m_world->transcript(idNumber(1))});
    QCOMPARE(find(snapshot, idNumber(1))->prompts, 2U);
    QVERIFY(claudeReport(snapshot).problems.empty());
}

void SessionIndexTest::saysWhatIsWrongWithThePattern() {
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "x"));
    IndexContext context = m_world->context();
    context.config.harnesses[0].idPattern = "(";
    SessionIndex index(std::move(context));
    const SnapshotPointer snapshot = index.scan();
    QVERIFY(snapshot->sessions.empty());
    QVERIFY(claudeReport(snapshot).problems.at(0).contains("id_regex"));
}

void SessionIndexTest::followsTerminalsOfOurs() {
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "x"));
    SessionIndex index(m_world->context());
    index.scan();
    const std::string key = "claude/" + idNumber(1);
    index.setRunsInOurTerminal(key, "/elsewhere", true);
    QVERIFY(find(update(index, {}), idNumber(1))->status.status == Status::Idle);
    QCOMPARE(find(index.current(), idNumber(1))->directory, "/src/app");
    ProgramStatus status;
    status.state = ProgramState::BlockedOnPermission;
    status.message = "approve";
    index.setProgramReport(key, Witnesses::Report{.status = status, .at = Timestamp()});
    QVERIFY(find(update(index, {}), idNumber(1))->status.status == Status::NeedsYou);
    QCOMPARE(find(index.current(), idNumber(1))->status.detail, "approve");
    index.setProgramReport(key, std::nullopt);
    index.setRunsInOurTerminal(key, {}, false);
    QVERIFY(!find(update(index, {}), idNumber(1))->isLive());

    for (const char* opened : {"claude/new", "codex/new"}) { // no transcript yet, or no reader for it
        index.setRunsInOurTerminal(opened, "/elsewhere", true);
        const SessionPointer row = find(update(index, {}), "new");
        QVERIFY(row);
        QCOMPARE(row->key(), opened);
        QCOMPARE(row->directory, "/elsewhere");
        QVERIFY(row->isLive());
        index.setRunsInOurTerminal(opened, {}, false);
        QVERIFY(!find(update(index, {}), "new"));
    }
    index.setRunsInOurTerminal("nonsense", "/x", true);
    QVERIFY(update(index, {})->sessions.size() == 1);
}

void SessionIndexTest::watchesWhatMatters() {
    SessionIndex index(m_world->context());
    index.scan();
    QVERIFY(index.foldersToWatch() == std::vector{m_world->home()}); // until the stores appear
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "x"));
    m_world->append(m_world->subAgent(idNumber(1), "a.jsonl"), userLine("x"));
    m_world->append(m_world->stateFile(1), "{}");
    m_world->append(m_world->paths.stateDirectory + "/log", "");
    index.scan();
    const std::string project = m_world->projects() + "/-src-app";
    const std::vector<std::string> expected = {m_world->home(), // the other agents' stores may appear
                                               m_world->projects(),
                                               project,
                                               project + '/' + idNumber(1),
                                               project + '/' + idNumber(1) + "/subagents",
                                               m_world->home() + "/.claude/sessions",
                                               m_world->home() + "/.local",
                                               m_world->paths.stateDirectory};
    QVERIFY(index.foldersToWatch() == expected);

    // A session that rested for long: its side folder is watched from its next sign of life on.
    QFile old(QString::fromStdString(m_world->transcript(idNumber(1))));
    QVERIFY(old.open(QIODevice::ReadWrite));
    QVERIFY(old.setFileTime(QDateTime::currentDateTime().addDays(-30), QFileDevice::FileModificationTime));
    old.close();
    SessionIndex later(m_world->context());
    later.scan();
    QCOMPARE(later.foldersToWatch().size(), expected.size() - 2);
    m_world->append(m_world->transcript(idNumber(1)), userLine("awake"));
    update(later, {m_world->transcript(idNumber(1))});
    QVERIFY(later.foldersToWatch() == expected);
}

QTEST_GUILESS_MAIN(SessionIndexTest)
#include "session_index_test.moc"
