// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_table/sessions.h"
#include "widgets/table/row_order.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <numeric>

using namespace ax;
using namespace ax::test;
using namespace ax::widgets;

class RowOrderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sortingAgreesWithComparing_data();
    void sortingAgreesWithComparing();
    void unknownStandsLastEitherWay_data();
    void unknownStandsLastEitherWay();
    void equalRowsKeepTheNewestFirst();
    void textsOfAllLengthsAreInOrder();
    void endlessTextsAreCutShort();
    void damagedNumbersAreUnknown();
    void theMostPressingStatusComesFirst();

private:
    static std::vector<RowEntry> entriesOf(const std::vector<SessionPointer>& sessions) {
        std::vector<RowEntry> entries;
        for (const SessionPointer& row : sessions) {
            entries.emplace_back(row, "/home/ann");
            entries.back().position = static_cast<std::uint32_t>(entries.size() - 1);
        }
        return entries;
    }
    static std::vector<Slot> sorted(const std::vector<RowEntry>& entries, RowOrder order) {
        std::vector<Slot> slots(entries.size());
        std::iota(slots.begin(), slots.end(), Slot(0));
        return order.sorted(entries, slots);
    }
    static void eachColumnBothWays() {
        QTest::addColumn<int>("column");
        QTest::addColumn<Qt::SortOrder>("direction");
        for (int column = 0; column < SessionColumnCount; ++column) {
            QTest::addRow("column %d up", column) << column << Qt::AscendingOrder;
            QTest::addRow("column %d down", column) << column << Qt::DescendingOrder;
        }
    }
};

void RowOrderTest::sortingAgreesWithComparing_data() {
    eachColumnBothWays();
}

void RowOrderTest::sortingAgreesWithComparing() {
    QFETCH(int, column);
    QFETCH(Qt::SortOrder, direction);
    const RowOrder order{static_cast<SessionColumn>(column), direction};
    RandomSessions random(7);
    std::vector<SessionPointer> sessions;
    for (int i = 0; i < 500; ++i) {
        sessions.push_back(random.make());
    }
    sortAsSnapshot(sessions);
    const std::vector<RowEntry> entries = entriesOf(sessions);
    const std::vector<Slot> slots = sorted(entries, order);
    QCOMPARE(slots.size(), entries.size());
    for (std::size_t i = 1; i < slots.size(); ++i) {
        QVERIFY(order.isBefore(entries[slots[i - 1]], entries[slots[i]]));
        QVERIFY(!order.isBefore(entries[slots[i]], entries[slots[i - 1]]));
    }
}

void RowOrderTest::unknownStandsLastEitherWay_data() {
    eachColumnBothWays();
}

void RowOrderTest::unknownStandsLastEitherWay() {
    QFETCH(int, column);
    QFETCH(Qt::SortOrder, direction);
    if (static_cast<SessionColumn>(column) == SessionColumn::Status) {
        QSKIP("a status is always known");
    }
    const auto known = [](Session& s) {
        s.contextTokens = 1;
        s.contextWindow = 2;
        s.cost = {CostBasis::Recorded, 1};
    };
    const std::vector<RowEntry> entries =
        entriesOf({session("a", known), session("b", known), session("unknown", [](Session& s) {
                       s.title.clear();
                       s.harness.clear();
                       s.directory.clear();
                       s.model.clear();
                       s.last.reset();
                   })});
    QCOMPARE(sorted(entries, {static_cast<SessionColumn>(column), direction}).back(), Slot(2));
}

void RowOrderTest::equalRowsKeepTheNewestFirst() {
    const std::vector<RowEntry> entries =
        entriesOf({session("newest"), session("middle"), session("oldest")});
    const std::vector<Slot> expected{0, 1, 2};
    for (const auto direction : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        QCOMPARE(sorted(entries, {SessionColumn::Folder, direction}), expected);
        QCOMPARE(sorted(entries, {SessionColumn::Status, direction}), expected);
        QCOMPARE(sorted(entries, {SessionColumn::Cost, direction}), expected);
    }
}

void RowOrderTest::textsOfAllLengthsAreInOrder() {
    // Prefixes of each other around the borders of the eight bytes that are compared at once.
    const std::string longest = "abcdefghabcdefghabcdefghi";
    std::vector<SessionPointer> sessions;
    for (std::size_t length = longest.size(); length > 0; --length) {
        sessions.push_back(
            session(std::to_string(length), [&](Session& s) { s.title = longest.substr(0, length); }));
    }
    sessions.push_back(session("umlaut", [](Session& s) { s.title = "ä"; }));
    const std::vector<RowEntry> entries = entriesOf(sessions);
    const std::vector<Slot> slots = sorted(entries, {SessionColumn::Title, Qt::AscendingOrder});
    QVERIFY(std::ranges::is_sorted(slots, {},
                                   [&](Slot slot) { return entries[slot].textKey(SessionColumn::Title); }));
    QCOMPARE(entries[slots.back()].session->id, std::string("umlaut"));
}

void RowOrderTest::endlessTextsAreCutShort() {
    const std::string endless(3'000'000, 'm');
    std::vector<SessionPointer> sessions;
    for (const char* id : {"a", "b"}) {
        sessions.push_back(
            session(id, [&](Session& s) { s.title = s.model = s.directory = s.harness = endless; }));
    }
    const std::vector<RowEntry> entries = entriesOf(sessions);
    QVERIFY(entries.front().searchText().size() < 10'000);
    for (int column = 0; column < SessionColumnCount; ++column) {
        const RowOrder order{static_cast<SessionColumn>(column), Qt::AscendingOrder};
        QCOMPARE(sorted(entries, order).size(), sessions.size());
    }
}

void RowOrderTest::damagedNumbersAreUnknown() {
    constexpr double Infinity = std::numeric_limits<double>::infinity();
    for (const double dollars : {std::numeric_limits<double>::quiet_NaN(), Infinity, -Infinity, -1.0}) {
        const SessionPointer row =
            session("a", [dollars](Session& s) { s.cost = {CostBasis::Recorded, dollars}; });
        QVERIFY(!knownCost(*row));
    }
    const SessionPointer row = session("a", [](Session& s) { s.contextTokens = 5; });
    QVERIFY(!contextShare(*row));
    const SessionPointer full = changed(row, [](Session& s) { s.contextWindow = 4; });
    QCOMPARE(contextShare(*full).value(), 1.25);
}

void RowOrderTest::theMostPressingStatusComesFirst() {
    std::vector<SessionPointer> sessions;
    for (const Status status :
         {Status::Past, Status::Idle, Status::NeedsYou, Status::Working, Status::Review}) {
        sessions.push_back(session("a", [status](Session& s) { s.status.status = status; }));
    }
    const std::vector<Slot> expected{2, 4, 3, 1, 0};
    QCOMPARE(sorted(entriesOf(sessions), {SessionColumn::Status, Qt::AscendingOrder}), expected);
}

QTEST_GUILESS_MAIN(RowOrderTest)
#include "row_order_test.moc"
