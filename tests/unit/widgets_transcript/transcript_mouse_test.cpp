// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_transcript/transcript_fixture.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QToolTip>

using namespace ax;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

namespace {

void click(fixture::Shown& shown, QPoint point) {
    QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, point);
}

void drag(fixture::Shown& shown, QPoint from, QPoint to) {
    QWidget* viewport = shown.view.viewport();
    QTest::mousePress(viewport, Qt::LeftButton, {}, from);
    QTest::mouseMove(viewport, (from + to) / 2);
    QTest::mouseMove(viewport, to);
    QTest::mouseRelease(viewport, Qt::LeftButton, {}, to);
}

std::vector<Turn> someTurns() {
    return {fixture::user("u", "First words of a person."),
            fixture::turn("a", TurnRole::Assistant,
                          {ThinkingBlock{"Thought of **it**."},
                           TextBlock{"See [the page](https://example.org/page) for more."},
                           fixture::call("Bash", "ls -la", fixture::lines(450, "file"))})};
}

} // namespace

class TranscriptMouseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aClickUnfoldsACall() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(someTurns()));
        click(shown, shown.probe.toolCall(0)->center());
        QVERIFY(shown.view.plainText().contains(u"file 200\n"));
        QVERIFY(!shown.view.plainText().contains(u"file 201\n"));
        click(shown, shown.probe.toolCall(0)->center());
        QVERIFY(!shown.view.plainText().contains(u"file 1\n"));
    }

    void aClickUnfoldsAThought() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(someTurns()));
        click(shown, shown.probe.thought()->center());
        QVERIFY(shown.view.plainText().contains(u"Thinking\nThought of it."));
    }

    void theLineThatWasClickedStays() {
        fixture::Shown shown;
        auto turns = fixture::talk(30);
        turns.insert(turns.begin() + 20, fixture::turn("t", TurnRole::Assistant,
                                                       {fixture::call("Bash", "ls", fixture::lines(100))}));
        shown.set(fixture::excerpt(turns));
        QTest::keyClick(&shown.view, Qt::Key_Home);
        while (!shown.probe.toolCall(0) || shown.probe.toolCall(0)->top() > 200)
            QTest::keyClick(&shown.view, Qt::Key_Down);
        const QRect before = *shown.probe.toolCall(0);
        click(shown, before.center());
        QCOMPARE(shown.probe.toolCall(0), before);
        click(shown, before.center());
        QCOMPARE(shown.probe.toolCall(0), before);
    }

    void theRestOfALongOutputIsOneClickAway() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(someTurns()));
        shown.view.setToolCallFolding(0, TranscriptView::Folding::Expanded);
        QTest::keyClick(&shown.view, Qt::Key_End);
        click(shown, shown.probe.showMore()->topLeft() + QPoint(20, 8));
        QVERIFY(shown.view.plainText().contains(u"file 450"));
        QVERIFY(!shown.probe.showMore().has_value());
    }

    void aClickFollowsALink() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(someTurns()));
        QSignalSpy activated(&shown.view, &TranscriptView::linkActivated);
        const QRect link = *shown.probe.link(u"https://example.org/page"_s);
        click(shown, link.center());
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.at(0).at(0).toUrl(), QUrl(u"https://example.org/page"_s));
        click(shown, link.center() + QPoint(0, 200));
        drag(shown, link.center(), link.center() + QPoint(60, 0)); // a selection, no click
        QCOMPARE(activated.count(), 1);
        QVERIFY(!shown.view.selectedText().isEmpty());
    }

    void aLinkSaysWhereItLeads() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(someTurns()));
        const QPoint point = shown.probe.link(u"https://example.org/page"_s)->center();
        QTest::mouseMove(shown.view.viewport(), point);
        QTRY_COMPARE(shown.view.viewport()->cursor().shape(), Qt::PointingHandCursor);
        QHelpEvent help(QEvent::ToolTip, point, shown.view.viewport()->mapToGlobal(point));
        QApplication::sendEvent(shown.view.viewport(), &help);
        QTRY_COMPARE(QToolTip::text(), u"https://example.org/page"_s);
        QTest::mouseMove(shown.view.viewport(), shown.probe.text(u"First"_s)->center());
        QTRY_COMPARE(shown.view.viewport()->cursor().shape(), Qt::IBeamCursor);
        QTest::mouseMove(shown.view.viewport(), shown.probe.toolCall(0)->center());
        QTRY_COMPARE(shown.view.viewport()->cursor().shape(), Qt::PointingHandCursor);
    }

    void theMarginTellsWhatIsKnownOfATurn() {
        fixture::Shown shown;
        auto turns = someTurns();
        turns[1].time.reset();
        turns[1].model = "<b>opus</b>";
        shown.set(fixture::excerpt(turns));
        const QPoint point(870, *shown.probe.turnTop(u"a"_s) + 5);
        QHelpEvent help(QEvent::ToolTip, point, shown.view.viewport()->mapToGlobal(point));
        QApplication::sendEvent(shown.view.viewport(), &help);
        QTRY_VERIFY(QToolTip::text().contains(u"&lt;b&gt;opus"));
    }

    void aDragSelects() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(someTurns()));
        const QRect first = *shown.probe.text(u"First"_s);
        const QRect words = *shown.probe.text(u"words"_s);
        drag(shown, {first.left() + 1, first.center().y()}, {words.right(), words.center().y()});
        QCOMPARE(shown.view.selectedText(), u"First words"_s);
        drag(shown, {words.right(), words.center().y()}, {first.left() + 1, first.center().y()}); // upwards
        QCOMPARE(shown.view.selectedText(), u"First words"_s);
    }

    void aDragSelectsAcrossTurns() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(someTurns()));
        const QRect person = *shown.probe.text(u"person"_s);
        const QRect page = *shown.probe.text(u"See"_s);
        drag(shown, {person.left() + 1, person.center().y()}, {page.right() + 1, page.center().y()});
        QCOMPARE(shown.view.selectedText(), u"person.\n\nThinking\nSee"_s);
        click(shown, {5, 5});
        QVERIFY(shown.view.selectedText().isEmpty());
    }

    void aDoubleClickSelectsAWord() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(someTurns()));
        QTest::mouseDClick(shown.view.viewport(), Qt::LeftButton, {}, shown.probe.text(u"words"_s)->center());
        QCOMPARE(shown.view.selectedText(), u"words"_s);
    }

    void shiftExtends() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(someTurns()));
        QTest::mouseDClick(shown.view.viewport(), Qt::LeftButton, {}, shown.probe.text(u"First"_s)->center());
        const QRect person = *shown.probe.text(u"person"_s);
        QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, Qt::ShiftModifier,
                          {person.right() + 1, person.center().y()});
        QCOMPARE(shown.view.selectedText(), u"First words of a person"_s);
    }

    void theWheelScrolls() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(100)));
        const int end = shown.view.verticalScrollBar()->value();
        const QPointF point(300, 200);
        QWheelEvent up(point, shown.view.viewport()->mapToGlobal(point), {}, {0, 120}, Qt::NoButton, {},
                       Qt::NoScrollPhase, false);
        QApplication::sendEvent(shown.view.viewport(), &up);
        QVERIFY(shown.view.verticalScrollBar()->value() < end);
        QVERIFY(!shown.probe.isAtEnd());
    }

    void nothingToPressIsNoHarm() {
        fixture::Shown shown;
        click(shown, {300, 200});
        QTest::mouseDClick(shown.view.viewport(), Qt::LeftButton, {}, {300, 200});
        drag(shown, {300, 200}, {100, 100});
        QVERIFY(shown.view.selectedText().isEmpty());
    }
};

QTEST_MAIN(TranscriptMouseTest)
#include "transcript_mouse_test.moc"
