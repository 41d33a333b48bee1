// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_transcript/transcript_fixture.h"
#include "widgets/transcript/item_content.h"
#include "widgets/transcript/transcript_items.h"

using namespace ax;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

namespace {

using Folding = TranscriptItems::Folding;

QString kinds(const TranscriptItems& items) {
    QString text;
    for (std::size_t i = 0; i < items.size(); ++i)
        text += QChar(u"EtHhCcINM"[static_cast<int>(items.at(i).kind)]);
    return text;
}

std::vector<Turn> variousTurns() {
    return {fixture::user("u", "hello"),
            fixture::turn("a", TurnRole::Assistant,
                          {ThinkingBlock{"hm"}, TextBlock{"text"}, fixture::call("Bash", "ls", "a\nb\n"),
                           ImageBlock{"image/png", "x"}, TextBlock{"  \n"}}),
            fixture::turn("n", TurnRole::Notice, {TextBlock{"Interrupted"}})};
}

} // namespace

class TranscriptItemsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsBlocks() {
        TranscriptItems items;
        auto excerpt = fixture::excerpt(variousTurns());
        excerpt->skippedBytes = 1;
        items.setExcerpt(excerpt);
        QCOMPARE(kinds(items), u"EtHtCIN"_s); // blank text is none
        QCOMPARE(items.toolCalls().size(), 1);
    }

    void keysAreInOrder() {
        TranscriptItems items;
        items.setExcerpt(fixture::excerpt(variousTurns()));
        items.setAllFolding(Folding::Unfolded);
        for (std::size_t i = 0; i < items.size(); ++i) {
            QVERIFY(i == 0 || items.at(i - 1).key < items.at(i).key);
            QCOMPARE(items.indexOf(items.at(i).key), i);
        }
    }

    void unfolds() {
        TranscriptItems items;
        items.setExcerpt(fixture::excerpt(variousTurns()));
        const std::uint64_t folded = items.at(3).stamp;
        items.setFolding({1, 2}, Folding::Unfolded);
        QCOMPARE(kinds(items), u"tHtCcIN"_s);
        QVERIFY(items.isUnfolded({1, 2}));
        QVERIFY(items.at(3).stamp != folded); // the triangle turns
        items.setFolding({1, 0}, Folding::Unfolded);
        QCOMPARE(kinds(items), u"tHhtCcIN"_s);
        items.setAllFolding(Folding::Folded);
        QCOMPARE(kinds(items), u"tHtCIN"_s);
    }

    void aThoughtWithoutWordsDoesNotUnfold() {
        QVERIFY(!isFoldable(ThinkingBlock{" \n"}));
        QVERIFY(isFoldable(ThinkingBlock{"hm"}));
        QVERIFY(isFoldable(fixture::call("Bash", "", "")));
        QVERIFY(!isFoldable(TextBlock{"x"}));
    }

    void aLongOutputIsShownInPortions() {
        TranscriptItems items;
        items.setExcerpt(fixture::excerpt(
            {fixture::turn("a", TurnRole::Assistant, {fixture::call("Bash", "ls", fixture::lines(1000))})}));
        items.setFolding({0, 0}, Folding::Unfolded);
        QCOMPARE(kinds(items), u"CcM"_s);
        QCOMPARE(lineOf(items, items.at(2)), u"Show all 1,000 lines"_s);
        QVERIFY(textOf(items, items.at(1)).endsWith(u"line 200"));
        items.showMore({0, 0});
        QCOMPARE(kinds(items), u"Cccccc"_s);
        QVERIFY(textOf(items, items.at(5)).endsWith(u"line 1000"));
    }

    void aHugeTextIsShownInPortions() {
        TranscriptItems items;
        items.setExcerpt(fixture::excerpt({fixture::agent("a", std::string(12'000'000, 'x'))}));
        const std::size_t before = items.size();
        QVERIFY(before < 50);
        QCOMPARE(items.at(before - 1).kind, ItemKind::More);
        QCOMPARE(lineOf(items, items.at(before - 1)), u"Show more (12 MB)"_s);
        items.showMore({0, 0});
        QVERIFY(items.size() > before);
        items.showMore({0, 0});
        QVERIFY(items.at(items.size() - 1).kind != ItemKind::More);
    }

    void turnsThatFollowKeepTheRest() {
        TranscriptItems items;
        items.setExcerpt(fixture::excerpt(fixture::talk(4)));
        const auto change = items.setExcerpt(fixture::excerpt(fixture::talk(6)));
        QCOMPARE(change.newTurn, (std::vector{0, 1, 2, 3}));
        QCOMPARE(change.unchangedTurns, 4);
    }

    void aTurnThatGrewIsChanged() {
        TranscriptItems items;
        auto turns = fixture::talk(4);
        items.setExcerpt(fixture::excerpt(turns));
        turns[2].blocks.push_back(TextBlock{"more"});
        const auto change = items.setExcerpt(fixture::excerpt(turns));
        QCOMPARE(change.newTurn, (std::vector{0, 1, 2, 3}));
        QCOMPARE(change.unchangedTurns, 2);
    }

    void aResultChangesItsCallOnly() {
        auto turns = std::vector{
            fixture::turn("a", TurnRole::Assistant,
                          {TextBlock{"x"}, fixture::call("Bash", "ls", "", ToolOutcome::Pending)})};
        TranscriptItems items;
        items.setExcerpt(fixture::excerpt(turns));
        const std::uint64_t text = items.at(0).stamp;
        const std::uint64_t chip = items.at(1).stamp;
        std::get<ToolCall>(turns[0].blocks[1]).outcome = ToolOutcome::Succeeded;
        items.setExcerpt(fixture::excerpt(turns));
        QCOMPARE(items.at(0).stamp, text);
        QVERIFY(items.at(1).stamp != chip);
    }

    void foldingFollowsItsTurn() {
        auto turns = variousTurns();
        TranscriptItems items;
        items.setExcerpt(fixture::excerpt(turns));
        items.setFolding({1, 2}, Folding::Unfolded);
        turns.insert(turns.begin(), {fixture::user("x", "earlier"), fixture::agent("y", "earlier")});
        const auto change = items.setExcerpt(fixture::excerpt(turns));
        QCOMPARE(change.newTurn, (std::vector{2, 3, 4}));
        QCOMPARE(change.unchangedTurns, 0);
        QVERIFY(items.isUnfolded({3, 2}));
        QVERIFY(!items.isUnfolded({1, 2}));
        QCOMPARE(kinds(items), u"tttHtCcIN"_s);
    }

    void aWindowThatMovesOnDropsTheFirst() {
        auto turns = fixture::talk(6);
        TranscriptItems items;
        items.setExcerpt(fixture::excerpt(turns));
        turns.erase(turns.begin(), turns.begin() + 2);
        turns.push_back(fixture::user("new", "x"));
        const auto change = items.setExcerpt(fixture::excerpt(turns));
        QCOMPARE(change.newTurn, (std::vector{-1, -1, 0, 1, 2, 3}));
        QCOMPARE(change.turn(5), 3);
        QCOMPARE(change.turn(99), -1);
        QCOMPARE(change.turn(-1), -1);
    }

    void recordsOutOfOrderOrWithoutNamesAreNew() {
        TranscriptItems items;
        items.setExcerpt(
            fixture::excerpt({fixture::user("a", "1"), fixture::user("b", "2"), fixture::user("", "3")}));
        const auto change = items.setExcerpt(
            fixture::excerpt({fixture::user("b", "2"), fixture::user("a", "1"), fixture::user("", "3")}));
        QCOMPARE(change.newTurn, (std::vector{1, -1, -1})); // ascending, or anchors would cross
    }

    void whatIsLeftOutIsSaid() {
        auto excerpt = fixture::excerpt(fixture::talk(1));
        excerpt->skippedBytes = 12'345'678;
        excerpt->damagedRecords = 2;
        excerpt->unknownRecords = 7;
        TranscriptItems items;
        items.setExcerpt(excerpt);
        QCOMPARE(lineOf(items, items.at(0)),
                 u"Earlier turns are not shown (12 MB) · damaged records: 2 · records of unknown kind: 7"_s);
        excerpt = fixture::excerpt(fixture::talk(1));
        excerpt->damagedRecords = 1;
        items.setExcerpt(excerpt);
        QCOMPARE(lineOf(items, items.at(0)), u"Damaged records: 1"_s);
    }

    void aSliceInsideCodeIsCode() {
        std::string text = "```cpp\n";
        while (text.size() < 30'000)
            text += "int x; // *no* emphasis\n";
        TranscriptItems items;
        items.setExcerpt(fixture::excerpt({fixture::agent("a", text)}));
        QVERIFY(items.size() > 1);
        for (std::size_t i = 0; i < items.size(); ++i) {
            const Blocks blocks = blocksOf(items, items.at(i));
            QCOMPARE(blocks.size(), 1);
            QCOMPARE(blocks[0].kind, Block::Kind::Code);
            QCOMPARE(blocks[0].language, u"cpp"_s);
            QVERIFY(blocks[0].content.runs.empty());
        }
    }

    void peopleAreReadByTheLine() {
        TranscriptItems items;
        items.setExcerpt(fixture::excerpt({fixture::user("a", "x\ny"), fixture::agent("b", "x\ny")}));
        QCOMPARE(textOf(items, items.at(0)), u"x\ny"_s);
        QCOMPARE(textOf(items, items.at(1)), u"x y"_s);
    }

    void aPatchInATextHasItsColours() {
        TranscriptItems items;
        items.setExcerpt(fixture::excerpt({fixture::agent("a", "```diff\n@@ 1 @@\n-a\n+b\n c\n```")}));
        const Blocks blocks = blocksOf(items, items.at(0));
        QCOMPARE(blocks[0].content.runs.size(), 3);
        QCOMPARE(blocks[0].content.runs[0].tone, Tone::Muted);
        QCOMPARE(blocks[0].content.runs[1].tone, Tone::Removed);
        QCOMPARE(blocks[0].content.runs[2].tone, Tone::Added);
    }
};

QTEST_GUILESS_MAIN(TranscriptItemsTest)
#include "transcript_items_test.moc"
