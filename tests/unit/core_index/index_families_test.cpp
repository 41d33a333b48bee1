// SPDX-License-Identifier: MIT
#include "tests/unit/core_index/store_world.h"

using namespace ax;
using namespace ax::test;

/// Sessions that belong together: copies of one history, forks, sub-agents with files of their own; and
/// harnesses that borrow a format.
class IndexFamiliesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_world = std::make_unique<StoreWorld>(); }
    void countsACopiedHistoryOnce();
    void givesTheTokensToTheNextWhenTheFirstGoes();
    void followsAChainOfCopies();
    void keepsCountingCopiesOnceAcrossProcesses();
    void putsCodexSubAgentsIntoTheirSession();
    void listsOrphansAndCircles();
    void knowsCodexForks();
    void takesPiSessionsWithAnyId();
    void takesCustomHarnesses();

private:
    std::string codexFile(const std::string& id, int day = 1) const {
        return std::format("{}/.codex/sessions/2026/03/{:02}/rollout-2026-03-{:02}T10-00-00-{}.jsonl",
                           m_world->home(), day, day, id);
    }
    std::unique_ptr<StoreWorld> m_world;
};

namespace {

std::string history() {
    return promptAt(1, "start") + answerBy("cheap", "a", 100) + answerBy("cheap", "b", 200);
}

/// A rollout's first lines; `more` goes into its session_meta.
std::string codexHead(const std::string& id, int minute, const std::string& more = {}) {
    return std::format(
        R"({{"timestamp":"2026-03-04T10:{0:02}:00Z","ordinal":0,"type":"session_meta","payload":{{"id":"{1}",)"
        R"("timestamp":"2026-03-04T10:{0:02}:00Z","cwd":"/src/app","cli_version":"0.169.0","source":"exec"{2}}}}})"
        "\n"
        R"({{"timestamp":"2026-03-04T10:{0:02}:01Z","ordinal":1,"type":"turn_context","payload":{{"cwd":"/src/app","model":"cheap"}}}})"
        "\n",
        minute, id, more);
}

std::string parentIs(const std::string& id) {
    return R"(,"parent_thread_id":")" + id + '"';
}

} // namespace

void IndexFamiliesTest::countsACopiedHistoryOnce() {
    m_world->append(m_world->transcript(idNumber(1)), history() + answerBy("cheap", "own", 7));
    m_world->append(m_world->transcript(idNumber(2)),
                    promptAt(2, "later") + history() + answerBy("cheap", "c", 1000));
    SessionIndex index(m_world->context());
    const SnapshotPointer snapshot = index.scan();
    QCOMPARE(find(snapshot, idNumber(1))->tokens.input, 307U);
    QCOMPARE(find(snapshot, idNumber(2))->tokens.input, 1000U);
    QCOMPARE(find(snapshot, idNumber(1))->forkOf, "");
    QCOMPARE(find(snapshot, idNumber(2))->forkOf, idNumber(1));
}

void IndexFamiliesTest::givesTheTokensToTheNextWhenTheFirstGoes() {
    m_world->append(m_world->transcript(idNumber(1)), history());
    m_world->append(m_world->transcript(idNumber(2)), history() + answerBy("cheap", "c", 1000));
    SessionIndex index(m_world->context());
    SnapshotPointer snapshot = index.scan();
    QCOMPARE(find(snapshot, idNumber(1))->tokens.input, 300U);
    QCOMPARE(find(snapshot, idNumber(2))->tokens.input, 1000U);
    QCOMPARE(find(snapshot, idNumber(2))->forkOf, idNumber(1));
    QCOMPARE(find(snapshot, idNumber(2))->cost.dollars, 1000 / 1e6);
    m_world->append(m_world->transcript(idNumber(2)),
                    answerBy("cheap", "d", 1) + answerBy("cheap", "a", 100));
    snapshot = update(index, {m_world->transcript(idNumber(2))});
    QCOMPARE(find(snapshot, idNumber(2))->tokens.input, 1001U);
    QVERIFY(m_world->real.remove(m_world->transcript(idNumber(1))).has_value());
    snapshot = update(index, {m_world->transcript(idNumber(1))});
    QCOMPARE(find(snapshot, idNumber(2))->tokens.input, 1301U);
    QCOMPARE(find(snapshot, idNumber(2))->forkOf, "");
    QVERIFY(index.scan() == snapshot);
}

