// SPDX-License-Identifier: MIT
#include "tests/gui/held_desk.h"
#include "widgets/session/broadcast_dialog.h"

#include <QAction>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>

#include <csignal>

using namespace ax;
using namespace ax::test;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

namespace {

/// Three sessions; only what a test opens runs.
class World : public TestWorld {
public:
    explicit World(const QByteArray& agent = EchoingAgent) {
        addSession(First, makeFolder(u"one"_s), u"First task"_s);
        addSession(Second, makeFolder(u"two"_s), u"Second task"_s);
        addSession(Third, makeFolder(u"three"_s), u"Third task"_s);
        setAgentScript(agent);
    }
};

struct DialogDriver {
    QDialog* dialog;
    QPlainTextEdit* text() const { return dialog->findChild<QPlainTextEdit*>(u"broadcastText"_s); }
    QPushButton* send() const { return dialog->findChild<QPushButton*>(u"broadcastSend"_s); }
    QString outcome(const QString& title) const {
        const auto* table = dialog->findChild<QTableWidget*>(u"broadcastReceivers"_s);
        for (int row = 0; row < table->rowCount(); ++row) {
            if (table->item(row, 0)->text() == title)
                return table->item(row, 2)->text();
        }
        return u"(not listed)"_s;
    }
    bool waitFor(const QString& title, const QString& start) const {
        return QTest::qWaitFor([&] { return outcome(title).startsWith(start); }, 20'000);
    }
};

void clickRow(const HeldDesk& desk, const QString& id, Qt::KeyboardModifiers modifiers) {
    const auto* model = static_cast<const SessionTableModel*>(desk.rows());
    const QModelIndex cell = model->index(model->rowOf(keyOf(id)), SessionTableModel::TitleColumn);
    desk.table()->scrollTo(cell);
    QTest::mouseClick(desk.table()->viewport(), Qt::LeftButton, modifiers,
                      desk.table()->visualRect(cell).center());
}

/// Runs the action and, in its dialog, `act`.
void broadcast(const HeldDesk& desk, const std::function<void(const DialogDriver&)>& act) {
    onNextDialog([act](QDialog* dialog) {
        act({dialog});
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"broadcastClose"_s), Qt::LeftButton);
    });
    desk.find<QAction>("actionBroadcast")->trigger();
}

} // namespace

class BroadcastTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reachesTheMarkedSessionsThatRun();
    void theChosenSessionAloneIsEnough();
    void marksStayWhileRowsChange();
    void theMenuOfTheTableOffersIt();
    void saysWhichOneDidNotGetItAndTriesThatAgain();
};

void BroadcastTest::reachesTheMarkedSessionsThatRun() {
    const World world;
    const HeldDesk desk(world);
    QVERIFY(desk.open(First));
    QVERIFY(desk.open(Second));
    clickRow(desk, First, Qt::NoModifier);
    clickRow(desk, Second, Qt::ControlModifier);
    clickRow(desk, Third, Qt::ControlModifier);
    QCOMPARE(desk.table()->markedSessions().size(), 3);
    QVERIFY2(desk.find<QAction>("actionBroadcast")->text().contains(u'3'),
             qPrintable(desk.find<QAction>("actionBroadcast")->text()));
    bool wasSeen = false;
    broadcast(desk, [&](const DialogDriver& driver) {
        wasSeen = true;
        QVERIFY(!driver.send()->isEnabled());
        QCOMPARE(driver.outcome(u"Third task"_s), u"is not running"_s);
        QTest::keyClicks(driver.text(), u"stop"_s);
        QTest::mouseClick(driver.send(), Qt::LeftButton);
        QVERIFY(driver.waitFor(u"First task"_s, u"delivered"_s));
        QVERIFY(driver.waitFor(u"Second task"_s, u"delivered"_s));
        QVERIFY(!driver.send()->isEnabled()); // all that can have it have it
        QTest::keyClicks(driver.text(), u"!"_s);
        QVERIFY(driver.send()->isEnabled()); // another message
    });
    QVERIFY(wasSeen);
    QTRY_VERIFY(desk.heldScreen(First).contains(u"got:stop"_s));
    QTRY_VERIFY(desk.heldScreen(Second).contains(u"got:stop"_s));
    QVERIFY(!desk.heldScreen(First).contains(u"got:stop!"_s));
    QVERIFY(!desk.isHeld(Third));
}

