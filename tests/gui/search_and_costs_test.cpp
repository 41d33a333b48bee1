// SPDX-License-Identifier: MIT
// Searching what was said and looking at costs, in the whole window.
#include "tests/gui/desk.h"
#include "widgets/basics/tinted_label.h"
#include "widgets/costs/costs_page.h"
#include "widgets/transcript/transcript_view.h"

#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace ax;
using namespace ax::widgets;
using ax::test::Desk;
using ax::test::TestWorld;

namespace {

const QString First = QStringLiteral("11111111-1111-4111-8111-111111111111");
const QString Second = QStringLiteral("22222222-2222-4222-8222-222222222222");

/// Two sessions; only the first speaks of a zebra, thrice, and not in its title.
struct TwoSessions {
    TwoSessions() {
        const QString folder = world.makeFolder(QStringLiteral("src/api"));
        transcript = world.addSession(First, folder, QStringLiteral("Mend the gate"));
        for (int number = 1; number <= 3; ++number) {
            world.addTurn(transcript, First, folder, QStringLiteral("More, %1").arg(number),
                          QStringLiteral("Behind gate %1 stands a zebra.").arg(number));
        }
        world.addSession(Second, world.makeFolder(QStringLiteral("src/web")),
                         QStringLiteral("Paint the fence"));
    }
    TestWorld world;
    QString transcript; ///< of the first
};

} // namespace

class SearchAndCostsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasSaidIsFoundWhileTyping();
    void hitsAreSteppedThrough();
    void aHitOfASubAgentOpensThere();
    void fieldsFilterTheTableToo();
    void theShortcutSearchesTranscripts();
    void aWrongExpressionIsExplained();
    void costsAreGroupedAndExported();
    void costsAreLeftByWhatIsDone();

private:
    static QLineEdit* field(const Desk& desk) { return desk.find<QLineEdit>("filterField"); }
    static QListView* results(const Desk& desk) { return desk.find<QListView>("searchResults"); }
    static QString count(const Desk& desk) { return desk.find<TintedLabel>("findCount")->fullText(); }
    static void click(const Desk& desk, const char* name) {
        QTest::mouseClick(desk.find<QPushButton>(name), Qt::LeftButton);
    }
    /// The zebra is typed and looked for in transcripts, and its session is shown.
    static void findZebra(const Desk& desk) {
        QTRY_COMPARE(desk.rows()->rowCount(), 2);
        QTest::keyClicks(field(desk), QStringLiteral("zebra"));
        click(desk, "searchTranscripts");
        QTRY_COMPARE(results(desk)->model()->rowCount(), 1);
        QTRY_COMPARE(count(desk), QStringLiteral("1 of 3"));
    }
};

void SearchAndCostsTest::whatWasSaidIsFoundWhileTyping() {
    const TwoSessions sessions;
    const Desk desk(sessions.world);
    QTRY_COMPARE(desk.rows()->rowCount(), 2);
    QVERIFY(!desk.find<QWidget>("searchSwitch")->isVisible());
    QTest::keyClicks(field(desk), QStringLiteral("zebra"));
    QVERIFY(desk.find<QWidget>("searchSwitch")->isVisible());
    QVERIFY(desk.find<QPushButton>("searchSessions")->text().endsWith(QStringLiteral(" 0")));
    // Nothing is known yet, and that is what it says.
    QVERIFY(desk.find<QPushButton>("searchTranscripts")->text().endsWith(u'…'));
    QVERIFY(!desk.find<TintedLabel>("searchState")->fullText().isEmpty());
    QTRY_VERIFY(desk.find<QPushButton>("searchTranscripts")->text().endsWith(QStringLiteral(" 1")));
    QVERIFY(desk.find<TintedLabel>("searchState")->fullText().isEmpty());
    QVERIFY(!results(desk)->isVisible()); // nothing changes its place before it is asked for

    click(desk, "searchTranscripts");
    QVERIFY(results(desk)->isVisible());
    QCOMPARE(results(desk)->model()->index(0, 0).data().toString(), QStringLiteral("Mend the gate"));
    QTRY_COMPARE(QString::fromStdString(desk.view()->session()->id), First);
    QTRY_VERIFY(desk.find<QWidget>("findBar")->isVisible());
    QCOMPARE(desk.find<QLineEdit>("findField")->text(), QStringLiteral("zebra"));
    QVERIFY2(desk.find<TintedLabel>("statusCounts")->fullText().contains(QStringLiteral("1 of 2")),
             qPrintable(desk.find<TintedLabel>("statusCounts")->fullText()));

    QTest::keyClick(field(desk), Qt::Key_Escape);
    QVERIFY(field(desk)->text().isEmpty());
    QVERIFY(desk.table()->isVisible());
    QVERIFY(!desk.find<QWidget>("searchSwitch")->isVisible());
    QCOMPARE(desk.rows()->rowCount(), 2);
}