void IndexFamiliesTest::followsAChainOfCopies() {
    const std::string second = history() + answerBy("cheap", "c", 1000);
    m_world->append(m_world->transcript(idNumber(3)), second + answerBy("cheap", "d", 5));
    m_world->append(m_world->transcript(idNumber(1)), history());
    m_world->append(m_world->transcript(idNumber(2)), second);
    SessionIndex index(m_world->context());
    SnapshotPointer snapshot = index.scan();
    std::uint64_t sum = 0;
    for (const SessionPointer& row : snapshot->sessions)
        sum += row->tokens.input;
    QCOMPARE(sum, 1305U);
    // One more of the family appears while we look.
    m_world->append(m_world->transcript(idNumber(4)), second + answerBy("cheap", "e", 40));
    snapshot = update(index, {m_world->transcript(idNumber(4))});
    sum = 0;
    for (const SessionPointer& row : snapshot->sessions)
        sum += row->tokens.input;
    QCOMPARE(sum, 1345U);
}

void IndexFamiliesTest::keepsCountingCopiesOnceAcrossProcesses() {
    const std::string padding = promptAt(1, std::string(200'000, 'x'));
    m_world->append(m_world->transcript(idNumber(1)), history() + padding);
    m_world->append(m_world->transcript(idNumber(2)), history() + padding);
    CountingFileSystem files;
    QCOMPARE(find(SessionIndex(m_world->context(files)).scan(), idNumber(2))->tokens.input, 0U);
    files.forget();
    const SessionPointer row = find(SessionIndex(m_world->context(files)).scan(), idNumber(2));
    QCOMPARE(row->tokens.input, 0U);
    QCOMPARE(row->forkOf, idNumber(1));
    QCOMPARE(files.bytesRead(), 0U);
    m_world->append(m_world->transcript(idNumber(2)),
                    answerBy("cheap", "b", 200) + answerBy("cheap", "z", 9));
    QCOMPARE(find(SessionIndex(m_world->context(files)).scan(), idNumber(2))->tokens.input, 9U);
    QVERIFY(files.bytesRead() < 1000);
}

void IndexFamiliesTest::putsCodexSubAgentsIntoTheirSession() {
    m_world->append(codexFile(idNumber(1)), codexHead(idNumber(1), 1));
    m_world->append(codexFile(idNumber(2), 2), codexHead(idNumber(2), 2, parentIs(idNumber(1))));
    m_world->append(codexFile(idNumber(3), 2), codexHead(idNumber(3), 3, parentIs(idNumber(2))));
    SessionIndex index(m_world->context());
    SnapshotPointer snapshot = index.scan();
    QVERIFY(idsOf(snapshot) == std::vector{idNumber(1)});
    QCOMPARE(snapshot->sessions[0]->key(), "codex/" + idNumber(1));
    QCOMPARE(snapshot->sessions[0]->format, "codex");
    QCOMPARE(snapshot->sessions[0]->subAgents.size(), 2U);
    QCOMPARE(snapshot->sessions[0]->subAgents[0].id, idNumber(2));
    QCOMPARE(snapshot->sessions[0]->subAgents[1].file, codexFile(idNumber(3), 2));
    QCOMPARE(snapshot->stores[2].sessions, 1U);
    m_world->append(codexFile(idNumber(4), 3), codexHead(idNumber(4), 4, parentIs(idNumber(1))));
    snapshot = update(index, {m_world->home() + "/.codex/sessions/2026/03/03"});
    QCOMPARE(find(snapshot, idNumber(1))->subAgents.size(), 3U);
}

void IndexFamiliesTest::listsOrphansAndCircles() {
    m_world->append(codexFile(idNumber(1)), codexHead(idNumber(1), 1, parentIs(idNumber(99))));
    m_world->append(codexFile(idNumber(2)), codexHead(idNumber(2), 2, parentIs(idNumber(3))));
    m_world->append(codexFile(idNumber(3)), codexHead(idNumber(3), 3, parentIs(idNumber(2))));
    m_world->append(codexFile(idNumber(4)), codexHead(idNumber(4), 4, parentIs(idNumber(4))));
    SessionIndex index(m_world->context());
    SnapshotPointer snapshot = index.scan();
    QCOMPARE(snapshot->sessions.size(), 4U);
    m_world->append(codexFile(idNumber(99)), codexHead(idNumber(99), 9)); // the parent comes, and goes
    snapshot = update(index, {codexFile(idNumber(99))});
    QVERIFY(!find(snapshot, idNumber(1)));
    QCOMPARE(find(snapshot, idNumber(99))->subAgents.size(), 1U);
    QVERIFY(m_world->real.remove(codexFile(idNumber(99))).has_value());
    snapshot = update(index, {codexFile(idNumber(99))});
    QVERIFY(find(snapshot, idNumber(1)));
    QVERIFY(!find(snapshot, idNumber(99)));
}

void IndexFamiliesTest::knowsCodexForks() {
    m_world->append(codexFile(idNumber(1)), codexHead(idNumber(1), 1));
    m_world->append(codexFile(idNumber(2)),
                    codexHead(idNumber(2), 2, R"(,"forked_from_id":")" + idNumber(1) + '"'));
    SessionIndex index(m_world->context());
    const SnapshotPointer snapshot = index.scan();
    QCOMPARE(snapshot->sessions.size(), 2U);
    QCOMPARE(find(snapshot, idNumber(2))->forkOf, idNumber(1));
}

void IndexFamiliesTest::takesPiSessionsWithAnyId() {
    const std::string folder = m_world->home() + "/.pi/agent/sessions/--src-my_app--/";
    const auto line = [](const std::string& id) {
        return R"({"type":"session","version":3,"id":")" + id +
               R"(","timestamp":"2026-03-04T10:00:00Z","cwd":"/src/my_app"})"
               "\n";
    };
    m_world->append(folder + "2026-11-21T03-21-11-931Z_my-own_id.jsonl", line("my-own_id"));
    m_world->append(folder + "2026-11-21T03-21-11-931Z_" + idNumber(1) + ".jsonl", line(idNumber(1)));
    m_world->append(folder + "notes.jsonl", "{}\n");
    m_world->append(folder + "of_somebody.jsonl", "{}\n");
    SessionIndex index(m_world->context());
    const SnapshotPointer snapshot = index.scan();
    QCOMPARE(snapshot->sessions.size(), 2U);
    QVERIFY(find(snapshot, "my-own_id"));
    QVERIFY(find(snapshot, idNumber(1)));
}

