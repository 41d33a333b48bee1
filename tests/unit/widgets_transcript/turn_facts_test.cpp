// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_transcript/transcript_fixture.h"
#include "widgets/transcript/turn_facts.h"

using namespace ax;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

class TurnFactsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shortens_data() {
        QTest::addColumn<quint64>("count");
        QTest::addColumn<QString>("text");
        QTest::newRow("0") << quint64(0) << u"0"_s;
        QTest::newRow("999") << quint64(999) << u"999"_s;
        QTest::newRow("1000") << quint64(1000) << u"1.0k"_s;
        QTest::newRow("1240") << quint64(1240) << u"1.2k"_s;
        QTest::newRow("9949") << quint64(9949) << u"9.9k"_s;
        QTest::newRow("9950") << quint64(9950) << u"10k"_s;
        QTest::newRow("15300") << quint64(15'300) << u"15k"_s;
        QTest::newRow("999499") << quint64(999'499) << u"999k"_s;
        QTest::newRow("999500") << quint64(999'500) << u"1.0M"_s;
        QTest::newRow("12 million") << quint64(12'000'000) << u"12M"_s;
        QTest::newRow("3 billion") << quint64(3'000'000'000) << u"3.0G"_s;
        QTest::newRow("all") << ~quint64(0) << u"18,446,744,074G"_s;
    }

    void shortens() {
        QFETCH(quint64, count);
        QFETCH(QString, text);
        QCOMPARE(shortCount(count), text);
    }

    void tellsTime() {
        const Turn turn = fixture::turn("a", TurnRole::User, {}, 2);
        QCOMPARE(turnTime(turn, DayPart::Hidden), u"10:02"_s);
        QCOMPARE(turnTime(turn, DayPart::Shown), u"21 Nov 10:02"_s);
        QVERIFY(sameMinute(turn, fixture::turn("b", TurnRole::User, {}, 2)));
        QVERIFY(!sameMinute(turn, fixture::turn("b", TurnRole::User, {}, 3)));
        QVERIFY(sameDay(turn, fixture::turn("b", TurnRole::User, {}, 13 * 60)));
        QVERIFY(!sameDay(turn, fixture::turn("b", TurnRole::User, {}, 15 * 60)));
        QVERIFY(turnTime(Turn(), DayPart::Shown).isEmpty());
    }

    void countsWhatTheTurnAdded() {
        Turn turn;
        QVERIFY(turnTokens(turn).isEmpty());
        turn.tokens = {.input = 200, .output = 1000, .cacheRead = 50'000, .cacheWrite = 34};
        QCOMPARE(turnTokens(turn), u"1.2k tok"_s);
    }

    void detailsSayAll() {
        Turn turn = fixture::turn("a", TurnRole::Assistant, {});
        turn.model = "opus\x1b[31m-5";
        turn.tokens = {.input = 1200, .output = 5, .cacheRead = 7, .cacheWrite = 0};
        const QString details = turnDetails(turn);
        QVERIFY(details.contains(u"opus-5"));
        QVERIFY(details.contains(u"tokens in"));
        QVERIFY(details.contains(u"7 tokens from the prompt cache"));
        QVERIFY(!details.contains(u"into"));
        QVERIFY(turnDetails(Turn()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TurnFactsTest)
#include "turn_facts_test.moc"
