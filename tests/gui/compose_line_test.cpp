// SPDX-License-Identifier: MIT
#include "app/desktop/session_sender.h"
#include "core/hold/end_session.h"
#include "tests/gui/held_desk.h"
#include "widgets/basics/tinted_label.h"

#include <QAction>
#include <QClipboard>
#include <QPlainTextEdit>
#include <QPushButton>

#include <csignal>
#include <tuple>

using namespace ax;
using namespace ax::test;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

namespace {

struct ComposeDesk : HeldDesk {
    using HeldDesk::HeldDesk;
    QPlainTextEdit* field() const { return find<QPlainTextEdit>("composeLine"); }
    QString note() const {
        const auto* label = find<TintedLabel>("composeNote");
        return label->isVisible() ? label->fullText() : QString();
    }
    void end(const QString& id) const {
        std::ignore = endSession(context->files, context->paths, context->clock, id.toStdString());
    }
};

class World : public TestWorld {
public:
    explicit World(const QByteArray& agent = EchoingAgent) {
        addSession(First, makeFolder(u"src"_s), u"Hello"_s);
        setAgentScript(agent);
    }
};

} // namespace

class ComposeLineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsLinesAndSaysThatTheyArrived();
    void keysLeadThereAndBack();
    void severalLinesArriveAsOnePaste();
    void keepsWhatIsUnsentForEachSession();
    void remembersItWhenTheWindowCloses();
    void aSessionThatEndsKeepsTheText();
    void whatAHolderDoesNotTakeComesBack();
    void aShellIsNotTypedAt();
    void takesALargePaste();
    void pressesNoKeys();
    void growsWithItsLines();
};

void ComposeLineTest::sendsLinesAndSaysThatTheyArrived() {
    const World world;
    const ComposeDesk desk(world);
    QVERIFY(desk.open(First));
    QTRY_VERIFY(desk.field()->isVisible());
    QVERIFY2(desk.field()->placeholderText().contains(u"claude"_s),
             qPrintable(desk.field()->placeholderText()));
    QVERIFY(!desk.field()->accessibleName().isEmpty());
    auto* button = desk.find<QPushButton>("composeSend");
    QVERIFY(!button->isEnabled());
    QTest::keyClicks(desk.field(), u"one"_s);
    QVERIFY(button->isEnabled());
    QTest::keyClick(desk.field(), Qt::Key_Return);
    QVERIFY(desk.field()->toPlainText().isEmpty());
    QTest::keyClicks(desk.field(), u"two"_s); // while the first is on its way
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(desk.terminalText(First).contains(u"got:one\ngot:two"_s));
    QTRY_VERIFY2(desk.note().startsWith(u"Delivered"_s), qPrintable(desk.note()));
}

void ComposeLineTest::keysLeadThereAndBack() {
    const World world;
    const ComposeDesk desk(world);
    QVERIFY(desk.open(First));
    QTRY_VERIFY(desk.field()->isVisible());
    desk.view()->showPage(SessionView::Page::Transcript);
    desk.find<QAction>("actionCompose")->trigger();
    QCOMPARE(desk.view()->page(), SessionView::Page::Terminal);
    QCOMPARE(QApplication::focusWidget(), desk.field());
    QTest::keyClick(desk.field(), Qt::Key_Escape);
    QVERIFY(desk.view()->terminals().terminal(keyOf(First))->isAncestorOf(QApplication::focusWidget()));
    QVERIFY(desk.find<QAction>("actionCompose")->shortcuts().contains(QKeySequence(u"Ctrl+Shift+L"_s)));
}

