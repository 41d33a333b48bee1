// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_transcript/transcript_fixture.h"

#include <QClipboard>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QVBoxLayout>

using namespace ax;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

class TranscriptKeysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scroll() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(200)));
        QScrollBar& bar = *shown.view.verticalScrollBar();
        QTest::keyClick(&shown.view, Qt::Key_Home);
        QCOMPARE(bar.value(), 0);
        QVERIFY(shown.probe.turnTop(u"r0"_s).has_value());
        QTest::keyClick(&shown.view, Qt::Key_Down);
        const int line = bar.value();
        QVERIFY(line > 0 && line < 100);
        QTest::keyClick(&shown.view, Qt::Key_Up);
        QCOMPARE(bar.value(), 0);
        QTest::keyClick(&shown.view, Qt::Key_PageDown);
        const int page = bar.value();
        QVERIFY(page > 300 && page < 400);
        QTest::keyClick(&shown.view, Qt::Key_Space);
        QCOMPARE(bar.value(), 2 * page);
        QTest::keyClick(&shown.view, Qt::Key_Space, Qt::ShiftModifier);
        QTest::keyClick(&shown.view, Qt::Key_PageUp);
        QCOMPARE(bar.value(), 0);
        QTest::keyClick(&shown.view, Qt::Key_End);
        QVERIFY(shown.probe.isAtEnd());
    }

    void upTheColumnAndDownAgainIsTheSamePlace() {
        // Heights are guessed until they are seen: walking up over guesses must not lose the place.
        fixture::Shown shown;
        std::vector<Turn> turns;
        for (int i = 0; i < 60; ++i)
            turns.push_back(
                fixture::agent("r" + std::to_string(i), fixture::lines(1 + i * 7 % 40, "- item")));
        shown.set(fixture::excerpt(turns));
        int pages = 0;
        while (shown.view.verticalScrollBar()->value() > 0 && pages < 1000) {
            QTest::keyClick(&shown.view, Qt::Key_PageUp);
            ++pages;
        }
        QCOMPARE(shown.probe.turnTop(u"r0"_s), 16);
        QVERIFY(pages > 10 && pages < 1000);
    }

    void walkByTurns() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(50)));
        QTest::keyClick(&shown.view, Qt::Key_Home);
        QTest::keyClick(&shown.view, Qt::Key_N);
        QCOMPARE(shown.probe.turnTop(u"r1"_s), 8);
        QTest::keyClick(&shown.view, Qt::Key_N);
        QCOMPARE(shown.probe.turnTop(u"r2"_s), 8);
        QTest::keyClick(&shown.view, Qt::Key_P);
        QCOMPARE(shown.probe.turnTop(u"r1"_s), 8);
        QTest::keyClick(&shown.view, Qt::Key_P);
        QTest::keyClick(&shown.view, Qt::Key_P);
        QCOMPARE(shown.view.verticalScrollBar()->value(), 0);
        for (int i = 0; i < 60; ++i)
            QTest::keyClick(&shown.view, Qt::Key_N);
        QVERIFY(shown.probe.isAtEnd());
    }

    void actOnCalls() {
        fixture::Shown shown;
        shown.set(fixture::excerpt({fixture::turn("a", TurnRole::Assistant,
                                                  {TextBlock{"x"}, fixture::call("Bash", "one", "first\n"),
                                                   fixture::call("Bash", "two", "second\n")})}));
        shown.view.setFocus();
        QTest::keyClick(&shown.view, Qt::Key_Tab);
        QVERIFY(shown.probe.hasFocus(0));
        QTest::keyClick(&shown.view, Qt::Key_Return);
        QVERIFY(shown.view.plainText().contains(u"first"));
        QVERIFY(shown.probe.hasFocus(0));
        QTest::keyClick(&shown.view, Qt::Key_Space);
        QVERIFY(!shown.view.plainText().contains(u"first"));
        QTest::keyClick(&shown.view, Qt::Key_Tab);
        QVERIFY(shown.probe.hasFocus(1));
        QTest::keyClick(&shown.view, Qt::Key_O);
        QVERIFY(shown.view.plainText().contains(u"second"));
        QTest::keyClick(&shown.view, Qt::Key_Backtab);
        QVERIFY(shown.probe.hasFocus(0));
    }

    void theFirstCallNeedsNoTab() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(
            {fixture::turn("a", TurnRole::Assistant, {fixture::call("Bash", "one", "first\n")})}));
        QTest::keyClick(&shown.view, Qt::Key_O);
        QVERIFY(shown.view.plainText().contains(u"first"));
    }

    void followLinks() {
        fixture::Shown shown;
        shown.set(
            fixture::excerpt({fixture::agent("a", "[one](https://one.org) and [two](https://two.org)")}));
        QSignalSpy activated(&shown.view, &TranscriptView::linkActivated);
        shown.view.setFocus();
        QTest::keyClick(&shown.view, Qt::Key_Tab);
        QTest::keyClick(&shown.view, Qt::Key_Tab);
        QTest::keyClick(&shown.view, Qt::Key_Enter);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.at(0).at(0).toUrl(), QUrl(u"https://two.org"_s));
    }

    void tabLeavesAfterTheLast() {
        Theme theme(*qApp, SchemeChoice::Light);
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        auto* before = new QLineEdit;
        auto* view = new TranscriptView(theme);
        auto* after = new QLineEdit;
        layout->addWidget(before);
        layout->addWidget(view);
        layout->addWidget(after);
        window.resize(900, 500);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        view->setWindow(u"k"_s, u"claude"_s,
                        fixture::whole(fixture::excerpt(
                            {fixture::turn("a", TurnRole::Assistant, {fixture::call("Bash", "one", "")})})));
        before->setFocus();
        QTest::keyClick(before, Qt::Key_Tab);
        QVERIFY(view->hasFocus());
        QTest::keyClick(view, Qt::Key_Tab);
        QVERIFY(view->hasFocus() && TranscriptProbe(*view).hasFocus(0));
        QTest::keyClick(view, Qt::Key_Tab);
        QVERIFY(after->hasFocus());
        QTest::keyClick(after, Qt::Key_Backtab);
        QVERIFY(view->hasFocus());
        QTest::keyClick(view, Qt::Key_Backtab);
        QVERIFY(before->hasFocus());
    }

    void copy() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(3)));
        QGuiApplication::clipboard()->setText(u"before"_s);
        QTest::keySequence(&shown.view, QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s); // nothing selected, nothing taken
        QTest::keySequence(&shown.view, QKeySequence::SelectAll);
        QTest::keySequence(&shown.view, QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 u"question 0\n\nanswer 1 with bold words\n\n• of several\n• lines\n\nquestion 2"_s);
        QTest::keyClick(&shown.view, Qt::Key_Escape);
        QVERIFY(shown.view.selectedText().isEmpty());
    }

    void othersAreLeftToTheWindow() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(3)));
        for (const auto key : {Qt::Key_F4, Qt::Key_Escape, Qt::Key_Return, Qt::Key_X}) {
            QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier);
            QApplication::sendEvent(&shown.view, &event);
            QVERIFY(!event.isAccepted());
        }
    }

    void askForTheFindBar() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(3)));
        const QSignalSpy wanted(&shown.view, &TranscriptView::findBarWanted);
        QTest::keySequence(&shown.view, QKeySequence::Find);
        QTest::keyClick(&shown.view, '/');
        QCOMPARE(wanted.size(), 2);
        QKeyEvent shortcut(QEvent::ShortcutOverride, Qt::Key_F, Qt::ControlModifier);
        shortcut.ignore();
        QApplication::sendEvent(&shown.view, &shortcut);
        QVERIFY(shortcut.isAccepted()); // else the window's filter would take it
    }

    void stepThroughMatchesWhileSomethingIsLookedFor() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(50)));
        QSignalSpy step(&shown.view, &TranscriptView::findStepWanted);
        QTest::keyClick(&shown.view, Qt::Key_N);
        QVERIFY(step.isEmpty());
        shown.view.setMarked({.text = "question"});
        QTest::keyClick(&shown.view, Qt::Key_N);
        QTest::keyClick(&shown.view, Qt::Key_N, Qt::ShiftModifier);
        QTest::keyClick(&shown.view, Qt::Key_F3);
        QTest::keyClick(&shown.view, Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(step.size(), 4);
        for (const int i : {0, 1, 2, 3})
            QCOMPARE(step.at(i).at(0).toBool(), i % 2 == 0);
    }

    void walkByPrompts() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(50)));
        QTest::keyClick(&shown.view, Qt::Key_Home);
        QTest::keyClick(&shown.view, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(shown.probe.turnTop(u"r2"_s), 8);
        QTest::keyClick(&shown.view, '}');
        QCOMPARE(shown.probe.turnTop(u"r3"_s), 8);
        QTest::keyClick(&shown.view, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(shown.probe.turnTop(u"r2"_s), 8);
        QTest::keyClick(&shown.view, '{');
        QCOMPARE(shown.probe.turnTop(u"r1"_s), 8);
        QTest::keyClick(&shown.view, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(shown.view.verticalScrollBar()->value(), 0);
        for (int i = 0; i < 60; ++i)
            QTest::keyClick(&shown.view, Qt::Key_Down, Qt::AltModifier);
        QVERIFY(shown.probe.isAtEnd());
    }

    void foldAndUnfoldEverything() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(
            {fixture::turn("a", TurnRole::Assistant,
                           {ThinkingBlock{"a thought"}, fixture::call("Bash", "one", "output\n")})}));
        const QString folded = shown.view.plainText();
        QTest::keyClick(&shown.view, Qt::Key_U);
        QVERIFY(shown.view.plainText().contains(u"a thought"));
        QVERIFY(shown.view.plainText().contains(u"output"));
        QTest::keyClick(&shown.view, Qt::Key_F);
        QCOMPARE(shown.view.plainText(), folded);
    }

    void lettersAreOursBeforeShortcuts() {
        fixture::Shown shown;
        QKeyEvent ours(QEvent::ShortcutOverride, Qt::Key_N, Qt::NoModifier, u"n"_s);
        ours.ignore();
        QApplication::sendEvent(&shown.view, &ours);
        QVERIFY(ours.isAccepted());
        QKeyEvent theirs(QEvent::ShortcutOverride, Qt::Key_N, Qt::ControlModifier);
        theirs.ignore();
        QApplication::sendEvent(&shown.view, &theirs);
        QVERIFY(!theirs.isAccepted());
    }

    void anEmptyViewTakesEveryKey() {
        fixture::Shown shown;
        for (const auto key :
             {Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_N, Qt::Key_P, Qt::Key_O,
              Qt::Key_Space, Qt::Key_Tab, Qt::Key_Return, Qt::Key_Escape})
            QTest::keyClick(&shown.view, key);
        QTest::keySequence(&shown.view, QKeySequence::SelectAll);
        QTest::keySequence(&shown.view, QKeySequence::Copy);
        QVERIFY(shown.view.selectedText().isEmpty());
    }
};

QTEST_MAIN(TranscriptKeysTest)
#include "transcript_keys_test.moc"
