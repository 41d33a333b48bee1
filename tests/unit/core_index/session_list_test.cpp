// SPDX-License-Identifier: MIT
#include "core/index/session_list.h"

#include <QTest>

using namespace ax;

namespace {

Session session(const std::string& id, int minute) {
    Session made;
    made.harness = "claude";
    made.id = id;
    if (minute >= 0)
        made.last = Timestamp(std::chrono::minutes(minute));
    return made;
}

std::string order(const SessionList& list) {
    std::string ids;
    for (const SessionPointer& row : list.sessions())
        ids += row->id;
    return ids;
}

} // namespace

class SessionListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sortsByActivity();
    void keepsUnchangedRows();
    void movesARowThatWasActive();
    void dropsRows();
};

void SessionListTest::sortsByActivity() {
    SessionList list;
    QVERIFY(list.apply({{"1", session("a", 5)}, {"2", session("b", 9)}, {"3", session("c", -1)}}));
    QVERIFY(list.apply({{"4", session("d", 7)}, {"5", session("e", -1)}, {"6", session("f", 7)}}));
    QCOMPARE(order(list), "bdface");
}

void SessionListTest::keepsUnchangedRows() {
    SessionList list;
    list.apply({{"1", session("a", 5)}, {"2", session("b", 9)}});
    const auto before = list.sessions();
    QVERIFY(!list.apply({{"1", session("a", 5)}, {"2", session("b", 9)}, {"3", std::nullopt}}));
    QVERIFY(list.apply({{"1", session("a", 6)}}));
    QVERIFY(list.sessions()[0] == before[0]);
    QVERIFY(list.sessions()[1] != before[1]);
}

void SessionListTest::movesARowThatWasActive() {
    SessionList list;
    list.apply({{"1", session("a", 5)}, {"2", session("b", 9)}, {"3", session("c", 7)}});
    list.apply({{"1", session("a", 10)}});
    QCOMPARE(order(list), "abc");
    list.apply({{"1", session("a", -1)}});
    QCOMPARE(order(list), "bca");
}

void SessionListTest::dropsRows() {
    SessionList list;
    list.apply({{"1", session("a", 5)}, {"2", session("b", 9)}});
    QVERIFY(list.apply({{"2", std::nullopt}}));
    QCOMPARE(order(list), "a");
    QVERIFY(list.apply({{"2", session("b", 1)}}));
    QCOMPARE(order(list), "ab");
}

QTEST_GUILESS_MAIN(SessionListTest)
#include "session_list_test.moc"
