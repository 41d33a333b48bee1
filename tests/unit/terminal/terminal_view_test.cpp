// SPDX-License-Identifier: MIT
#include "tests/unit/terminal/child.h"
#include "tests/unit/terminal/view_rig.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <csignal>
#include <vector>

using namespace ax;
using namespace ax::terminal;
using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<TerminalView> showScript(const std::string& script) {
    auto view = TerminalView::create(startScript(script), {});
    view->resize(800, 480);
    view->show();
    return view;
}

constexpr int Patience = 20'000;

} // namespace

class TerminalViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsWhatIsPrinted();
    void nothingLeaks_data();
    void nothingLeaks();
    void wideAndOddCharacters();
    void keysReachTheProgram();
    void resizeReachesTheProgram();
    void largeOutputIsShownToItsEnd();
    void backPressure();
    void synchronizedUpdateWithoutEnd();
    void programStatusRoundTrip();
    void eventsBecomeSignals();
    void repliesOfTheEmulator();
    void endLine();
    void endBySignal();
    void closeProgram();
    void deletedInASlot();
    void screenTextLeavesTheSelection();
    void appearance();
    void findBar();
    void accessibleText();
};

void TerminalViewTest::showsWhatIsPrinted() {
    const auto view =
        showScript("printf 'one\\n\\033[31mtwo\\033[0m\\n'; i=0; while [ $i -lt 30 ]; do i=$((i+1)); "
                   "echo line $i; done; printf 'last'; sleep 1000");
    QTRY_VERIFY(view->screenText().endsWith(u"line 30\nlast"_s));
    QVERIFY(view->isRunning());
    QVERIFY(!view->screenText().contains(u"one"_s)); // scrolled away
}

void TerminalViewTest::nothingLeaks_data() {
    QTest::addColumn<QByteArray>("sequence");
    const std::vector<std::pair<const char*, const char*>> rows{
        {"sixel", "\x1bPq#0;2;0;0;0#0~~@@vv$-\x1b\\"},
        {"XTGETTCAP", "\x1bP+q544e\x1b\\"},
        {"DECRQSS", "\x1bP$qm\x1b\\"},
        {"tmux passthrough", "\x1bPtmux;\x1b\x1b]52;c;aGk=\a\x1b\\"},
        {"kitty graphics", "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"},
        {"PM", "\x1b^pm\x1b\\"},
        {"SOS", "\x1bXsos\x1b\\"},
        {"DECRQM", "\x1b[?2026$p\x1b[4$p"},
        {"DA3", "\x1b[=c"},
        {"kitty keyboard", "\x1b[<u\x1b[=1;1u\x1b[>5u\x1b[?u"},
        {"OSC, long",
         "\x1b]0;012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
         "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123"
         "456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456\a"},
        {"S7C1T", "\x1b F"},
        {"rectangle", "\x1b[1;1;3;3$z"},
        {"VT52", "\x1b[?2l\x1b"
                 "Y!!"},
    };
    for (const auto& [name, sequence] : rows)
        QTest::newRow(name) << QByteArray(sequence);
}

void TerminalViewTest::nothingLeaks() {
    QFETCH(QByteArray, sequence);
    ViewRig rig;
    rig.channel->say("<" + sequence + ">");
    const QString expected = sequence.contains("Y!!") ? u"<!!>"_s : u"<>"_s; // ESC Y is nothing here
    QTRY_COMPARE(rig.view->screenText(), expected);
}

void TerminalViewTest::wideAndOddCharacters() {
    ViewRig rig;
    rig.channel->say("漢字 🙂 é │─ \xc2\x9b"
                     "31m \xff.\r\n\x1b(0lqk\x1b(B");
    QTRY_COMPARE(rig.view->screenText(), u"漢字 🙂 é │─ 31m \uFFFD.\n┌─┐"_s);
}

