// SPDX-License-Identifier: MIT
#include "terminal/key_decision.h"

#include <QTest>

using namespace ax::terminal;
using Action = KeyDecision::Action;

namespace {

QKeyEvent press(int key, Qt::KeyboardModifiers modifiers) {
    return {QEvent::KeyPress, key, modifiers};
}

constexpr auto CtrlShift = Qt::ControlModifier | Qt::ShiftModifier;

} // namespace

class KeyDecisionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytes();
    void actions();
    void shortcuts();
};

void KeyDecisionTest::bytes() {
    const auto sent = [](int key, Qt::KeyboardModifiers modifiers) {
        const KeyDecision decision = decideKey(press(key, modifiers));
        return decision.action == Action::Send ? decision.bytes : QByteArray("not sent");
    };
    QCOMPARE(sent(Qt::Key_Backspace, Qt::NoModifier), "\x7f");
    QCOMPARE(sent(Qt::Key_Backspace, Qt::ShiftModifier), "\x7f");
    QCOMPARE(sent(Qt::Key_Backspace, Qt::ControlModifier), "\b");
    QCOMPARE(sent(Qt::Key_Backspace, Qt::AltModifier), "\x1b\x7f");
    QCOMPARE(sent(Qt::Key_Backtab, Qt::ShiftModifier), "\x1b[Z");
    QCOMPARE(sent(Qt::Key_Return, Qt::ShiftModifier), "\n");
    QCOMPARE(sent(Qt::Key_Enter, Qt::ShiftModifier | Qt::KeypadModifier), "\n");
    QCOMPARE(sent(Qt::Key_Return, Qt::NoModifier), "not sent");
    QCOMPARE(sent(Qt::Key_Return, Qt::AltModifier), "not sent");
}

void KeyDecisionTest::actions() {
    const auto action = [](int key, Qt::KeyboardModifiers modifiers) {
        return decideKey(press(key, modifiers)).action;
    };
    QCOMPARE(action(Qt::Key_C, CtrlShift), Action::Copy);
    QCOMPARE(action(Qt::Key_V, CtrlShift), Action::Paste);
    QCOMPARE(action(Qt::Key_F, CtrlShift), Action::Find);
    QCOMPARE(action(Qt::Key_Plus, CtrlShift), Action::ZoomIn);
    QCOMPARE(action(Qt::Key_Plus, Qt::ControlModifier | Qt::KeypadModifier), Action::ZoomIn);
    QCOMPARE(action(Qt::Key_Equal, Qt::ControlModifier), Action::ZoomIn);
    QCOMPARE(action(Qt::Key_Minus, Qt::ControlModifier), Action::ZoomOut);
    QCOMPARE(action(Qt::Key_0, Qt::ControlModifier), Action::ZoomReset);
    QCOMPARE(action(Qt::Key_C, Qt::ControlModifier), Action::Emulate);
    QCOMPARE(action(Qt::Key_V, Qt::ControlModifier), Action::Emulate);
    QCOMPARE(action(Qt::Key_Underscore, CtrlShift), Action::Emulate);
    QCOMPARE(action(Qt::Key_A, Qt::MetaModifier), Action::LeaveAlone);
}

void KeyDecisionTest::shortcuts() {
    const auto takes = [](int key, Qt::KeyboardModifiers modifiers) {
        return takesFromShortcuts(press(key, modifiers));
    };
    for (const int key : {Qt::Key_W, Qt::Key_N, Qt::Key_K, Qt::Key_F, Qt::Key_C, Qt::Key_J})
        QVERIFY(takes(key, Qt::ControlModifier));
    QVERIFY(takes(Qt::Key_Escape, Qt::NoModifier));
    QVERIFY(takes(Qt::Key_F5, Qt::NoModifier));
    QVERIFY(takes(Qt::Key_B, Qt::AltModifier));
    QVERIFY(takes(Qt::Key_Left, CtrlShift));
    QVERIFY(takes(Qt::Key_V, CtrlShift));
    QVERIFY(!takes(Qt::Key_K, CtrlShift));
    QVERIFY(!takes(Qt::Key_3, Qt::ControlModifier));
    QVERIFY(!takes(Qt::Key_Tab, Qt::ControlModifier));
    QVERIFY(!takes(Qt::Key_Backtab, CtrlShift));
    QVERIFY(!takes(Qt::Key_F11, Qt::NoModifier));
    QVERIFY(!takes(Qt::Key_L, Qt::MetaModifier));
}

QTEST_GUILESS_MAIN(KeyDecisionTest)
#include "key_decision_test.moc"