void ComposeLineTest::severalLinesArriveAsOnePaste() {
    const World world("stty raw -echo; echo ready; exec cat -v\n");
    const ComposeDesk desk(world);
    QVERIFY(desk.open(First));
    QTest::keyClicks(desk.field(), u"one"_s);
    QTest::keyClick(desk.field(), Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(desk.field(), u"two"_s);
    QCOMPARE(desk.field()->toPlainText(), u"one\ntwo"_s);
    QTest::keyClick(desk.field(), Qt::Key_Return);
    QTRY_VERIFY2(desk.terminalText(First).contains(u"two^[[201~^M"_s), qPrintable(desk.terminalText(First)));
    QVERIFY(desk.terminalText(First).contains(u"^[[200~one"_s));
}

void ComposeLineTest::keepsWhatIsUnsentForEachSession() {
    const World world;
    world.addSession(Second, world.makeFolder(u"other"_s), u"World"_s);
    const ComposeDesk desk(world);
    QVERIFY(desk.open(First));
    QVERIFY(desk.open(Second));
    QTest::keyClicks(desk.field(), u"for the second"_s);
    desk.table()->setCurrentSession(keyOf(First));
    QVERIFY(desk.field()->toPlainText().isEmpty());
    QTest::keyClicks(desk.field(), u"for the first"_s);
    desk.table()->setCurrentSession(keyOf(Second));
    QCOMPARE(desk.field()->toPlainText(), u"for the second"_s);
    desk.table()->setCurrentSession(keyOf(First));
    QCOMPARE(desk.field()->toPlainText(), u"for the first"_s);
}

void ComposeLineTest::remembersItWhenTheWindowCloses() {
    const World world;
    const QString text = u"half a thought, with \"quotes\",\nlines and ünï¢ödé 🙂"_s;
    {
        ComposeDesk desk(world);
        QVERIFY(desk.open(First));
        desk.field()->setPlainText(text);
        QVERIFY(desk.window.close());
    }
    {
        ComposeDesk desk(world);
        QVERIFY(desk.open(First));
        QCOMPARE(desk.field()->toPlainText(), text);
        desk.field()->clear();
        QVERIFY(desk.window.close());
    }
    const ComposeDesk desk(world);
    QVERIFY(desk.open(First));
    QVERIFY(desk.field()->toPlainText().isEmpty());
}

void ComposeLineTest::aSessionThatEndsKeepsTheText() {
    const World world;
    const ComposeDesk desk(world);
    QVERIFY(desk.open(First));
    QTest::keyClicks(desk.field(), u"too late"_s);
    desk.end(First);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.isHeld(First), 20'000);
    QVERIFY(desk.field()->isVisible());
    QVERIFY2(desk.note().contains(u"has ended"_s), qPrintable(desk.note()));
    QTest::keyClick(desk.field(), Qt::Key_Return);
    QCOMPARE(desk.field()->toPlainText(), u"too late"_s);
    QVERIFY2(desk.note().startsWith(u"Not delivered"_s), qPrintable(desk.note()));
    QVERIFY(!desk.find<QPushButton>("composeSend")->isEnabled());
}

void ComposeLineTest::whatAHolderDoesNotTakeComesBack() {
    const World world;
    const ComposeDesk desk(world);
    QVERIFY(desk.open(First));
    const long holder = desk.holderOf(First);
    QVERIFY(holder > 1);
    ::kill(static_cast<pid_t>(holder), SIGSTOP); // it is there, and takes nothing
    QTest::keyClicks(desk.field(), u"one"_s);
    QTest::keyClick(desk.field(), Qt::Key_Return);
    QTest::keyClicks(desk.field(), u"two"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.note().startsWith(u"Not delivered"_s), 20'000);
    QCOMPARE(desk.field()->toPlainText(), u"one\ntwo"_s);
    ::kill(static_cast<pid_t>(holder), SIGKILL);
    QTest::keyClick(desk.field(), Qt::Key_Return); // before or after the row knows
    QTRY_COMPARE(desk.field()->toPlainText(), u"one\ntwo"_s);
    QTRY_VERIFY2(desk.note().startsWith(u"Not delivered"_s), qPrintable(desk.note()));
    QTRY_COMPARE(desk.cell(0, SessionTableModel::StatusColumn), u"crash"_s);
    QCOMPARE(desk.field()->toPlainText(), u"one\ntwo"_s);
}

void ComposeLineTest::aShellIsNotTypedAt() {
    const World world("echo ready; while read line; do echo got:$line; done\n");
    const ComposeDesk desk(world);
    QVERIFY(desk.open(First));
    QTest::keyClicks(desk.field(), u"rm -r ."_s);
    QTest::keyClick(desk.field(), Qt::Key_Return);
    QTRY_VERIFY2(desk.note().contains(u"a shell is in front"_s), qPrintable(desk.note()));
    QCOMPARE(desk.field()->toPlainText(), u"rm -r ."_s);
    QVERIFY(!desk.terminalText(First).contains(u"rm"_s));
}

void ComposeLineTest::takesALargePaste() {
    const World world("stty raw -echo; echo ready; head -c 10241 | wc -c; exec cat\n");
    const ComposeDesk desk(world);
    QVERIFY(desk.open(First));
    QGuiApplication::clipboard()->setText(QString(10'240, u'x'));
    desk.field()->paste();
    QTest::keyClick(desk.field(), Qt::Key_Return);
    QTRY_VERIFY2(desk.terminalText(First).contains(u"10241"_s), qPrintable(desk.terminalText(First)));
    QTRY_VERIFY(desk.note().startsWith(u"Delivered"_s));
}

void ComposeLineTest::pressesNoKeys() {
    QCOMPARE(desktop::messageBytes(u"a\x1b[201~\x03\r\n\tb\u2028c\u009b\n\n"_s), "a[201~\n\tb\nc");
    QCOMPARE(desktop::messageBytes(u"\n\r\n"_s), "");
}

void ComposeLineTest::growsWithItsLines() {
    const World world;
    const ComposeDesk desk(world);
    QVERIFY(desk.open(First));
    const int one = desk.field()->height();
    desk.field()->setPlainText(u"a\nb"_s);
    QTRY_VERIFY(desk.field()->height() > one);
    desk.field()->setPlainText(QString(500, u'\n'));
    QTRY_VERIFY(desk.field()->height() > 3 * one);
    QVERIFY(desk.field()->height() < 8 * one);
    desk.field()->clear();
    QTRY_COMPARE(desk.field()->height(), one);
}

QTEST_MAIN(ComposeLineTest)
#include "compose_line_test.moc"