void TerminalViewTest::keysReachTheProgram() {
    const auto view =
        showScript("stty raw -echo; echo ready; while :; do dd bs=1 count=1 2>/dev/null | od -An -tx1; done");
    QTRY_VERIFY(view->screenText().contains(u"ready"_s));
    QWidget* const display = view->focusProxy()->focusProxy();
    const auto typed = [&](Qt::Key key, Qt::KeyboardModifiers modifiers, const QString& bytes) {
        QTest::keyClick(display, key, modifiers);
        return QTest::qWaitFor([&] { return view->screenText().simplified().endsWith(bytes); });
    };
    QVERIFY(typed(Qt::Key_Backspace, Qt::NoModifier, u"7f"_s));
    QVERIFY(typed(Qt::Key_Return, Qt::ShiftModifier, u"7f 0a"_s));
    QVERIFY(typed(Qt::Key_Return, Qt::NoModifier, u"0a 0d"_s));
    QVERIFY(typed(Qt::Key_Return, Qt::AltModifier, u"0d 1b 0d"_s));
    QVERIFY(typed(Qt::Key_Backtab, Qt::ShiftModifier, u"1b 5b 5a"_s));
    QVERIFY(typed(Qt::Key_Tab, Qt::NoModifier, u"5a 09"_s));
    QVERIFY(typed(Qt::Key_C, Qt::ControlModifier, u"09 03"_s));
    QVERIFY(typed(Qt::Key_Escape, Qt::NoModifier, u"03 1b"_s));
    QVERIFY(typed(Qt::Key_Up, Qt::NoModifier, u"1b 1b 5b 41"_s));
    QVERIFY(typed(Qt::Key_Delete, Qt::NoModifier, u"1b 5b 33 7e"_s));
    view->sendBytes("\x01z");
    QTRY_VERIFY(view->screenText().simplified().endsWith(u"01 7a"_s));
}

void TerminalViewTest::resizeReachesTheProgram() {
    const auto view = showScript("trap 'stty size' WINCH; echo ready; while :; do sleep 0.02; done");
    QTRY_VERIFY(view->screenText().contains(u"ready"_s));
    const auto lastSize = [&] { return view->screenText().split(u'\n').last().split(u' '); };
    QTRY_COMPARE(lastSize().size(), 2);
    const int columns = lastSize()[1].toInt();
    QVERIFY(columns > 60 && columns < 130);
    view->resize(1200, 600);
    QTRY_VERIFY(lastSize().size() == 2 && lastSize()[1].toInt() > columns + 20);
}

void TerminalViewTest::largeOutputIsShownToItsEnd() {
    const auto view =
        showScript("i=0; while [ $i -lt 200 ]; do i=$((i+1)); head -c 10000 /dev/zero | tr '\\0' x; echo; "
                   "done; printf the-end");
    QTRY_VERIFY_WITH_TIMEOUT(view->screenText().endsWith(u"the-end"_s), Patience);
    QTRY_VERIFY(!view->isRunning());
}

void TerminalViewTest::backPressure() {
    ViewRig rig;
    rig.channel->say(QByteArray(1024 * 1024, 'x'));
    QCOMPARE(rig.channel->flows, QList{ByteChannel::Flow::Paused});
    rig.channel->say("\r\nend");
    QTRY_COMPARE(rig.channel->flows, (QList{ByteChannel::Flow::Paused, ByteChannel::Flow::Running}));
    QTRY_VERIFY(rig.view->screenText().endsWith(u"end"_s));
}

void TerminalViewTest::synchronizedUpdateWithoutEnd() {
    ViewRig rig;
    rig.channel->say("before\x1b[?2026h held");
    QTRY_COMPARE(rig.view->screenText(), u"before"_s);
    QTRY_COMPARE(rig.view->screenText(), u"before held"_s);
}

void TerminalViewTest::programStatusRoundTrip() {
    const auto view =
        showScript("stty raw -echo; printf '\\033]7501;?\\033\\\\'; answer=$(head -c 10 | od -An -tx1); "
                   "printf '\\033]7501;state=blocked:app=demo:kind=permission:msg=b2s=\\033\\\\'; "
                   "printf '%s' \"$answer\"; sleep 1000");
    QSignalSpy status(view.get(), &TerminalView::programStatusChanged);
    QTRY_COMPARE(status.size(), 1);
    const auto reported = status[0][0].value<ProgramStatus>();
    QCOMPARE(reported.state, ProgramState::BlockedOnPermission);
    QCOMPARE(reported.program, "demo");
    QCOMPARE(reported.message, "ok");
    QTRY_COMPARE(view->screenText().simplified(), u"1b 5d 37 35 30 31 3b 3f 1b 5c"_s);
}

