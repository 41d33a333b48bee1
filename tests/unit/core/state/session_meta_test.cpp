// SPDX-License-Identifier: MIT
#include "core/state/run_record.h"
#include "core/state/session_meta.h"
#include "core/state/session_outcome.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace ax;

namespace {

constexpr std::string_view Meta =
    R"({"name":"posts","task":"write","group":"blog-x1","parent":"p1","origin":"agent","mode":"headless",)"
    R"("effort":"high","harness":"claude","dir":"/w","outcome":"success","recipe_path":"/r","recipe_interpreter":)"
    R"(["sh","-e"],"log_path":"/l","fail_reason":"none","result":"All done.","exit":0,"close_on_done":true,)"
    R"("keep_live":true,"keep_until":"2026-11-01T12:00:00Z","spec":{"task":"write"},"labels":["role=worker","a"],)"
    R"("archived":true,"archived_at":"2026-11-02T12:00:00Z","updated":"2026-11-03T12:00:00.5Z","future":[1]})";

class State {
public:
    State() { m_paths.stateDirectory = m_folder.path().toStdString(); }
    void write(const std::string& name, std::string_view bytes) const {
        const std::string path = joinPath(m_paths.stateDirectory, name);
        if (!m_files.makeDirectories(std::string(parentFolder(path))) ||
            !m_files.writeAtomically(path, bytes))
            qFatal("cannot write");
    }
    const FileSystem& files() const { return m_files; }
    const Paths& paths() const { return m_paths; }

private:
    QTemporaryDir m_folder;
    RealFileSystem m_files;
    Paths m_paths;
};

} // namespace

class SessionMetaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAllMembers();
    void wrongTypesCostThemselves();
    void survivesACutAtEachByte();
    void readsAFolder();
    void idsAreNoPaths();
    void decidesTheOutcome();
    void readsRunRecords();
};

void SessionMetaTest::readsAllMembers() {
    const auto meta = parseSessionMeta(Meta);
    QVERIFY(meta);
    QCOMPARE(meta->name, std::string("posts"));
    QCOMPARE(meta->run, std::string("blog-x1"));
    QCOMPARE(meta->parent, std::string("p1"));
    QCOMPARE(meta->origin, std::string("agent"));
    QCOMPARE(meta->mode, std::string("headless"));
    QCOMPARE(meta->effort, std::string("high"));
    QCOMPARE(meta->outcome, std::string("success"));
    QCOMPARE(meta->recipeInterpreter, (std::vector<std::string>{"sh", "-e"}));
    QCOMPARE(meta->result, std::string("All done."));
    QCOMPARE(meta->exitCode, std::optional(0));
    QVERIFY(meta->closeOnDone && meta->keepLive && meta->hasSpec && meta->archived);
    QCOMPARE(meta->keepUntil, parseTimestamp("2026-11-01T12:00:00Z"));
    QCOMPARE(meta->archivedAt, parseTimestamp("2026-11-02T12:00:00Z"));
    QCOMPARE(meta->updated, parseTimestamp("2026-11-03T12:00:00.5Z"));
    QCOMPARE(meta->labels, (std::vector<std::string>{"role=worker", "a"}));
    QCOMPARE(meta->original, std::string(Meta));
}

void SessionMetaTest::wrongTypesCostThemselves() {
    const auto meta = parseSessionMeta(
        R"({"name":7,"labels":{"a":1},"exit":"0","archived":"yes","updated":3,"group":"g"})");
    QVERIFY(meta);
    QCOMPARE(meta->name, std::string());
    QVERIFY(meta->labels.empty() && !meta->exitCode && !meta->archived && !meta->updated);
    QCOMPARE(meta->run, std::string("g"));
}

void SessionMetaTest::survivesACutAtEachByte() {
    for (std::size_t size = 0; size < Meta.size(); ++size)
        QVERIFY(!parseSessionMeta(Meta.substr(0, size)));
    QVERIFY(!parseSessionMeta(std::string(100'000, '[')));
    QVERIFY(!parseSessionMeta("[]"));
}

void SessionMetaTest::readsAFolder() {
    const State state;
    QVERIFY(readSessionMetas(state.files(), state.paths()).empty());
    state.write("meta/one.json", Meta);
    state.write("meta/two.json", "{");
    state.write("meta/.ax-3.json", Meta);
    state.write("meta/four.txt", Meta);
    const auto metas = readSessionMetas(state.files(), state.paths());
    QCOMPARE(metas.size(), std::size_t{1});
    QCOMPARE(metas.at("one").name, std::string("posts"));
}

void SessionMetaTest::idsAreNoPaths() {
    const State state;
    state.write("secret.json", Meta);
    for (const char* id : {"", "../secret", ".", "..", "a/b", "/etc/passwd"}) {
        QVERIFY(!isSidecarName(id));
        QVERIFY(!readSessionMeta(state.files(), state.paths(), id));
    }
    QVERIFY(!isSidecarName(std::string(300, 'a')));
    QVERIFY(isSidecarName("0b5b-1"));
}

void SessionMetaTest::decidesTheOutcome() {
    const State state;
    const auto outcome = [&state](std::string_view id, const SessionMeta& meta = {}) {
        const SessionOutcome found = outcomeOf(state.files(), state.paths(), id, meta);
        return found.word + ' ' + std::to_string(found.exitCode);
    };
    state.write("hookstate/done", "done");
    state.write("hookstate/failed", "failed\n");
    state.write("hookstate/working", "working");
    QCOMPARE(outcome("none"), std::string("pending 0"));
    QCOMPARE(outcome("working"), std::string("pending 0"));
    QCOMPARE(outcome("done"), std::string("success 0"));
    QCOMPARE(outcome("failed"), std::string("failure 1"));
    SessionMeta meta;
    meta.outcome = "gave_up";
    meta.exitCode = 3;
    QCOMPARE(outcome("done", meta), std::string("gave_up 3"));
}

void SessionMetaTest::readsRunRecords() {
    const State state;
    state.write("runs/r1.json",
                R"({"group":"r1","root":"a","task":"t","cost":1.5,"tokens":{"in":1,"out":2,)"
                R"("cache_read":3,"cache_write":4},"workers":2,"max_depth":1,"tree":null,"outcome":)"
                R"("success","started":"0001-01-01T00:00:00Z","concluded":"2026-11-01T12:00:00Z"})");
    state.write("runs/r2.json", "{\"group\":");
    state.write("runs/r1.suppress", "1");
    const auto runs = readRunRecords(state.files(), state.paths());
    QCOMPARE(runs.size(), std::size_t{1});
    QCOMPARE(runs[0].cost, 1.5);
    QCOMPARE(runs[0].tokens, (TokenCounts{1, 2, 3, 4}));
    QCOMPARE(runs[0].workers, std::uint64_t{2});
    QVERIFY(!runs[0].started);
    QVERIFY(runs[0].concluded);
}

QTEST_GUILESS_MAIN(SessionMetaTest)
#include "session_meta_test.moc"
