// SPDX-License-Identifier: MIT
// Terminals in windows of their own and in the wall.
#include "core/hold/end_session.h"
#include "tests/gui/held_desk.h"
#include "widgets/basics/tinted_label.h"
#include "widgets/session/terminal_tile.h"
#include "widgets/session/terminal_wall.h"
#include "widgets/session/terminal_window.h"

#include <QAction>
#include <QPushButton>

#include <tuple>

using namespace ax;
using namespace ax::test;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 20'000;

class World : public TestWorld {
public:
    World() {
        addSession(First, makeFolder(u"one"_s), u"First task"_s);
        addSession(Second, makeFolder(u"two"_s), u"Second task"_s);
        addSession(Third, makeFolder(u"three"_s), u"Third task"_s);
        setAgentScript(EchoingAgent);
    }
};

struct PlacesDesk : HeldDesk {
    using HeldDesk::HeldDesk;
    terminal::TerminalView* terminal(const QString& id) const {
        return view()->terminals().terminal(keyOf(id));
    }
    TerminalWall* wall() const { return find<TerminalWall>("terminalWall"); }
    TerminalTile* tile(const QString& title) const {
        for (TerminalTile* tile : wall()->tiles()) {
            if (tile->findChild<TintedLabel*>(u"tileTitle"_s)->fullText() == title)
                return tile;
        }
        return nullptr;
    }
    static TerminalWindow* terminalWindow() {
        for (QWidget* widget : QApplication::topLevelWidgets()) {
            if (auto* window = qobject_cast<TerminalWindow*>(widget); window && window->isVisible())
                return window;
        }
        return nullptr;
    }
    void end(const QString& id) const {
        std::ignore = endSession(context->files, context->paths, context->clock, id.toStdString());
    }
};

} // namespace

class TerminalPlacesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTerminalMovesIntoAWindowAndBack();
    void closingItsWindowOnlyDetaches();
    void aSessionMayEndInItsWindow();
    void itsWindowFollowsAResumedSession();
    void windowsGoWithTheMainWindow();
    void theWallShowsWhatRuns();
    void theWallShowsTheMarked();
    void theWallMayBeEmpty();
    void aTileOpensItsSession();
    void aSessionMayEndInTheWall();
};

void TerminalPlacesTest::aTerminalMovesIntoAWindowAndBack() {
    const World world;
    const PlacesDesk desk(world);
    QVERIFY(desk.open(First));
    auto* const terminal = desk.terminal(First);
    QTest::mouseClick(desk.find<QPushButton>("detachTerminal"), Qt::LeftButton);
    QTRY_VERIFY(PlacesDesk::terminalWindow() != nullptr);
    TerminalWindow* window = PlacesDesk::terminalWindow();
    QCOMPARE(window->windowTitle(), u"First task"_s);
    QVERIFY(window->isAncestorOf(terminal)); // the same one, not a second
    QVERIFY(terminal->isVisible());
    QVERIFY(desk.find<QPushButton>("bringBackTerminal")->isVisible());
    QVERIFY(!desk.find<QPushButton>("detachTerminal")->isVisible());
    terminal->sendBytes("there\r");
    QTRY_VERIFY(desk.terminalText(First).contains(u"got:there"_s));
    desk.find<QAction>("actionDetachTerminal")->trigger(); // once more: the same window
    QCOMPARE(PlacesDesk::terminalWindow(), window);
    QTest::mouseClick(desk.find<QPushButton>("bringBackTerminal"), Qt::LeftButton);
    QTRY_VERIFY(PlacesDesk::terminalWindow() == nullptr);
    QVERIFY(desk.view()->isAncestorOf(terminal));
    QVERIFY(terminal->isVisible());
    terminal->sendBytes("back\r");
    QTRY_VERIFY(desk.terminalText(First).contains(u"got:back"_s));
}

void TerminalPlacesTest::closingItsWindowOnlyDetaches() {
    const World world;
    const PlacesDesk desk(world);
    QVERIFY(desk.open(First));
    const long holder = desk.holderOf(First);
    desk.find<QAction>("actionDetachTerminal")->trigger();
    QVERIFY(PlacesDesk::terminalWindow()->close());
    QTRY_VERIFY(PlacesDesk::terminalWindow() == nullptr);
    QVERIFY(holder > 1);
    QCOMPARE(desk.holderOf(First), holder);
    QVERIFY(desk.terminal(First)->isRunning());
}

void TerminalPlacesTest::aSessionMayEndInItsWindow() {
    const World world;
    const PlacesDesk desk(world);
    QVERIFY(desk.open(First));
    desk.find<QAction>("actionDetachTerminal")->trigger();
    TerminalWindow* window = PlacesDesk::terminalWindow();
    QVERIFY(window != nullptr);
    desk.end(First);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.terminal(First)->isRunning(), Patience);
    QVERIFY(window->isVisible()); // its last screen can be read
    QVERIFY(desk.terminalText(First).contains(u"ready"_s));
    auto* status = window->findChild<TintedLabel*>(u"tileStatus"_s);
    QTRY_COMPARE_WITH_TIMEOUT(status->fullText(), u"ended"_s, Patience);
}

void TerminalPlacesTest::itsWindowFollowsAResumedSession() {
    const World world;
    const PlacesDesk desk(world);
    QVERIFY(desk.open(First));
    desk.find<QAction>("actionDetachTerminal")->trigger();
    desk.end(First);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.isHeld(First), Patience);
    QTRY_VERIFY(!desk.terminal(First)->isRunning());
    QVERIFY(desk.open(First)); // in the main window, in a terminal of its own
    QTRY_VERIFY(PlacesDesk::terminalWindow() == nullptr);
    QVERIFY(desk.view()->isAncestorOf(desk.terminal(First)));
    QVERIFY(desk.terminal(First)->isVisible());
}

