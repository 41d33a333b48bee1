// SPDX-License-Identifier: MIT
#include "core/hold/end_session.h"
#include "tests/gui/held_desk.h"

#include <QPushButton>
#include <QSignalSpy>

#include <csignal>
#include <tuple>

using namespace ax;
using namespace ax::test;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 20'000;

struct ParkingDesk : HeldDesk {
    using HeldDesk::HeldDesk;
    terminal::TerminalView* terminal() const { return view()->terminals().terminal(keyOf(First)); }
    QString holdersText() const { return heldScreen(First); }
    /// Out of sight, and its channel knows: a line that the program writes now does not get here.
    bool park(const TestWorld& world) const {
        view()->showPage(SessionView::Page::Transcript);
        for (int line = 0; line < 100; ++line) {
            const QSignalSpy changed(terminal(), &terminal::TerminalView::screenChanged);
            const QString word = u"probe%1;"_s.arg(line);
            world.write(u"src/say"_s, word.toUtf8() + "\r\n");
            if (!QTest::qWaitFor([&] { return holdersText().contains(word); }))
                return false;
            QTest::qWait(50); // for what would come, were it not parked
            if (changed.isEmpty())
                return true;
        }
        return false;
    }
};

/// Says what is written to the pipe `say`, and what is typed after "got:".
class World : public TestWorld {
public:
    World() {
        addSession(First, makeFolder(u"src"_s), u"Hello"_s);
        setAgentScript("stty -echo; rm -f say; mkfifo say; cat <>say &\n"
                       "printf '\\033[?1000h\\033[?2004h\\033[31mready\\033[0m\\n'\n"
                       "exec sed -u 's/^/got:/'\n");
    }
};

} // namespace

class TerminalParkingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outOfSightNothingArrives();
    void shownAgainItIsExact();
    void typingReachesIt();
    void theEndIsToldWithTheLastScreen();
    void aHolderThatIsKilledIsTold();
    void scrollbackComesOnce();
    void nothingIsAddedAbove();
    void aQuestionIsReadFromTheHolder();
};

void TerminalParkingTest::outOfSightNothingArrives() {
    const World world;
    const ParkingDesk desk(world);
    QVERIFY(desk.open(First));
    QVERIFY(desk.park(world));
    QVERIFY(desk.terminal()->isRunning());
}

void TerminalParkingTest::shownAgainItIsExact() {
    const World world;
    const ParkingDesk desk(world);
    QVERIFY(desk.open(First));
    for (int round = 0; round < 3; ++round) {
        QVERIFY(desk.park(world));
        const QByteArray word = "\033[1mround" + QByteArray::number(round) + "\033[0m\r\n";
        world.write(u"src/say"_s, word);
        QTRY_VERIFY(desk.holdersText().contains(u"round%1"_s.arg(round)));
        desk.view()->showPage(SessionView::Page::Terminal);
        QTRY_COMPARE(desk.terminal()->screenText(), desk.holdersText());
    }
}

void TerminalParkingTest::typingReachesIt() {
    const World world;
    const ParkingDesk desk(world);
    QVERIFY(desk.open(First));
    QVERIFY(desk.park(world));
    desk.terminal()->sendBytes("hidden\r");
    QTRY_VERIFY(desk.holdersText().contains(u"got:hidden"_s));
    QVERIFY(!desk.terminalText(First).contains(u"got:hidden"_s));
    desk.view()->showPage(SessionView::Page::Terminal);
    desk.terminal()->sendBytes("shown\r"); // while it comes back
    QTRY_VERIFY(desk.terminalText(First).contains(u"got:shown"_s));
    QTRY_COMPARE(desk.terminal()->screenText(), desk.holdersText());
}

void TerminalParkingTest::theEndIsToldWithTheLastScreen() {
    const World world;
    const ParkingDesk desk(world);
    QVERIFY(desk.open(First));
    QVERIFY(desk.park(world));
    world.write(u"src/say"_s, "last words\r\n");
    QTRY_VERIFY(desk.holdersText().contains(u"last words"_s));
    std::ignore =
        endSession(desk.context->files, desk.context->paths, desk.context->clock, First.toStdString());
    QTRY_VERIFY_WITH_TIMEOUT(!desk.terminal()->isRunning(), Patience);
    QTRY_VERIFY(desk.terminalText(First).contains(u"last words"_s));
    QTRY_VERIFY(!desk.isHeld(First));
    QVERIFY(desk.open(First)); // resumed, in a terminal of its own
    QVERIFY(desk.terminal()->isRunning());
}

