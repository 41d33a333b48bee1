// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_transcript/transcript_fixture.h"

#include <QSignalSpy>

using namespace ax;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

namespace {

/// A target in the record at `position` with so many matches before it in its turn.
TranscriptView::Target target(std::uint64_t position, std::size_t before = 0) {
    return {.position = position, .matchesSince = [before](std::uint64_t) { return before; }};
}

bool isMiddle(const QRect& rect, const TranscriptView& view) {
    const int height = view.viewport()->height();
    return rect.top() > height / 4 && rect.bottom() < height * 3 / 4;
}

} // namespace

/// Marks and going to a match. What a whole transcript holds is counted by findInTranscript.
class TranscriptFindTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void marksAreSeenAndTakenAway() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(3)));
        const QImage plain = shown.view.viewport()->grab().toImage();
        shown.view.setMarked({.text = "QUESTION"});
        const QImage marked = shown.view.viewport()->grab().toImage();
        QVERIFY(marked != plain);
        shown.view.setMarked({.text = "QUESTION", .letterCase = LetterCase::Matters});
        QCOMPARE(shown.view.viewport()->grab().toImage(), plain);
        shown.view.setMarked({.text = "qu.stion", .syntax = TextSyntax::Regex});
        QCOMPARE(shown.view.viewport()->grab().toImage(), marked);
        shown.view.setMarked({.text = "qu(", .syntax = TextSyntax::Regex}); // broken: marks nothing
        QCOMPARE(shown.view.viewport()->grab().toImage(), plain);
        shown.view.setMarked({});
        QCOMPARE(shown.view.viewport()->grab().toImage(), plain);
    }

    void marksCountCharacters() {
        fixture::Shown shown;
        shown.set(fixture::excerpt({fixture::user("u", "漢字 😀 needle ß needle")}));
        shown.view.setMarked({.text = "needle"});
        const QImage marked = shown.view.viewport()->grab().toImage();
        const auto first = shown.probe.text(u"needle"_s);
        QVERIFY(first.has_value());
        const QColor ground = shown.theme.tokens().amberGround;
        const auto has = [&](const QRect& rect) {
            for (int x = rect.left(); x <= rect.right(); ++x) {
                if (marked.pixelColor(x, rect.top() + 1) == ground)
                    return true;
            }
            return false;
        };
        QVERIFY(has(*first));
        QVERIFY(!has(*shown.probe.text(u"漢字"_s)));
    }

    void goesToARecord() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(100)));
        const auto turns = fixture::talk(100);
        shown.set(fixture::part(turns, 0, 100));
        shown.view.showPosition(target(4000), {.text = "question"});
        QVERIFY(shown.probe.text(u"question 40"_s).has_value());
        QVERIFY(isMiddle(*shown.probe.text(u"question 40"_s), shown.view));
        shown.view.showPosition(target(4150), {.text = "answer"}); // within a turn
        QVERIFY(shown.probe.text(u"answer 41"_s).has_value());
        shown.view.showPosition(target(9900), {.text = "no such words"}); // the turn at least
        QVERIFY(shown.probe.turnTop(u"r99"_s).has_value());
        shown.view.showPosition(target(1'000'000), {});
        QVERIFY(shown.probe.turnTop(u"r99"_s).has_value());
    }

    void stepsWithinATurn() {
        fixture::Shown shown;
        auto turns = fixture::talk(10);
        std::string text;
        for (int i = 0; i < 200; ++i)
            text += "paragraph " + std::to_string(i) + (i % 50 == 10 ? " needle" : "") + "\n\n";
        turns[5] = fixture::agent("long", text);
        shown.set(fixture::part(turns, 0, 10));
        for (const int hit : {0, 1, 2, 3}) {
            shown.view.showPosition(target(500, static_cast<std::size_t>(hit)), {.text = "needle"});
            const QString place = u"paragraph %1 needle"_s.arg(10 + 50 * hit);
            QVERIFY2(shown.probe.text(place).has_value(), qPrintable(place));
        }
    }

    void unfoldsWhatHidesThePlace() {
        fixture::Shown shown;
        auto turns = fixture::talk(40);
        turns.push_back(fixture::turn(
            "t", TurnRole::Assistant,
            {TextBlock{"before"}, fixture::call("Bash", "ls", fixture::lines(100) + "needle\n")}));
        turns.push_back(fixture::user("after", "x"));
        shown.set(fixture::part(turns, 0, turns.size()));
        QTest::keyClick(&shown.view, Qt::Key_Home);
        shown.view.showPosition(target(4050), {.text = "needle"});
        QVERIFY(shown.probe.text(u"needle"_s).has_value());
        QVERIFY(shown.view.viewport()->rect().contains(*shown.probe.text(u"needle"_s)));
        shown.view.setAllFolding(TranscriptView::Folding::Folded);
        // A result may stand behind what was said after its call.
        shown.view.showPosition(target(4150), {.text = "needle"});
        QVERIFY(shown.probe.text(u"needle"_s).has_value());
    }

    void showsWhatStandsBelowTheFirstLines() {
        fixture::Shown shown;
        auto turns = fixture::talk(4);
        turns.push_back(fixture::turn("t", TurnRole::Assistant,
                                      {fixture::call("Bash", "ls", fixture::lines(300) + "needle\n")}));
        shown.set(fixture::part(turns, 0, turns.size()));
        shown.view.showPosition(target(400), {.text = "needle"});
        QVERIFY(shown.probe.text(u"needle"_s).has_value());
    }

    void showsWhatAToolSaidOfAnEdit() {
        fixture::Shown shown;
        auto turns = fixture::talk(4);
        ToolCall edit = fixture::edit("a.cpp", "x\n", "the needle\n");
        edit.output = "Changed: the needle, and so on";
        turns.push_back(fixture::turn("t", TurnRole::Assistant, {edit}));
        shown.set(fixture::part(turns, 0, turns.size()));
        shown.view.setAllFolding(TranscriptView::Folding::Expanded);
        QVERIFY(!shown.probe.text(u"Changed"_s).has_value());
        shown.view.showPosition(target(400), {.text = "needle"});
        const auto said = shown.probe.text(u"Changed: the needle"_s);
        QVERIFY(said.has_value());
        // The match is the one in what was said, not the one in the change above it.
        const QImage image = shown.view.viewport()->grab().toImage();
        const QColor passing = shown.theme.tokens().amberGround;
        const auto words = shown.probe.text(u"needle, and"_s);
        QVERIFY(words.has_value());
        QVERIFY(image.pixelColor(words->left() + 1, words->top() + 1) != passing);
        QVERIFY(image.pixelColor(words->left() + 1, words->top() + 1) != shown.theme.tokens().code);
    }

    void showsWhatIsFarDownInALongText() {
        fixture::Shown shown;
        auto turns = fixture::talk(4);
        turns.push_back(fixture::turn(
            "t", TurnRole::Assistant,
            {fixture::call("Bash", "ls", fixture::lines(200'000) + "needle\n" + fixture::lines(1000))}));
        shown.set(fixture::part(turns, 0, turns.size()));
        shown.view.showPosition(target(400), {.text = "needle"});
        QVERIFY(shown.probe.text(u"needle"_s).has_value());
        QVERIFY(shown.view.viewport()->rect().contains(*shown.probe.text(u"needle"_s)));
    }

    void loadsAPlaceThatIsElsewhere() {
        fixture::Shown shown;
        const auto turns = fixture::talk(1000);
        shown.set(fixture::part(turns, 900, 1000));
        QSignalSpy wanted(&shown.view, &TranscriptView::windowWanted);
        shown.view.showPosition(target(20'000), {.text = "question"});
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.at(0).at(0).toULongLong(), 20'000U);
        QVERIFY(shown.probe.isAtEnd()); // until it comes
        shown.set(fixture::part(turns, 150, 260));
        QVERIFY(shown.probe.text(u"question 200"_s).has_value());
        QVERIFY(isMiddle(*shown.probe.text(u"question 200"_s), shown.view));
    }
};

QTEST_MAIN(TranscriptFindTest)
#include "transcript_find_test.moc"
