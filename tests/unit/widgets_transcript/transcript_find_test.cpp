// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_transcript/transcript_fixture.h"

using namespace ax;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

namespace {

constexpr auto Forward = TranscriptView::FindDirection::Forward;
constexpr auto Backward = TranscriptView::FindDirection::Backward;

} // namespace

class TranscriptFindTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsAllPlaces() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(100)));
        QCOMPARE(shown.view.find(u"question"_s, Forward), 50);
        QCOMPARE(shown.view.find(u"QUESTION 9"_s, Forward), 5);  // 90, 92, …
        QCOMPARE(shown.view.find(u"bold words"_s, Forward), 50); // across markup
        QCOMPARE(shown.view.find(u""_s, Forward), 0);
        QCOMPARE(shown.view.find(u"nowhere"_s, Backward), 0);
    }

    void stepsAndGoesRound() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(100)));
        QTest::keyClick(&shown.view, Qt::Key_Home);
        QCOMPARE(shown.view.find(u"question 2"_s, Forward), 6); // 2, 20, 22, 24, 26, 28
        QVERIFY(shown.probe.turnTop(u"r2"_s).has_value());
        shown.view.find(u"question 2"_s, Forward);
        QVERIFY(shown.probe.turnTop(u"r20"_s).has_value());
        shown.view.find(u"question 2"_s, Backward);
        QVERIFY(shown.probe.turnTop(u"r2"_s).has_value());
        shown.view.find(u"question 2"_s, Backward);
        QVERIFY(shown.probe.turnTop(u"r28"_s).has_value());
        shown.view.find(u"question 2"_s, Forward);
        QVERIFY(shown.probe.turnTop(u"r2"_s).has_value());
    }

    void startsWhereOneReads() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(100)));
        QTest::keyClick(&shown.view, Qt::Key_End);
        shown.view.find(u"answer"_s, Backward);
        QVERIFY(!shown.probe.turnTop(u"r1"_s).has_value());
    }

    void staysWhileAWordIsTyped() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(100)));
        QTest::keyClick(&shown.view, Qt::Key_Home);
        shown.view.find(u"question 4"_s, Forward);
        const auto top = shown.probe.turnTop(u"r4"_s);
        QVERIFY(top.has_value());
        shown.view.find(u"question 46"_s, Forward);
        QVERIFY(shown.probe.turnTop(u"r46"_s).has_value());
        shown.view.find(u"question 4"_s, Forward);
        QVERIFY(shown.probe.turnTop(u"r46"_s).has_value());
    }

    void unfoldsWhatHidesThePlace() {
        fixture::Shown shown;
        auto turns = fixture::talk(40);
        turns.push_back(fixture::turn("t", TurnRole::Assistant,
                                      {ThinkingBlock{"a secret thought"},
                                       fixture::call("Bash", "ls", fixture::lines(100) + "needle\n")}));
        shown.set(fixture::excerpt(turns));
        QTest::keyClick(&shown.view, Qt::Key_Home);
        QCOMPARE(shown.view.find(u"needle"_s, Forward), 1);
        QVERIFY(shown.view.plainText().contains(u"needle"));
        QVERIFY(shown.probe.text(u"needle"_s).has_value());
        QVERIFY(shown.view.viewport()->rect().contains(*shown.probe.text(u"needle"_s)));
        QCOMPARE(shown.view.find(u"secret"_s, Forward), 1);
        QVERIFY(shown.probe.text(u"secret"_s).has_value());
    }

    void marksAreSeenAndTakenAway() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(3)));
        const QImage plain = shown.view.viewport()->grab().toImage();
        shown.view.find(u"question"_s, Forward);
        QVERIFY(shown.view.viewport()->grab().toImage() != plain);
        shown.view.find({}, Forward);
        QCOMPARE(shown.view.viewport()->grab().toImage(), plain);
    }

    void newTurnsAreSearched() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(10)));
        QCOMPARE(shown.view.find(u"question"_s, Forward), 5);
        shown.set(fixture::excerpt(fixture::talk(20)));
        QCOMPARE(shown.view.find(u"question"_s, Forward), 10);
        auto fewer = fixture::talk(20);
        fewer.erase(fewer.begin(), fewer.begin() + 10);
        shown.set(fixture::excerpt(fewer));
        QCOMPARE(shown.view.find(u"question"_s, Forward), 5);
        shown.view.clear({});
        QCOMPARE(shown.view.find(u"question"_s, Forward), 0);
    }

    void placesInOneLineAreInOrder() {
        fixture::Shown shown;
        shown.set(fixture::excerpt({fixture::agent("a", "aaaa")}));
        QCOMPARE(shown.view.find(u"aa"_s, Forward), 2);
        QCOMPARE(shown.view.find(u"a"_s, Forward), 4);
    }

    void tooManyPlacesAreBounded() {
        fixture::Shown shown;
        shown.set(fixture::excerpt({fixture::agent("a", std::string(200'000, 'a'))}));
        QCOMPARE(shown.view.find(u"a"_s, Forward), 20'000);
        shown.view.grab();
    }
};

QTEST_MAIN(TranscriptFindTest)
#include "transcript_find_test.moc"
