// SPDX-License-Identifier: MIT
#include "app/cli/display_width.h"
#include "app/cli/read_options.h"
#include "app/cli/turn_text.h"

#include <QtTest>

using namespace ax;
using namespace ax::cli;

class TurnTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesEachMemberInItsPlace();
    void cutsPreviewsBetweenCharacters();
    void takesTimesAsRecorded();
    void wrapsAsTheTerminalShowsIt();
    void readsOptionsAsUpstreamDoes();
};

void TurnTextTest::writesEachMemberInItsPlace() {
    FollowEvent event = {.id = "i",
                         .name = "n",
                         .run = "r",
                         .event = "waiting",
                         .cursor = 7,
                         .turn = {},
                         .reason = "input",
                         .hint = "permission <prompt>"};
    QCOMPARE(formatEvent(event, Content::Short),
             std::string(R"({"id":"i","name":"n","group":"r","event":"waiting","cursor":7,"reason":"input",)"
                         R"("hint":"permission \u003cprompt\u003e"})"
                         "\n"));
    event = {.id = "i",
             .name = "",
             .run = "",
             .event = "turn",
             .cursor = 8,
             .turn = RecordTurn{},
             .reason = "",
             .hint = ""};
    event.turn->role = "assistant";
    event.turn->time = "T";
    event.turn->text = "a \n\t b";
    QCOMPARE(formatEvent(event, Content::Short),
             std::string(R"({"id":"i","event":"turn","cursor":8,"role":"assistant","ts":"T","preview":"a b"})"
                         "\n"));
    QVERIFY(formatEvent(event, Content::Whole).contains(R"("preview":"a \n\t b")"));
}

void TurnTextTest::cutsPreviewsBetweenCharacters() {
    FollowEvent event = {.id = "i",
                         .name = "",
                         .run = "",
                         .event = "turn",
                         .cursor = 1,
                         .turn = RecordTurn{},
                         .reason = "",
                         .hint = ""};
    event.turn->text = std::string(200, 'x');
    QVERIFY(formatEvent(event, Content::Short).contains(std::string(200, 'x') + "\"}"));
    event.turn->text = std::string(198, 'x') + "éé";
    QVERIFY(formatEvent(event, Content::Short).contains(std::string(198, 'x') + "…\"}"));
    QVERIFY(formatEvent(event, Content::Whole).contains("éé\"}"));
}

void TurnTextTest::takesTimesAsRecorded() {
    QCOMPARE(minuteOf("2026-11-01T23:59:00.5+02:00"), std::string("2026-11-01 23:59"));
    QCOMPARE(minuteOf(""), std::string());
    QCOMPARE(minuteOf("yesterday, at noon"), std::string());
}

void TurnTextTest::wrapsAsTheTerminalShowsIt() {
    using Lines = std::vector<std::string>;
    QCOMPARE(wrappedTo("one two three", 7, 9), (Lines{"one two", "three"}));
    QCOMPARE(wrappedTo("one\n\ntwo\n", 7, 9), (Lines{"one", "", "two"}));
    QCOMPARE(wrappedTo("abcdefgh", 3, 9), (Lines{"abc", "def", "gh"}));
    QCOMPARE(wrappedTo("日本語", 4, 9), (Lines{"日本", "語"}));
    QCOMPARE(wrappedTo("日", 1, 9), (Lines{"日"})); // wider than there is room
    QCOMPARE(wrappedTo("one two three", 5, 2), (Lines{"one", "two…"}));
    QCOMPARE(wrappedTo("abcdefgh", 3, 2), (Lines{"abc", "de…"}));
    QCOMPARE(wrappedTo("", 3, 2), Lines{});
}

void TurnTextTest::readsOptionsAsUpstreamDoes() {
    const std::vector<std::string> words = {
        "id",         "--since",      "x",         "--limit=5", "--timeout",  "soon", "--follow", "--events",
        "turn,,exit", "--unheard-of", "--exclude", "a,b",       "--exclude=c"};
    const auto options = parseReadOptions(words);
    QVERIFY(options);
    QCOMPARE(options->id, std::string("id"));
    QCOMPARE(options->since, std::uint64_t{0});
    QCOMPARE(options->limit, std::uint64_t{5});
    QCOMPARE(options->timeout.count(), std::int64_t{0});
    QVERIFY(options->follow);
    QCOMPARE(options->events, (std::set<std::string>{"turn", "exit"}));
    QCOMPARE(options->excluded, (std::set<std::string>{"a", "b", "c"}));
}

QTEST_GUILESS_MAIN(TurnTextTest)
#include "turn_text_test.moc"