void SearchAndCostsTest::hitsAreSteppedThrough() {
    const TwoSessions sessions;
    const Desk desk(sessions.world);
    findZebra(desk);
    results(desk)->setFocus();
    QTest::keyClick(results(desk), 'n');
    QTRY_COMPARE(count(desk), QStringLiteral("2 of 3"));
    QTest::keyClick(results(desk), 'n');
    QTRY_COMPARE(count(desk), QStringLiteral("3 of 3"));
    QTest::keyClick(results(desk), 'N', Qt::ShiftModifier);
    QTRY_COMPARE(count(desk), QStringLiteral("2 of 3"));
    QTest::keyClick(results(desk), Qt::Key_Return);
    QTRY_VERIFY(desk.view()->transcript().hasFocus());
    QTest::keyClick(&desk.view()->transcript(), 'n');
    QTRY_COMPARE(count(desk), QStringLiteral("3 of 3"));
}

void SearchAndCostsTest::aHitOfASubAgentOpensThere() {
    const TwoSessions sessions;
    const QString folder = sessions.world.path(QStringLiteral("src/api"));
    const QString transcript =
        QString(sessions.transcript).chopped(6) + QStringLiteral("/subagents/agent-a1b2.jsonl");
    sessions.world.write(transcript, {});
    sessions.world.addTurn(transcript, First, folder, QStringLiteral("Look behind the gate"),
                           QStringLiteral("There was an okapi."));
    sessions.world.write(QString(transcript).replace(QStringLiteral(".jsonl"), QStringLiteral(".meta.json")),
                         R"({"agentType":"Explore","description":"Look around"})");
    const Desk desk(sessions.world);
    QTRY_COMPARE(desk.rows()->rowCount(), 2);
    QTest::keyClicks(field(desk), QStringLiteral("okapi"));
    click(desk, "searchTranscripts");
    QTRY_COMPARE(results(desk)->model()->rowCount(), 1);
    QTRY_VERIFY(desk.find<QWidget>("subAgentBar")->isVisible());
    QTRY_VERIFY(desk.view()->transcript().plainText().contains(QStringLiteral("There was an okapi.")));
    QTRY_COMPARE(count(desk), QStringLiteral("1 of 1"));
    QCOMPARE(desk.find<TintedLabel>("subAgentName")->fullText(),
             QStringLiteral("Sub-agent · Explore · Look around"));
    click(desk, "backToSession");
    QTRY_VERIFY(desk.view()->transcript().plainText().contains(QStringLiteral("Mend the gate")));
    QVERIFY(!desk.find<QWidget>("subAgentBar")->isVisible());
}

void SearchAndCostsTest::fieldsFilterTheTableToo() {
    const TwoSessions sessions;
    const Desk desk(sessions.world);
    QTRY_COMPARE(desk.rows()->rowCount(), 2);
    const auto rowsFor = [&desk](const char* text) {
        field(desk)->setText(QString::fromUtf8(text));
        return desk.rows()->rowCount();
    };
    QCOMPARE(rowsFor("dir:web"), 1);
    QCOMPARE(desk.cell(0, SessionTableModel::TitleColumn), QStringLiteral("Paint the fence"));
    QCOMPARE(rowsFor("harness:claude"), 2);
    QCOMPARE(rowsFor("-harness:claude"), 0);
    QCOMPARE(rowsFor("model:opus gate"), 1);
    QCOMPARE(rowsFor("after:1d"), 2);
    QCOMPARE(rowsFor("before:2001-01-01"), 0);
    QCOMPARE(rowsFor("cost:>1000"), 0);
    QCOMPARE(rowsFor("gate cost:>"), 1); // not a field yet
    const auto said = [&desk] { return desk.find<TintedLabel>("searchState")->fullText(); };
    QTRY_VERIFY2(said().contains(QStringLiteral("no cost")), qPrintable(said()));
    QCOMPARE(rowsFor(""), 2);
}

