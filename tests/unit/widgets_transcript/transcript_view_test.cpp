// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_transcript/transcript_fixture.h"

#include <QPushButton>
#include <QScrollBar>

using namespace ax;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

namespace {

std::vector<Turn> workingTurns() {
    return {fixture::user("u", "Fix the **flaky** test."),
            fixture::turn("a", TurnRole::Assistant,
                          {ThinkingBlock{"It races."}, TextBlock{"It races the server."},
                           fixture::call("Read", "upload_test.go", fixture::lines(212)),
                           fixture::edit("upload_test.go", "sleep\n", "wait\n"),
                           fixture::call("Bash", "go test", "FAIL\n", ToolOutcome::Failed)}),
            fixture::turn("n", TurnRole::Notice, {TextBlock{"Interrupted"}}), fixture::user("v", "go on")};
}

} // namespace

class TranscriptViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatItShows() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(workingTurns()));
        QCOMPARE(shown.view.plainText(), u"You\nFix the flaky test.\n\n"
                                         "claude\nThinking\nIt races the server.\nRead upload_test.go\nEdit "
                                         "upload_test.go\nBash go test\n\n"
                                         "Interrupted\n\n"
                                         "You\ngo on"_s);
        QCOMPARE(shown.view.toolCallCount(), 3);
        QCOMPARE(shown.view.objectName(), u"transcriptView"_s);
    }

    void foldsAndUnfolds() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(workingTurns()));
        const QString folded = shown.view.plainText();
        shown.view.setToolCallFolding(1, TranscriptView::Folding::Expanded);
        QVERIFY(shown.view.plainText().contains(u"Edit upload_test.go\n- sleep\n+ wait\nBash"));
        shown.view.setToolCallFolding(1, TranscriptView::Folding::Expanded);
        QVERIFY(shown.view.plainText().contains(u"- sleep"));
        shown.view.setToolCallFolding(1, TranscriptView::Folding::Folded);
        QCOMPARE(shown.view.plainText(), folded);
        shown.view.setToolCallFolding(-1, TranscriptView::Folding::Expanded);
        shown.view.setToolCallFolding(3, TranscriptView::Folding::Expanded);
        QCOMPARE(shown.view.plainText(), folded);
    }

    void aSentenceStandsInForNothing() {
        fixture::Shown shown;
        shown.view.clear(u"Choose a session."_s);
        QCOMPARE(shown.view.plainText(), u"Choose a session."_s);
        shown.set(fixture::excerpt({}));
        QCOMPARE(shown.view.plainText(), u"Nothing has been said in this session yet."_s);
        shown.set(std::shared_ptr<const TranscriptExcerpt>());
        QVERIFY(shown.view.plainText().isEmpty());
        shown.view.grab();
    }

    void startsAtTheEndAndFollowsIt() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(100)));
        QVERIFY(shown.probe.isAtEnd());
        QVERIFY(shown.probe.turnTop(u"r99"_s).has_value());
        shown.set(fixture::excerpt(fixture::talk(120)));
        QVERIFY(shown.probe.isAtEnd());
        QVERIFY(shown.probe.turnTop(u"r119"_s).has_value());
        QCOMPARE(shown.view.verticalScrollBar()->value(), shown.view.verticalScrollBar()->maximum());
    }

    void staysWhereOneReads() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(100)));
        shown.view.verticalScrollBar()->setValue(shown.view.verticalScrollBar()->maximum() / 2);
        QVERIFY(!shown.probe.isAtEnd());
        QString record;
        for (int i = 0; i < 100 && record.isEmpty(); ++i) {
            if (shown.probe.turnTop(u"r%1"_s.arg(i)).value_or(-1) >= 0)
                record = u"r%1"_s.arg(i);
        }
        const auto top = shown.probe.turnTop(record);
        QVERIFY(top.has_value());

        shown.set(fixture::excerpt(fixture::talk(130)));
        QCOMPARE(shown.probe.turnTop(record), top);

        // Earlier turns come before it, and the last one grows.
        auto turns = fixture::talk(130);
        turns.back().blocks.push_back(TextBlock{"more"});
        std::vector<Turn> earlier;
        for (int i = 0; i < 40; ++i)
            earlier.push_back(fixture::user("e" + std::to_string(i), fixture::lines(i)));
        turns.insert(turns.begin(), earlier.begin(), earlier.end());
        shown.set(fixture::excerpt(turns));
        QCOMPARE(shown.probe.turnTop(record), top);
    }

    void offersTheWayToTheEndWhenTurnsCame() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(100)));
        auto* jump = shown.view.findChild<QPushButton*>(u"newBelow"_s);
        QVERIFY(!jump->isVisible());
        QTest::keyClick(&shown.view, Qt::Key_Home);
        QVERIFY(!jump->isVisible()); // nothing new
        shown.set(fixture::excerpt(fixture::talk(110)));
        QVERIFY(jump->isVisible());
        QVERIFY(shown.view.viewport()->rect().contains(jump->geometry()));
        QTest::mouseClick(jump, Qt::LeftButton);
        QVERIFY(shown.probe.isAtEnd());
        QVERIFY(!jump->isVisible());
    }

    void anotherSessionStartsAnew() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(workingTurns()));
        shown.view.setToolCallFolding(0, TranscriptView::Folding::Expanded);
        QTest::keyClick(&shown.view, Qt::Key_Home);
        shown.view.setWindow(u"other"_s, u"codex"_s, fixture::whole(fixture::excerpt(workingTurns())));
        QVERIFY(!shown.view.plainText().contains(u"line 1"));
        QVERIFY(shown.view.plainText().contains(u"codex\n"));
        QVERIFY(shown.probe.isAtEnd());
    }

    void moreTurnsKeepFoldingAndSelection() {
        fixture::Shown shown({900, 700});
        auto turns = workingTurns();
        shown.set(fixture::excerpt(turns));
        shown.view.setToolCallFolding(1, TranscriptView::Folding::Expanded);
        QTest::mouseDClick(shown.view.viewport(), Qt::LeftButton, {}, shown.probe.text(u"flaky"_s)->center());
        QCOMPARE(shown.view.selectedText(), u"flaky"_s);
        turns.push_back(fixture::agent("w", "Going on."));
        turns.insert(turns.begin(), fixture::user("t", "Before that."));
        shown.set(fixture::excerpt(turns));
        QVERIFY(shown.view.plainText().contains(u"- sleep"));
        QCOMPARE(shown.view.selectedText(), u"flaky"_s);
    }

    void turnsThatWentTakeTheirSelectionAlong() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(4)));
        QTest::mouseDClick(shown.view.viewport(), Qt::LeftButton, {},
                           shown.probe.text(u"question 0"_s)->center());
        QVERIFY(!shown.view.selectedText().isEmpty());
        auto turns = fixture::talk(6);
        turns.erase(turns.begin(), turns.begin() + 2);
        shown.set(fixture::excerpt(turns));
        QVERIFY(shown.view.selectedText().isEmpty());
    }

    void aShortConversationStandsAtTheFoot() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(1)));
        QVERIFY(*shown.probe.turnTop(u"r0"_s) > 300);
        QCOMPARE(shown.view.verticalScrollBar()->maximum(), 0);
    }

    void anotherWidthKeepsThePlace() {
        fixture::Shown shown;
        auto turns = fixture::talk(60);
        turns[30] = fixture::user("mark", "The turn that is read.");
        shown.set(fixture::excerpt(turns));
        shown.view.verticalScrollBar()->setValue(0);
        while (!shown.probe.turnTop(u"mark"_s) || *shown.probe.turnTop(u"mark"_s) > 60)
            QTest::keyClick(&shown.view, Qt::Key_N);
        for (const int width : {700, 500, 320, 1200}) {
            shown.view.resize(width, 400);
            QTRY_VERIFY(shown.probe.turnTop(u"mark"_s).has_value());
        }
    }

    void anotherThemeAndFontAreShown() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(workingTurns()));
        const QImage light = shown.view.grab().toImage();
        shown.theme.setChoice(SchemeChoice::Dark);
        const QImage dark = shown.view.grab().toImage();
        QVERIFY(light != dark);
        QCOMPARE(dark.pixelColor(2, 2), shown.theme.tokens().base);
        const int top = *shown.probe.turnTop(u"u"_s);
        QFont font = shown.view.font();
        font.setPixelSize(24);
        shown.view.setFont(font);
        QTRY_VERIFY(shown.probe.turnTop(u"u"_s).value_or(-1000) < top);
    }

    void aHiddenViewTakesWindows() {
        Theme theme(*qApp, SchemeChoice::Light);
        TranscriptView view(theme);
        TranscriptProbe probe(view);
        view.setWindow(u"k"_s, u"claude"_s, fixture::whole(fixture::excerpt(workingTurns())));
        view.setToolCallFolding(0, TranscriptView::Folding::Expanded);
        view.showPosition({.position = 0}, {.text = "flaky"});
        QVERIFY(view.plainText().contains(u"line 7"));
        view.resize(900, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QVERIFY(probe.turnTop(u"u"_s).has_value() || probe.isAtEnd());
    }
};

QTEST_MAIN(TranscriptViewTest)
#include "transcript_view_test.moc"
