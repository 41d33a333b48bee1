// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_table/sessions.h"
#include "widgets/table/session_table_model.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace ax;
using namespace ax::test;
using namespace ax::widgets;
using Scope = SessionFilter::Scope;
using Fatal = QAbstractItemModelTester;

namespace {

/// Counts the signals that views act on.
class Signals {
public:
    explicit Signals(SessionTableModel& model)
        : data(&model, &QAbstractItemModel::dataChanged), inserted(&model, &QAbstractItemModel::rowsInserted),
          removed(&model, &QAbstractItemModel::rowsRemoved), moved(&model, &QAbstractItemModel::rowsMoved),
          laidOut(&model, &QAbstractItemModel::layoutChanged),
          reset(&model, &QAbstractItemModel::modelReset) {}

    qsizetype count() const {
        return data.count() + inserted.count() + removed.count() + moved.count() + laidOut.count() +
               reset.count();
    }

    QSignalSpy data, inserted, removed, moved, laidOut, reset;
};

QStringList keys(const SessionTableModel& model) {
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row) {
        all.append(model.index(row, 0).data(SessionTableModel::SessionKeyRole).toString());
    }
    return all;
}

/// What the table should show, worked out in the plainest way.
QStringList expectedKeys(const std::vector<SessionPointer>& sessions, const SessionFilter& filter,
                         RowOrder order) {
    std::vector<RowEntry> entries;
    std::vector<Slot> slots;
    for (const SessionPointer& row : sessions) {
        entries.emplace_back(row, "/home/ann");
        entries.back().position = static_cast<std::uint32_t>(slots.size());
        slots.push_back(static_cast<Slot>(slots.size()));
    }
    std::ranges::sort(slots,
                      [&](Slot one, Slot other) { return order.isBefore(entries[one], entries[other]); });
    QStringList all;
    for (const Slot slot : slots) {
        if (FilterMatcher(filter, {}).matches(entries[slot])) {
            all.append(QString::fromStdString(entries[slot].session->key()));
        }
    }
    return all;
}

std::vector<SessionPointer> thousand() {
    std::vector<SessionPointer> sessions;
    for (int i = 0; i < 1000; ++i) {
        sessions.push_back(session(std::to_string(10'000 + i),
                                   [i](Session& s) { s.last = noon() - std::chrono::minutes(i); }));
    }
    return sessions;
}

} // namespace

class SessionTableModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyModelAnswers();
    void theFirstSnapshotIsOneInsertion();
    void theSameRowsAreNoSignal();
    void oneChangedRowIsOneSignal();
    void aRowThatBecomesActiveMoves();
    void rowsComeAndGo();
    void neighboursShareASignal();
    void anotherOrderKeepsPersistentIndexes();
    void aFilterThatTakesManyApartResets();
    void randomSnapshotsKeepTheModelRight_data();
    void randomSnapshotsKeepTheModelRight();
    void sessionsAreFoundByKey();
    void doubledSessionsDoNotStay();
    void agesAreReadAgain();
    void rolesAnswerByType();
    void updatesAreFramed();
};

void SessionTableModelTest::anEmptyModelAnswers() {
    SessionTableModel model(QStringLiteral("/home/ann"));
    const Fatal tester(&model, Fatal::FailureReportingMode::Fatal);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.columnCount(), int(SessionTableModel::ColumnCount));
    QCOMPARE(model.sessionAt(0), SessionPointer());
    QCOMPARE(model.sessionAt(-1), SessionPointer());
    QCOMPARE(model.rowOf(QStringLiteral("claude/a")), -1);
    QCOMPARE(model.sortColumn(), int(SessionTableModel::AgeColumn));
    QCOMPARE(model.sortOrder(), Qt::DescendingOrder);
    model.refreshAges();
    model.setFilter({.scope = Scope::Live, .text = QStringLiteral("x"), .folder = {}});
    model.sort(SessionTableModel::TitleColumn, Qt::AscendingOrder);
    model.sort(-1, Qt::AscendingOrder);
    model.sort(99, Qt::AscendingOrder);
    QCOMPARE(model.sortColumn(), int(SessionTableModel::TitleColumn));
    model.setSnapshot(nullptr);
    QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Title"));
    QVERIFY(!model.headerData(99, Qt::Horizontal, Qt::DisplayRole).isValid());
    QVERIFY(!model.headerData(0, Qt::Vertical, Qt::DisplayRole).isValid());
}

void SessionTableModelTest::theFirstSnapshotIsOneInsertion() {
    SessionTableModel model(QStringLiteral("/home/ann"));
    const Signals seen(model);
    model.setSnapshot(snapshotOf(thousand()));
    QCOMPARE(model.rowCount(), 1000);
    QCOMPARE(seen.inserted.count(), 1);
    QCOMPARE(seen.count(), 1);
}

