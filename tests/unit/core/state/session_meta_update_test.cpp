// SPDX-License-Identifier: MIT
#include "core/base/faulty_file_system.h"
#include "core/state/session_meta.h"
#include "tests/unit/core/state/state_folder.h"

#include <QtTest>

using namespace ax;
using namespace ax::test;

namespace {

const Timestamp Now = *parseTimestamp("2026-11-05T10:00:00Z");
constexpr std::string_view Updated = R"("updated":"2026-11-05T10:00:00Z")";

SessionMetaChange nameChange(std::string name) {
    SessionMetaChange change;
    change.name = std::move(name);
    return change;
}

} // namespace

class SessionMetaUpdateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beginsOne();
    void keepsWhatItDoesNotKnow();
    void takesEmptyMembersOut();
    void readsWhatItWrote();
    void repairsWhatIsNoUtf8();
    void refusesWhatItCannotRead_data();
    void refusesWhatItCannotRead();
    void refusesPaths();
    void leavesTheOldOneWhenTheDiskIsFull();

private:
    Result<void> update(std::string_view id, const SessionMetaChange& change) const {
        return updateSessionMeta(m_state.files(), m_state.paths(), id, change, Now);
    }
    StateFolder m_state;
};

void SessionMetaUpdateTest::beginsOne() {
    SessionMetaChange change = nameChange("posts");
    change.exitCode = 0;
    QVERIFY(update("new", change).has_value());
    QCOMPARE(m_state.read("meta/new.json"), R"({"name":"posts","exit":0,)" + std::string(Updated) + "}");
    QCOMPARE(m_state.permissions("meta/new.json"), StateFolder::Private);
    QCOMPARE(m_state.permissions("meta"), StateFolder::Private | QFile::ExeOwner);
}

void SessionMetaUpdateTest::keepsWhatItDoesNotKnow() {
    m_state.write(
        "meta/a.json",
        R"({"future":[1,{"b":2.5}],"name":"old","exit":3,"updated":"","keep":18446744073709551615})");
    SessionMetaChange change = nameChange("new");
    change.run = "r1";
    QVERIFY(update("a", change).has_value());
    QCOMPARE(m_state.read("meta/a.json"), R"({"future":[1,{"b":2.5}],"name":"new","exit":3,)" +
                                              std::string(Updated) +
                                              R"(,"keep":18446744073709551615,"group":"r1"})");
}

void SessionMetaUpdateTest::takesEmptyMembersOut() {
    m_state.write("meta/b.json", R"({"name":"n","task":"t","labels":["x"],"group":"g","dir":"/d"})");
    SessionMetaChange change = nameChange("");
    change.parent = "";
    change.labels.emplace();
    QVERIFY(update("b", change).has_value());
    QCOMPARE(m_state.read("meta/b.json"),
             R"({"task":"t","group":"g","dir":"/d",)" + std::string(Updated) + "}");
}

void SessionMetaUpdateTest::readsWhatItWrote() {
    const SessionMetaChange change{.name = "quote \" and \n line",
                                   .task = "über",
                                   .run = "g",
                                   .parent = "p",
                                   .origin = "agent",
                                   .mode = "headless",
                                   .effort = "high",
                                   .harness = "codex",
                                   .directory = "/w",
                                   .outcome = "gave_up",
                                   .failReason = "f",
                                   .result = std::string("a\0b", 3),
                                   .exitCode = -1,
                                   .labels = std::vector<std::string>{"role=worker", "x"}};
    QVERIFY(update("c", change).has_value());
    const auto meta = readSessionMeta(m_state.files(), m_state.paths(), "c");
    QVERIFY(meta.has_value());
    QCOMPARE(meta->name, *change.name);
    QCOMPARE(meta->task, *change.task);
    QCOMPARE(meta->run, "g");
    QCOMPARE(meta->parent, "p");
    QCOMPARE(meta->origin, "agent");
    QCOMPARE(meta->mode, "headless");
    QCOMPARE(meta->effort, "high");
    QCOMPARE(meta->harness, "codex");
    QCOMPARE(meta->directory, "/w");
    QCOMPARE(meta->outcome, "gave_up");
    QCOMPARE(meta->failReason, "f");
    QCOMPARE(meta->result, *change.result);
    QCOMPARE(meta->exitCode, std::optional(-1));
    QCOMPARE(meta->labels, *change.labels);
    QCOMPARE(meta->updated, std::optional(Now));
}

/// A file with such bytes in it would be refused by the next update, and by upstream's reader.
void SessionMetaUpdateTest::repairsWhatIsNoUtf8() {
    SessionMetaChange change = nameChange("caf\xe9");
    change.labels = {"\xff"};
    QVERIFY(update("d", change).has_value());
    QVERIFY(update("d", nameChange(*change.name)).has_value());
    const auto meta = readSessionMeta(m_state.files(), m_state.paths(), "d");
    QVERIFY(meta.has_value());
    QCOMPARE(meta->name, "caf\uFFFD");
    QCOMPARE(meta->labels, std::vector<std::string>{"\uFFFD"});
}

void SessionMetaUpdateTest::refusesWhatItCannotRead_data() {
    QTest::addColumn<QByteArray>("bytes");
    constexpr std::string_view Whole = R"({"name":"n","spec":{"a":[1]}})";
    for (std::size_t size = 0; size < Whole.size(); ++size)
        QTest::addRow("cut at %zu", size) << QByteArray(Whole.data(), static_cast<qsizetype>(size));
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("no UTF-8") << QByteArray("{\"name\":\"\xff\"}");
    QTest::newRow("two") << QByteArray("{}{}");
    QTest::newRow("deep") << QByteArray(100'000, '[');
    QTest::newRow("large") << "{\"a\":\"" + QByteArray(5 << 20, 'x') + "\"}";
}

void SessionMetaUpdateTest::refusesWhatItCannotRead() {
    QFETCH(const QByteArray, bytes);
    m_state.write("meta/e.json", bytes.toStdString());
    const auto refused = update("e", nameChange("x"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Invalid);
    QVERIFY(refused.error().message.contains("e.json"));
    QCOMPARE(readWholeFile(m_state.files(), m_state.path("meta/e.json"), 1 << 24), bytes.toStdString());
}

void SessionMetaUpdateTest::refusesPaths() {
    for (const char* id : {"", "..", ".hidden", "a/b", "../f"})
        QCOMPARE(update(id, nameChange("x")).error().code, ErrorCode::Invalid);
}

void SessionMetaUpdateTest::leavesTheOldOneWhenTheDiskIsFull() {
    m_state.write("meta/g.json", R"({"name":"old"})");
    FaultyFileSystem full(m_state.files());
    full.failWritesAfter(5);
    QVERIFY(!updateSessionMeta(full, m_state.paths(), "g", nameChange("new"), Now));
    QCOMPARE(m_state.read("meta/g.json"), R"({"name":"old"})");
    full.deny(m_state.path("meta/g.json"));
    QVERIFY(!updateSessionMeta(full, m_state.paths(), "g", nameChange("new"), Now));
}

QTEST_GUILESS_MAIN(SessionMetaUpdateTest)
#include "session_meta_update_test.moc"