void IndexFamiliesTest::takesCustomHarnesses() {
    IndexContext context = m_world->context();
    Harness mine;
    mine.name = "mine";
    mine.glob = "~/.mine/*/talk-*.jsonl";
    mine.idPattern = "talk-(?P<id>[a-z]+)\\.jsonl$";
    mine.format = "claude";
    context.config.harnesses.push_back(mine);
    mine.name = "odd";
    mine.format = "unheard-of";
    context.config.harnesses.push_back(mine);
    m_world->append(m_world->home() + "/.mine/a/talk-one.jsonl", promptAt(1, "hello"));
    SessionIndex index(std::move(context));
    SnapshotPointer snapshot = index.scan();
    QCOMPARE(snapshot->sessions.size(), 1U);
    QCOMPARE(snapshot->sessions[0]->key(), "mine/one");
    QCOMPARE(snapshot->stores[4].sessions, 1U);
    QVERIFY(snapshot->stores[5].exists);
    const std::string later = m_world->home() + "/.mine/b/talk-two.jsonl";
    m_world->append(later, promptAt(2, "hello"));
    QCOMPARE(update(index, {m_world->home() + "/.mine/b"})->sessions.size(), 2U);
}

QTEST_GUILESS_MAIN(IndexFamiliesTest)
#include "index_families_test.moc"