void TerminalViewTest::eventsBecomeSignals() {
    ViewRig rig;
    QSignalSpy title(rig.view.get(), &TerminalView::titleChanged);
    QSignalSpy note(rig.view.get(), &TerminalView::notificationRequested);
    QSignalSpy clipboard(rig.view.get(), &TerminalView::clipboardWriteRequested);
    QSignalSpy progress(rig.view.get(), &TerminalView::progressChanged);
    QSignalSpy folder(rig.view.get(), &TerminalView::workingDirectoryChanged);
    QSignalSpy bell(rig.view.get(), &TerminalView::bell);
    rig.channel->say("\x1b]0;<b>t</b>\a\x1b]9;note\a\x1b]52;c;aGk=\a\x1b]9;4;1;40\a\x1b]7;file:///tmp\a\a"
                     "\x1b]8;;https://a.example/\alink\x1b]8;;\a\x1b]133;A\a");
    rig.channel->say("\x1b]2;<b>t</b>\a"); // nothing new
    QCOMPARE(title.size(), 1);
    QCOMPARE(rig.view->title(), u"<b>t</b>"_s);
    QCOMPARE(note[0], (QVariantList{QString(), u"note"_s}));
    QCOMPARE(clipboard[0], QVariantList{u"hi"_s});
    QCOMPARE(progress[0], (QVariantList{1, 40}));
    QCOMPARE(folder[0], QVariantList{u"/tmp"_s});
    QTRY_COMPARE(bell.size(), 1);
    QTRY_COMPARE(rig.view->screenText(), u"link"_s);
    QCOMPARE(rig.channel->takeWritten(), "");
}

/// What the emulator answers by itself is short and its own.
void TerminalViewTest::repliesOfTheEmulator() {
    ViewRig rig;
    rig.channel->say(
        "\x1b]0;title\a\x1b[21t\x1b[20t\x1b[18t\x1b]52;c;?\a\x1bP$qm\x1b\\\x1b[x\x05\x1bZ\x1b[?6n");
    rig.channel->say("\x1b[c\x1b[>c\x1b[5n\x1b[2;3H\x1b[6nx");
    QTRY_VERIFY(rig.view->screenText().contains(u'x'));
    QTRY_COMPARE(rig.channel->written, "\x1b[?1;2c\x1b[>0;115;0c\x1b[0n\x1b[2;3R");
}

void TerminalViewTest::endLine() {
    const auto view = showScript("printf 'last screen'; exit 3");
    QSignalSpy finished(view.get(), &TerminalView::finished);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].value<ProcessExit>().code, 3);
    QVERIFY(!view->isRunning());
    const auto* const line = view->findChild<QLabel*>(u"terminalEndLine"_s);
    QVERIFY(line->isVisible());
    QCOMPARE(line->text(), u"The program ended (exit 3)."_s);
    QTRY_COMPARE(view->screenText(), u"last screen"_s);
    view->sendBytes("nobody"); // goes nowhere, breaks nothing
    view->pasteText(u"nobody"_s);
    QCOMPARE(view->screenText(), u"last screen"_s);
}

void TerminalViewTest::endBySignal() {
    const auto view = showScript("kill -TERM $$");
    QSignalSpy finished(view.get(), &TerminalView::finished);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].value<ProcessExit>().signal, SIGTERM);
    QCOMPARE(view->findChild<QLabel*>(u"terminalEndLine"_s)->text(),
             u"The program was ended by signal 15 (Terminated)."_s);
}

void TerminalViewTest::closeProgram() {
    const auto view = showScript("echo ready; exec sleep 1000");
    QTRY_VERIFY(view->screenText().contains(u"ready"_s));
    view->closeProgram();
    QTRY_VERIFY(!view->isRunning());
}

void TerminalViewTest::deletedInASlot() {
    ViewRig rig;
    connect(rig.view.get(), &TerminalView::titleChanged, this, [&rig] { rig.view.reset(); });
    rig.channel->say("\x1b]0;x\a\x1b]0;y\a");
    QVERIFY(rig.view == nullptr);
}