void TerminalPlacesTest::windowsGoWithTheMainWindow() {
    const World world;
    PlacesDesk desk(world);
    QVERIFY(desk.open(First));
    desk.find<QAction>("actionDetachTerminal")->trigger();
    QVERIFY(PlacesDesk::terminalWindow() != nullptr);
    QVERIFY(desk.window.close());
    QVERIFY(PlacesDesk::terminalWindow() == nullptr);
    QVERIFY(desk.holderOf(First) > 1);
}

void TerminalPlacesTest::theWallShowsWhatRuns() {
    const World world;
    const PlacesDesk desk(world);
    QVERIFY(desk.open(First));
    QVERIFY(desk.open(Second));
    desk.find<QAction>("actionWall")->trigger();
    QVERIFY(desk.wall()->isVisible());
    QVERIFY(desk.find<QAction>("actionWall")->isChecked());
    QCOMPARE(desk.wall()->tiles().size(), 2U);
    for (const QString& id : {First, Second}) {
        QVERIFY(desk.wall()->isAncestorOf(desk.terminal(id)));
        QVERIFY(desk.terminal(id)->isVisible());
        desk.terminal(id)->sendBytes("wall\r");
        QTRY_VERIFY(desk.terminalText(id).contains(u"got:wall"_s));
    }
    QTRY_VERIFY(!desk.tile(u"First task"_s)->findChild<TintedLabel*>(u"tileStatus"_s)->fullText().isEmpty());
    desk.find<QAction>("actionWall")->trigger(); // away again
    QVERIFY(!desk.wall()->isVisible());
    QVERIFY(desk.wall()->tiles().empty());
    QVERIFY(desk.view()->isAncestorOf(desk.terminal(First)));
    QVERIFY(desk.view()->isAncestorOf(desk.terminal(Second)));
    QVERIFY(!desk.find<QAction>("actionWall")->isChecked());
}

void TerminalPlacesTest::theWallShowsTheMarked() {
    const World world;
    {
        PlacesDesk desk(world);
        for (const QString& id : {First, Second, Third})
            QVERIFY(desk.open(id));
        QVERIFY(desk.window.close());
    }
    const PlacesDesk desk(world); // with no terminal yet
    QTRY_VERIFY(desk.isHeld(First) && desk.isHeld(Second) && desk.isHeld(Third));
    desk.table()->setCurrentSession(keyOf(First));
    const auto* model = static_cast<const SessionTableModel*>(desk.rows());
    desk.table()->selectionModel()->select(model->index(model->rowOf(keyOf(Third)), 0),
                                           QItemSelectionModel::Select | QItemSelectionModel::Rows);
    desk.find<QAction>("actionWall")->trigger();
    QCOMPARE(desk.wall()->tiles().size(), 2U);
    QVERIFY(desk.tile(u"First task"_s) != nullptr);
    QVERIFY(desk.tile(u"Third task"_s) != nullptr);
    QVERIFY(desk.terminal(Second) == nullptr);
    QTRY_VERIFY(desk.terminalText(Third).contains(u"ready"_s));
}

void TerminalPlacesTest::theWallMayBeEmpty() {
    const World world;
    const PlacesDesk desk(world);
    QTRY_COMPARE(desk.rows()->rowCount(), 3);
    desk.find<QAction>("actionWall")->trigger();
    QVERIFY(desk.find<TintedLabel>("wallEmpty")->isVisible());
    desk.find<QAction>("actionTable")->trigger();
    QVERIFY(desk.table()->isVisible());
}

void TerminalPlacesTest::aTileOpensItsSession() {
    const World world;
    const PlacesDesk desk(world);
    QVERIFY(desk.open(First));
    QVERIFY(desk.open(Second));
    desk.find<QAction>("actionWall")->trigger();
    TerminalTile* tile = desk.tile(u"First task"_s);
    QVERIFY(tile != nullptr);
    QTest::mouseClick(tile->findChild<QPushButton*>(u"tileButton"_s), Qt::LeftButton);
    QVERIFY(!desk.wall()->isVisible());
    QCOMPARE(QString::fromStdString(desk.view()->session()->key()), keyOf(First));
    QCOMPARE(desk.view()->page(), SessionView::Page::Terminal);
    QVERIFY(desk.terminal(First)->isVisible());
    QVERIFY(!desk.terminal(Second)->isVisible());
}

void TerminalPlacesTest::aSessionMayEndInTheWall() {
    const World world;
    const PlacesDesk desk(world);
    QVERIFY(desk.open(First));
    QVERIFY(desk.open(Second));
    desk.find<QAction>("actionWall")->trigger();
    desk.end(First);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.terminal(First)->isRunning(), Patience);
    TerminalTile* tile = desk.tile(u"First task"_s);
    QVERIFY(tile != nullptr);
    QTRY_COMPARE_WITH_TIMEOUT(tile->findChild<TintedLabel*>(u"tileStatus"_s)->fullText(), u"ended"_s,
                              Patience);
    desk.terminal(Second)->sendBytes("on\r");
    QTRY_VERIFY(desk.terminalText(Second).contains(u"got:on"_s));
}

QTEST_MAIN(TerminalPlacesTest)
#include "terminal_places_test.moc"