void SessionTableModelTest::theSameRowsAreNoSignal() {
    SessionTableModel model(QStringLiteral("/home/ann"));
    const std::vector<SessionPointer> sessions = thousand();
    model.setSnapshot(snapshotOf(sessions));
    const Signals seen(model);
    model.setSnapshot(snapshotOf(sessions));
    model.setSnapshot(model.snapshot());
    model.setFilter(model.filter());
    model.sort(model.sortColumn(), model.sortOrder());
    QCOMPARE(seen.count(), 0);
}

void SessionTableModelTest::oneChangedRowIsOneSignal() {
    SessionTableModel model(QStringLiteral("/home/ann"));
    const Fatal tester(&model, Fatal::FailureReportingMode::Fatal);
    std::vector<SessionPointer> sessions = thousand();
    model.setSnapshot(snapshotOf(sessions));
    const Signals seen(model);
    sessions[400] = changed(sessions[400], [](Session& s) { s.title = "another"; });
    model.setSnapshot(snapshotOf(sessions));
    QCOMPARE(seen.count(), 1);
    QCOMPARE(seen.data.count(), 1);
    QCOMPARE(seen.data.at(0).at(0).toModelIndex(), model.index(400, 0));
    QCOMPARE(seen.data.at(0).at(1).toModelIndex(), model.index(400, SessionTableModel::ColumnCount - 1));
    QCOMPARE(model.index(400, SessionTableModel::TitleColumn).data().toString(), QStringLiteral("another"));
}

void SessionTableModelTest::aRowThatBecomesActiveMoves() {
    SessionTableModel model(QStringLiteral("/home/ann"));
    const Fatal tester(&model, Fatal::FailureReportingMode::Fatal);
    std::vector<SessionPointer> sessions = thousand();
    model.setSnapshot(snapshotOf(sessions));
    const QPersistentModelIndex index = model.index(400, SessionTableModel::TitleColumn);
    const Signals seen(model);
    const SessionPointer active =
        changed(sessions[400], [](Session& s) { s.last = noon() + std::chrono::minutes(1); });
    sessions.erase(sessions.begin() + 400);
    sessions.insert(sessions.begin(), active);
    model.setSnapshot(snapshotOf(sessions));
    QCOMPARE(seen.moved.count(), 1);
    QCOMPARE(seen.data.count(), 1);
    QCOMPARE(seen.count(), 2);
    QCOMPARE(index.row(), 0);
    QCOMPARE(index.data(SessionTableModel::SessionKeyRole).toString(), QStringLiteral("claude/10400"));
}

void SessionTableModelTest::rowsComeAndGo() {
    SessionTableModel model(QStringLiteral("/home/ann"));
    const Fatal tester(&model, Fatal::FailureReportingMode::Fatal);
    std::vector<SessionPointer> sessions = thousand();
    model.setSnapshot(snapshotOf(sessions));
    const QPersistentModelIndex last = model.index(999, 0);
    const Signals seen(model);
    sessions.erase(sessions.begin() + 10, sessions.begin() + 20);
    sessions.insert(sessions.begin(), session("new"));
    model.setSnapshot(snapshotOf(sessions));
    QCOMPARE(seen.removed.count(), 1);
    QCOMPARE(seen.inserted.count(), 1);
    QCOMPARE(seen.count(), 2);
    QCOMPARE(last.row(), 990);
    QCOMPARE(model.rowOf(QStringLiteral("claude/new")), 0);
    model.setSnapshot(snapshotOf(std::vector<SessionPointer>()));
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!last.isValid());
}

void SessionTableModelTest::neighboursShareASignal() {
    SessionTableModel model(QStringLiteral("/home/ann"));
    std::vector<SessionPointer> sessions = thousand();
    model.setSnapshot(snapshotOf(sessions));
    const Signals seen(model);
    for (const std::size_t row : {3U, 4U, 5U, 9U}) {
        sessions[row] = changed(sessions[row], [](Session& s) { s.prompts = 7; });
    }
    model.setSnapshot(snapshotOf(sessions));
    QCOMPARE(seen.data.count(), 2);
    QCOMPARE(seen.count(), 2);
    QCOMPARE(seen.data.at(0).at(1).toModelIndex().row(), 5);
}

void SessionTableModelTest::anotherOrderKeepsPersistentIndexes() {
    SessionTableModel model(QStringLiteral("/home/ann"));
    const Fatal tester(&model, Fatal::FailureReportingMode::Fatal);
    model.setSnapshot(snapshotOf({"b", "c", "a"}));
    const QPersistentModelIndex b = model.index(0, SessionTableModel::FolderColumn);
    const Signals seen(model);
    model.sort(SessionTableModel::TitleColumn, Qt::AscendingOrder);
    QCOMPARE(keys(model).join(u' '), QStringLiteral("claude/a claude/b claude/c"));
    QCOMPARE(b.row(), 1);
    QCOMPARE(b.column(), int(SessionTableModel::FolderColumn));
    QCOMPARE(seen.laidOut.count(), 1);
    QCOMPARE(seen.reset.count(), 0);
    model.sort(SessionTableModel::AgeColumn, Qt::AscendingOrder);
    QCOMPARE(keys(model).join(u' '), QStringLiteral("claude/a claude/c claude/b"));
}

