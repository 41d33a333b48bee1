// SPDX-License-Identifier: MIT
#include "core/index/session_list.h"

#include <QTest>

using namespace ax;

namespace {

/// A row with its key; without a time below 0.
std::pair<std::string, SessionPointer> row(const std::string& id, int minute) {
    Session made;
    made.harness = "claude";
    made.id = id;
    if (minute >= 0)
        made.last = Timestamp(std::chrono::minutes(minute));
    return {made.key(), std::make_shared<const Session>(made)};
}

std::pair<std::string, SessionPointer> gone(const std::string& id) {
    return {"claude/" + id, nullptr};
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
    QVERIFY(list.apply({row("a", 5), row("b", 9), row("c", -1)}));
    QVERIFY(list.apply({row("d", 7), row("e", -1), row("f", 7)}));
    QCOMPARE(order(list), "bdface");
}

void SessionListTest::keepsUnchangedRows() {
    SessionList list;
    list.apply({row("a", 5), row("b", 9)});
    const auto before = list.sessions();
    QVERIFY(!list.apply({row("a", 5), row("b", 9), gone("z")}));
    QVERIFY(list.apply({row("a", 6)}));
    QVERIFY(list.sessions()[0] == before[0]);
    QVERIFY(list.sessions()[1] != before[1]);
}

void SessionListTest::movesARowThatWasActive() {
    SessionList list;
    list.apply({row("a", 5), row("b", 9), row("c", 7)});
    list.apply({row("a", 10)});
    QCOMPARE(order(list), "abc");
    list.apply({row("a", -1)});
    QCOMPARE(order(list), "bca");
}

void SessionListTest::dropsRows() {
    SessionList list;
    list.apply({row("a", 5), row("b", 9)});
    QVERIFY(list.apply({gone("b")}));
    QCOMPARE(order(list), "a");
    QVERIFY(list.apply({row("b", 1)}));
    QCOMPARE(order(list), "ab");
}

QTEST_GUILESS_MAIN(SessionListTest)
#include "session_list_test.moc"