void BroadcastTest::theChosenSessionAloneIsEnough() {
    const World world;
    const HeldDesk desk(world);
    QVERIFY(desk.open(Second));
    broadcast(desk, [](const DialogDriver& driver) {
        driver.text()->setPlainText(u"one\ntwo"_s);
        QTest::keyClick(driver.text(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(driver.waitFor(u"Second task"_s, u"delivered"_s));
        QCOMPARE(driver.outcome(u"First task"_s), u"(not listed)"_s);
    });
    QTRY_VERIFY(desk.heldScreen(Second).contains(u"two"_s));
}

void BroadcastTest::marksStayWhileRowsChange() {
    const World world;
    const HeldDesk desk(world);
    QTRY_COMPARE(desk.rows()->rowCount(), 3);
    clickRow(desk, First, Qt::NoModifier);
    clickRow(desk, Third, Qt::ControlModifier);
    const QString fourth = u"44444444-4444-4444-8444-444444444444"_s;
    world.addSession(fourth, world.makeFolder(u"four"_s), u"Fourth task"_s);
    QTRY_COMPARE(desk.rows()->rowCount(), 4);
    QStringList marked = desk.table()->markedSessions();
    marked.sort();
    QCOMPARE(marked, (QStringList{keyOf(First), keyOf(Third)}));
    desk.rows()->sort(SessionTableModel::TitleColumn, Qt::DescendingOrder);
    QCOMPARE(desk.table()->markedSessions(), (QStringList{keyOf(Third), keyOf(First)}));
}

void BroadcastTest::theMenuOfTheTableOffersIt() {
    const World world;
    const HeldDesk desk(world);
    QTRY_COMPARE(desk.rows()->rowCount(), 3);
    clickRow(desk, First, Qt::NoModifier);
    bool isOffered = false;
    QTimer::singleShot(0, qApp, [&] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        isOffered = menu != nullptr && menu->actions().contains(desk.find<QAction>("actionBroadcast"));
        if (menu != nullptr)
            menu->close();
    });
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
    QCoreApplication::sendEvent(desk.table()->viewport(), &event);
    QVERIFY(isOffered);
}

void BroadcastTest::saysWhichOneDidNotGetItAndTriesThatAgain() {
    const World world;
    const HeldDesk desk(world);
    QVERIFY(desk.open(First));
    QVERIFY(desk.open(Second));
    const auto holder = static_cast<pid_t>(desk.holderOf(Second));
    QVERIFY(holder > 1);
    clickRow(desk, First, Qt::NoModifier);
    clickRow(desk, Second, Qt::ControlModifier);
    ::kill(holder, SIGSTOP);
    broadcast(desk, [holder](const DialogDriver& driver) {
        QTest::keyClicks(driver.text(), u"again"_s);
        QTest::mouseClick(driver.send(), Qt::LeftButton);
        QVERIFY(driver.waitFor(u"First task"_s, u"delivered"_s));
        QVERIFY(driver.waitFor(u"Second task"_s, u"not delivered"_s));
        ::kill(holder, SIGCONT);
        QVERIFY(driver.send()->isEnabled());
        QTest::mouseClick(driver.send(), Qt::LeftButton);
        QVERIFY(driver.waitFor(u"Second task"_s, u"delivered"_s));
    });
    ::kill(holder, SIGCONT);
    QTRY_VERIFY(desk.heldScreen(Second).contains(u"got:again"_s));
    QTRY_VERIFY(desk.heldScreen(First).contains(u"got:again"_s));
    QCOMPARE(desk.heldScreen(First).count(u"got:again"_s), 1);
    QVERIFY(desk.find<QPlainTextEdit>("composeLine")->toPlainText().isEmpty()); // it was not written there
}

QTEST_MAIN(BroadcastTest)
#include "broadcast_test.moc"