void SessionTableModelTest::aFilterThatTakesManyApartResets() {
    SessionTableModel model(QStringLiteral("/home/ann"));
    const Fatal tester(&model, Fatal::FailureReportingMode::Fatal);
    std::vector<SessionPointer> sessions = thousand();
    for (std::size_t row = 0; row < sessions.size(); row += 2) {
        sessions[row] = changed(sessions[row], [](Session& s) { s.status.status = Status::Working; });
    }
    model.setSnapshot(snapshotOf(sessions));
    const Signals seen(model);
    model.setFilter({.scope = Scope::Live, .text = {}, .folder = {}});
    QCOMPARE(model.rowCount(), 500);
    QCOMPARE(seen.reset.count(), 1);
    QCOMPARE(seen.count(), 1);
    // A handful of gaps is told one by one.
    model.setFilter({.scope = Scope::Live, .text = QStringLiteral("1000"), .folder = {}});
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(seen.reset.count(), 1);
    QVERIFY(seen.removed.count() >= 1);
}

void SessionTableModelTest::randomSnapshotsKeepTheModelRight_data() {
    QTest::addColumn<unsigned>("seed");
    for (const unsigned seed : {1U, 2U, 3U, 4U}) {
        QTest::addRow("seed %u", seed) << seed;
    }
}