void TerminalParkingTest::aHolderThatIsKilledIsTold() {
    const World world;
    const ParkingDesk desk(world);
    QVERIFY(desk.open(First));
    QVERIFY(desk.park(world));
    const long holder = desk.holderOf(First);
    QVERIFY(holder > 1);
    ::kill(static_cast<pid_t>(holder), SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.terminal()->isRunning(), Patience);
    desk.view()->showPage(SessionView::Page::Terminal);
    QVERIFY(desk.terminalText(First).contains(u"probe"_s)); // what was there stays to be read
}

void TerminalParkingTest::scrollbackComesOnce() {
    const World world;
    const ParkingDesk desk(world);
    QVERIFY(desk.open(First));
    QByteArray lines;
    for (int line = 0; line < 300; ++line)
        lines += "line" + QByteArray::number(line) + "\r\n";
    world.write(u"src/say"_s, lines);
    QTRY_VERIFY(desk.terminalText(First).contains(u"line299"_s));
    for (int round = 0; round < 2; ++round) {
        QVERIFY(desk.park(world));
        desk.view()->showPage(SessionView::Page::Terminal);
        QTRY_COMPARE(desk.terminal()->screenText(), desk.holdersText());
    }
    QCOMPARE(desk.terminal()->historyText().count(u"line150\n"_s), 1);
    QCOMPARE(desk.terminal()->historyText().count(u"line1\n"_s), 1);
}

void TerminalParkingTest::nothingIsAddedAbove() {
    const World world;
    ParkingDesk desk(world);
    desk.window.resize(1000, 1600); // high enough for all probes
    QVERIFY(desk.open(First));
    for (int round = 0; round < 2; ++round) {
        QVERIFY(desk.park(world));
        desk.view()->showPage(SessionView::Page::Terminal);
        QTRY_COMPARE(desk.terminal()->screenText(), desk.holdersText());
    }
    QVERIFY2(desk.terminal()->historyText().startsWith(u"ready"_s),
             qPrintable(desk.terminal()->historyText()));
}

void TerminalParkingTest::aQuestionIsReadFromTheHolder() {
    TestWorld world;
    world.addSession(First, world.makeFolder(u"src"_s), u"Hello"_s);
    world.setAgentScript("stty raw -echo; echo ready\n"
                         "while [ ! -e ask ]; do sleep 0.01; done\n"
                         "printf '\\033]7501;state=blocked:kind=permission:msg=bWFrZQ==\\033\\\\'\n"
                         "while [ ! -e draw ]; do sleep 0.01; done\n"
                         "printf 'May I?\\r\\n\\r\\n> 1. Yes\\r\\n  2. No\\r\\n'\n"
                         "answer=$(head -c 1)\n"
                         "printf '\\033]7501;state=idle\\033\\\\'; echo answered:$answer; exec cat\n");
    const ParkingDesk desk(world);
    QVERIFY(desk.open(First));
    desk.view()->showPage(SessionView::Page::Details);
    world.write(u"src/ask"_s, "x");
    QTRY_VERIFY(desk.find<QWidget>("questionBar")->isVisible());
    QVERIFY(desk.find<QPushButton>("questionOption2") == nullptr);
    world.write(u"src/draw"_s, "x");
    QTRY_VERIFY(desk.find<QPushButton>("questionOption2") != nullptr);
    QTest::mouseClick(desk.find<QPushButton>("questionOption2"), Qt::LeftButton);
    QTRY_COMPARE(desk.cell(0, SessionTableModel::StatusColumn), u"idle"_s);
    desk.view()->showPage(SessionView::Page::Terminal);
    QTRY_VERIFY(desk.terminalText(First).contains(u"answered:2"_s));
}

QTEST_MAIN(TerminalParkingTest)
#include "terminal_parking_test.moc"