void SearchAndCostsTest::theShortcutSearchesTranscripts() {
    const TwoSessions sessions;
    Desk desk(sessions.world);
    QTRY_COMPARE(desk.rows()->rowCount(), 2);
    QVERIFY(QTest::qWaitForWindowActive(&desk.window));
    QTest::keyClick(desk.table(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(field(desk)->hasFocus());
    QTest::keyClicks(field(desk), QStringLiteral("zebra"));
    QTRY_VERIFY(results(desk)->isVisible());
    QTRY_COMPARE(results(desk)->model()->rowCount(), 1);
}

void SearchAndCostsTest::aWrongExpressionIsExplained() {
    const TwoSessions sessions;
    const Desk desk(sessions.world);
    QTRY_COMPARE(desk.rows()->rowCount(), 2);
    QTest::keyClicks(field(desk), QStringLiteral("/(/"));
    const auto said = [&desk] { return desk.find<TintedLabel>("searchState")->fullText(); };
    QTRY_VERIFY2(said().contains(u'('), qPrintable(said()));
    click(desk, "searchTranscripts");
    QCOMPARE(results(desk)->model()->rowCount(), 0);
    field(desk)->clear();
    QTest::keyClicks(field(desk), QStringLiteral("/zeb+ra/"));
    click(desk, "searchTranscripts");
    QTRY_COMPARE(results(desk)->model()->rowCount(), 1);
    QVERIFY2(said().isEmpty(), qPrintable(said()));
}

void SearchAndCostsTest::costsAreGroupedAndExported() {
    const TwoSessions sessions;
    Desk desk(sessions.world);
    QTRY_COMPARE(desk.rows()->rowCount(), 2);
    QVERIFY(QTest::qWaitForWindowActive(&desk.window));
    QTest::keyClick(desk.table(), Qt::Key_4, Qt::ControlModifier);
    auto* page = desk.find<CostsPage>("costsPage");
    QTRY_VERIFY(page->isVisible());
    const QAbstractItemModel* lines = desk.find<QTableView>("costTable")->model();
    QTRY_COMPARE(lines->rowCount(), 1); // all of it today
    click(desk, "costByProject");
    QTRY_COMPARE(lines->rowCount(), 2);
    QCOMPARE(lines->index(0, 0).data().toString(), QStringLiteral("~/src/api"));

    const QString saved = sessions.world.path(QStringLiteral("costs.csv"));
    page->chooseFile = [saved](const QString&) { return saved; };
    click(desk, "costExport");
    const QByteArray csv = sessions.world.read(QStringLiteral("costs.csv"));
    QVERIFY2(csv.contains("/src/api") && csv.contains("/src/web"), csv.constData());
    const QString said = desk.find<TintedLabel>("messageBarText")->fullText();
    QVERIFY2(said.contains(saved), qPrintable(said));
}

void SearchAndCostsTest::costsAreLeftByWhatIsDone() {
    const TwoSessions sessions;
    const Desk desk(sessions.world);
    QTRY_COMPARE(desk.rows()->rowCount(), 2);
    auto* navigator = desk.find<QListView>("navigatorList");
    const auto clickLine = [navigator](const QString& text) {
        const QModelIndexList found = navigator->model()->match(navigator->model()->index(0, 0),
                                                                Qt::DisplayRole, text, 1, Qt::MatchExactly);
        QCOMPARE(found.size(), 1);
        QTest::mouseClick(navigator->viewport(), Qt::LeftButton, {},
                          navigator->visualRect(found.first()).center());
    };
    auto* page = desk.find<CostsPage>("costsPage");
    clickLine(QStringLiteral("Costs"));
    QVERIFY(page->isVisible());
    clickLine(QStringLiteral("All"));
    QVERIFY(!page->isVisible());
    QVERIFY(desk.table()->isVisible());

    clickLine(QStringLiteral("Costs"));
    QVERIFY(page->isVisible());
    QTest::keyClicks(field(desk), QStringLiteral("gate"));
    QVERIFY(!page->isVisible());
    QCOMPARE(desk.rows()->rowCount(), 1);
    QCOMPARE(navigator->currentIndex().data().toString(), QStringLiteral("All"));
}

QTEST_MAIN(SearchAndCostsTest)
#include "search_and_costs_test.moc"