void SessionTableModelTest::randomSnapshotsKeepTheModelRight() {
    QFETCH(unsigned, seed);
    RandomSessions random(seed);
    SessionTableModel model(QStringLiteral("/home/ann"));
    const Fatal tester(&model, Fatal::FailureReportingMode::Fatal);
    std::vector<SessionPointer> sessions;
    const QStringList texts{{}, QStringLiteral("f"), QStringLiteral("fix"), QStringLiteral("api fix")};
    for (int round = 0; round < 150; ++round) {
        const unsigned churn = random.below(10) == 0 ? 60 : 4;
        for (unsigned i = random.below(churn); i > 0; --i) {
            sessions.push_back(random.make());
        }
        for (unsigned i = random.below(churn); i > 0 && !sessions.empty(); --i) {
            sessions.erase(sessions.begin() + random.below(static_cast<unsigned>(sessions.size())));
        }
        for (unsigned i = random.below(churn); i > 0 && !sessions.empty(); --i) {
            SessionPointer& row = sessions[random.below(static_cast<unsigned>(sessions.size()))];
            // The harness is part of the key and stays.
            row = changed(row, [&](Session& s) {
                const std::string harness = s.harness;
                random.vary(s);
                s.harness = harness;
            });
        }
        if (random.below(12) == 0) {
            std::ranges::reverse(sessions); // a snapshot that breaks its promise of order
        } else {
            sortAsSnapshot(sessions);
        }

        std::vector<std::pair<QPersistentModelIndex, QString>> kept;
        for (int row = 0; row < model.rowCount(); row += 3) {
            const QModelIndex index = model.index(row, 1);
            kept.emplace_back(index, index.data(SessionTableModel::SessionKeyRole).toString());
        }
        model.setSnapshot(snapshotOf(sessions));
        if (random.below(5) == 0) {
            model.setFilter({.scope = static_cast<Scope>(random.below(4)),
                             .text = texts[random.below(4)],
                             .folder = random.below(4) == 0 ? QStringLiteral("/srv/api") : QString()});
        }
        if (random.below(6) == 0) {
            model.sort(static_cast<int>(random.below(SessionColumnCount)),
                       random.below(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
        }
        const RowOrder order{static_cast<SessionColumn>(model.sortColumn()), model.sortOrder()};
        QCOMPARE(keys(model), expectedKeys(sessions, model.filter(), order));
        for (const auto& [index, key] : kept) {
            if (index.isValid()) {
                QCOMPARE(index.data(SessionTableModel::SessionKeyRole).toString(), key);
            }
        }
    }
}

void SessionTableModelTest::sessionsAreFoundByKey() {
    SessionTableModel model(QStringLiteral("/home/ann"));
    model.setSnapshot(snapshotOf({"a", "b", "c"}));
    QCOMPARE(model.rowOf(QStringLiteral("claude/b")), 1);
    QCOMPARE(model.rowOf(QStringLiteral("claude/b")), 1);
    QCOMPARE(model.rowOf(QStringLiteral("codex/b")), -1);
    QCOMPARE(model.rowOf(QStringLiteral("claude-b")), -1);
    QCOMPARE(model.rowOf(QStringLiteral("claude/")), -1);
    QCOMPARE(model.rowOf(QString()), -1);
    model.setFilter({.scope = Scope::All, .text = QStringLiteral("zzz"), .folder = {}});
    QCOMPARE(model.rowOf(QStringLiteral("claude/b")), -1);
    model.setFilter({});
    model.setSnapshot(snapshotOf({"c", "d"}));
    QCOMPARE(model.rowOf(QStringLiteral("claude/b")), -1);
    QCOMPARE(model.rowOf(QStringLiteral("claude/d")), 1);
}

void SessionTableModelTest::doubledSessionsDoNotStay() {
    SessionTableModel model(QStringLiteral("/home/ann"));
    const Fatal tester(&model, Fatal::FailureReportingMode::Fatal);
    const SessionPointer twice = session("twice");
    const SessionPointer sameKey = session("twice");
    model.setSnapshot(snapshotOf({twice, session("x"), twice, sameKey}));
    QCOMPARE(model.rowCount(), 4);
    model.setSnapshot(snapshotOf({session("y"), twice}));
    QCOMPARE(keys(model).join(u' '), QStringLiteral("claude/y claude/twice"));
    model.setSnapshot(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void SessionTableModelTest::agesAreReadAgain() {
    ManualClock clock(noon());
    SessionTableModel model(QStringLiteral("/home/ann"), clock);
    model.setSnapshot(snapshotOf({"a"}));
    const QModelIndex age = model.index(0, SessionTableModel::AgeColumn);
    QCOMPARE(age.data().toString(), QStringLiteral("now"));
    clock.advance(std::chrono::minutes(5));
    const Signals seen(model);
    model.refreshAges();
    QCOMPARE(seen.data.count(), 1);
    QCOMPARE(seen.data.at(0).at(0).toModelIndex(), age);
    QCOMPARE(age.data().toString(), QStringLiteral("5m"));
}

void SessionTableModelTest::rolesAnswerByType() {
    SessionTableModel model(QStringLiteral("/home/ann"));
    model.setSnapshot(snapshotOf({session("a", [](Session& s) {
        s.contextTokens = 300'000;
        s.contextWindow = 200'000;
        s.cost = {CostBasis::Estimated, 2.5};
        s.status.status = Status::Review;
        s.directoryExists = false;
    })}));
    const auto at = [&](int column, int role) { return model.index(0, column).data(role); };
    QCOMPARE(at(SessionTableModel::ContextColumn, SessionTableModel::ContextShareRole).toDouble(), 1.0);
    QCOMPARE(at(SessionTableModel::ContextColumn, Qt::DisplayRole).toString(), QStringLiteral("150%"));
    QCOMPARE(at(SessionTableModel::CostColumn, SessionTableModel::SortRole).toDouble(), 2.5);
    QCOMPARE(at(SessionTableModel::TitleColumn, SessionTableModel::SortRole).toString(),
             QStringLiteral("title of a"));
    QCOMPARE(at(0, SessionTableModel::StatusRole).toInt(), int(Status::Review));
    QVERIFY(at(SessionTableModel::FolderColumn, SessionTableModel::MissingRole).toBool());
    QVERIFY(!at(SessionTableModel::TitleColumn, SessionTableModel::MissingRole).toBool());
    QCOMPARE(at(SessionTableModel::CostColumn, Qt::TextAlignmentRole).value<Qt::Alignment>(),
             Qt::AlignVCenter | Qt::AlignRight);
    QVERIFY(!at(0, Qt::DecorationRole).isValid());
    QVERIFY(!model.data(QModelIndex(), Qt::DisplayRole).isValid());
    QVERIFY(!at(SessionTableModel::TitleColumn, Qt::AccessibleTextRole).toString().isEmpty());
}

void SessionTableModelTest::updatesAreFramed() {
    SessionTableModel model(QStringLiteral("/home/ann"));
    QStringList log;
    connect(&model, &SessionTableModel::aboutToUpdate, this, [&] { log.append(QStringLiteral("<")); });
    connect(&model, &QAbstractItemModel::rowsInserted, this, [&] { log.append(QStringLiteral("+")); });
    connect(&model, &QAbstractItemModel::rowsRemoved, this, [&] { log.append(QStringLiteral("-")); });
    connect(&model, &SessionTableModel::updated, this, [&] { log.append(QStringLiteral(">")); });
    model.setSnapshot(snapshotOf({"a", "b"}));
    model.setSnapshot(snapshotOf({"b2", "a2"}));
    QCOMPARE(log.join(QString()), QStringLiteral("<+><-+>"));
}

QTEST_GUILESS_MAIN(SessionTableModelTest)
#include "session_table_model_test.moc"
