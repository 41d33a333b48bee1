// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_transcript/transcript_fixture.h"

#include <QScrollBar>

using namespace ax;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

/// The length of a conversation costs nothing: counted in layouts, never in time.
class TranscriptLengthTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatIsSeenIsLaidOut() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(5000)));
        shown.view.grab();
        QCOMPARE(shown.probe.itemCount(), 5000);
        const std::uint64_t first = shown.probe.layoutsMade();
        QVERIFY(first > 0 && first < 40);

        shown.set(fixture::excerpt(fixture::talk(5002)));
        shown.view.grab();
        QVERIFY(shown.probe.layoutsMade() - first <= 4);
    }

    void aJumpLaysOutItsTargetOnly() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(5000)));
        std::uint64_t before = shown.probe.layoutsMade();
        shown.view.verticalScrollBar()->setValue(shown.view.verticalScrollBar()->maximum() / 2);
        QVERIFY(shown.probe.layoutsMade() - before < 40);
        before = shown.probe.layoutsMade();
        QTest::keyClick(&shown.view, Qt::Key_Home);
        QVERIFY(shown.probe.layoutsMade() - before < 40);
        QVERIFY(shown.probe.turnTop(u"r0"_s).has_value());
    }

    void repaintingLaysOutNothing() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(500)));
        const std::uint64_t before = shown.probe.layoutsMade();
        for (int i = 0; i < 5; ++i)
            shown.view.grab();
        QTest::keySequence(&shown.view, QKeySequence::SelectAll);
        shown.view.grab();
        QCOMPARE(shown.probe.layoutsMade(), before);
    }

    void theSameTurnsLayOutNothing() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(500)));
        const std::uint64_t before = shown.probe.layoutsMade();
        shown.set(fixture::excerpt(fixture::talk(500)));
        QCOMPARE(shown.probe.layoutsMade(), before);
    }

    void unfoldingLaysOutTheTurnOnly() {
        fixture::Shown shown;
        auto turns = fixture::talk(1000);
        turns.push_back(fixture::turn("t", TurnRole::Assistant, {fixture::call("Bash", "ls", "x\n")}));
        shown.set(fixture::excerpt(turns));
        const std::uint64_t before = shown.probe.layoutsMade();
        shown.view.setToolCallFolding(0, TranscriptView::Folding::Expanded);
        QVERIFY(shown.probe.layoutsMade() - before <= 3);
    }

    void textsThatGrowLayOutTheirEndOnly() {
        fixture::Shown shown;
        std::string text;
        while (text.size() < 200'000)
            text += "A paragraph of the answer that is being written.\n\n";
        shown.set(fixture::excerpt({fixture::agent("a", text)}));
        for (int i = 0; i < 10; ++i) {
            const std::uint64_t before = shown.probe.layoutsMade();
            text += "And another word.\n\n";
            shown.set(fixture::excerpt({fixture::agent("a", text)}));
            QVERIFY(shown.probe.layoutsMade() - before <= 2);
        }
    }

    void aHugeTextIsLaidOutInSlices() {
        fixture::Shown shown;
        std::string text;
        while (text.size() < 12'000'000)
            text += "A line of a text that does not end. ";
        shown.set(fixture::excerpt({fixture::agent("a", text)}));
        shown.view.grab();
        QVERIFY(shown.probe.layoutsMade() < 10);
        QVERIFY(shown.probe.showMore().has_value());
    }

    void walkingThroughItAllKeepsFewLayouts() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(2000)));
        QTest::keyClick(&shown.view, Qt::Key_Home);
        int pages = 0;
        while (!shown.probe.isAtEnd() && ++pages < 2000)
            QTest::keyClick(&shown.view, Qt::Key_PageDown);
        QVERIFY(shown.probe.isAtEnd());
        // Nothing is laid out twice on the way down.
        QVERIFY(shown.probe.layoutsMade() < 2200);
    }
};

QTEST_MAIN(TranscriptLengthTest)
#include "transcript_length_test.moc"