void TerminalViewTest::screenTextLeavesTheSelection() {
    ViewRig rig;
    rig.channel->say("select this\r\n漢字 end\r\n\r\nlast  ");
    const QString all = u"select this\n漢字 end\n\nlast"_s;
    QTRY_COMPARE(rig.view->screenText(), all);
    QWidget& display = rig.display();
    QTest::mouseDClick(&display, Qt::LeftButton, {}, QPoint(24, 16)); // the first word
    rig.view->copySelection();
    const QString selected = QGuiApplication::clipboard()->text();
    QVERIFY(selected.startsWith(u"select"_s));
    QCOMPARE(rig.view->screenText(), all);
    QGuiApplication::clipboard()->clear();
    rig.view->copySelection();
    QCOMPARE(QGuiApplication::clipboard()->text(), selected);
}

void TerminalViewTest::appearance() {
    ViewRig rig;
    QWidget& display = rig.display();
    const auto ground = [&] { return display.grab().toImage().pixelColor(40, display.height() - 20); };
    QCOMPARE(ground(), QColor(u"#ffffff"_s));
    rig.channel->say("\x1b]11;?\a");
    QCOMPARE(rig.channel->takeWritten(), "\x1b]11;rgb:ffff/ffff/ffff\x1b\\");
    rig.view->setAppearance(
        {.fontFamily = u"No Such Font"_s, .pointSize = 12, .scheme = TerminalAppearance::Scheme::Dark});
    QCOMPARE(ground(), QColor(u"#202328"_s));
    rig.channel->say("\x1b]11;?\a");
    QCOMPARE(rig.channel->takeWritten(), "\x1b]11;rgb:2020/2323/2828\x1b\\");

    QCOMPARE(display.font().pointSize(), 12);
    QVERIFY(QFontInfo(display.font()).fixedPitch());
    rig.view->zoom(2);
    QCOMPARE(display.font().pointSize(), 14);
    rig.view->zoom(1000);
    QCOMPARE(display.font().pointSize(), 48);
    rig.view->zoom(-1000);
    QCOMPARE(display.font().pointSize(), 6);
    rig.view->zoom(0);
    QCOMPARE(display.font().pointSize(), 12);
}

void TerminalViewTest::findBar() {
    ViewRig rig;
    auto* const field = rig.view->findChild<QLineEdit*>();
    QVERIFY(!field->isVisible());
    rig.view->findText();
    QVERIFY(field->isVisible());
    rig.view->findText(); // again: still there
    QVERIFY(field->isVisible());
    QCOMPARE(field->accessibleName(), u"Find in the terminal"_s);
    const auto buttons = field->parentWidget()->findChildren<QToolButton*>();
    QCOMPARE(buttons.size(), 4);
    for (const QToolButton* const button : buttons)
        QVERIFY(!button->accessibleName().isEmpty());
    QTest::keyClick(field->parentWidget(), Qt::Key_Escape);
    QVERIFY(!field->isVisible());
}

void TerminalViewTest::accessibleText() {
    ViewRig rig;
    rig.channel->say("first\r\nsecond");
    QTRY_COMPARE(rig.view->screenText(), u"first\nsecond"_s);
    QAccessibleInterface* const terminal = QAccessible::queryAccessibleInterface(&rig.display());
    QVERIFY(terminal != nullptr);
    QCOMPARE(terminal->role(), QAccessible::Terminal);
    QCOMPARE(terminal->text(QAccessible::Name), u"Terminal"_s);
    QAccessibleTextInterface* const text = terminal->textInterface();
    QVERIFY(text != nullptr);
    QCOMPARE(text->text(0, text->characterCount()), u"first\nsecond"_s);
    QTRY_COMPARE(text->cursorPosition(), 12);
    int start = 0;
    int end = 0;
    QCOMPARE(text->textAtOffset(8, QAccessible::LineBoundary, &start, &end), u"second"_s);
    const QRect cell = text->characterRect(6); // the s of "second"
    QCOMPARE(text->offsetAtPoint(cell.center()), 6);
}

QTEST_MAIN(TerminalViewTest)
#include "terminal_view_test.moc"
