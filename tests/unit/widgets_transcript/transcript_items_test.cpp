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
        excerpt->unknownRecords = 1;
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
        QCOMPARE(change.moved({.turn = 5}), (ItemKey{.turn = 3}));
        QCOMPARE(change.moved({.turn = 99}), std::nullopt);
        QCOMPARE(change.moved({.turn = 0}), std::nullopt);
        QCOMPARE(change.moved({.turn = -1}), ItemKey());
    }

    void aTurnIsKnownByItsRest() {
        // A window that begins in the middle of an answer holds its last blocks, under another record's name.
        const Turn whole = fixture::turn(
            "a1", TurnRole::Assistant,
            {TextBlock{"one"}, fixture::call("Bash", "ls", "x\n"), fixture::call("Read", "f", "y\n")});
        Turn rest = whole;
        rest.recordId = "a2";
        rest.blocks.erase(rest.blocks.begin());
        const std::vector<Turn> all{fixture::user("u", "x"), whole, fixture::user("v", "y")};
        const std::vector<Turn> part{rest, fixture::user("v", "y")};

        TranscriptItems items;
        items.setExcerpt(fixture::excerpt(part));
        items.setFolding({0, 1}, Folding::Unfolded);
        auto change = items.setExcerpt(fixture::excerpt(all));
        QCOMPARE(change.newTurn, (std::vector{1, 2}));
        QCOMPARE(change.moved({.turn = 0, .block = 1}), (ItemKey{.turn = 1, .block = 2}));
        QVERIFY(items.isUnfolded({1, 2}));

        change = items.setExcerpt(fixture::excerpt(part));
        QCOMPARE(change.newTurn, (std::vector{-1, 0, 1}));
        QCOMPARE(change.moved({.turn = 1, .block = 2}), (ItemKey{.turn = 0, .block = 1}));
        QCOMPARE(change.moved({.turn = 1, .block = 0}), std::nullopt);
        QVERIFY(items.isUnfolded({0, 1}));

        // Other blocks are another turn.
        auto other = part;
        other[0].blocks.back() = TextBlock{"other"};
        items.setExcerpt(fixture::excerpt(all));
        change = items.setExcerpt(fixture::excerpt(other));
        QCOMPARE(change.newTurn, (std::vector{-1, -1, 1}));
    }

    void foldingAllIsForTurnsToComeToo() {
        TranscriptItems items;
        auto turns = variousTurns();
        items.setExcerpt(fixture::excerpt(turns));
        items.setAllFolding(Folding::Unfolded);
        items.setFolding({1, 2}, Folding::Folded);
        turns.push_back(fixture::turn("new", TurnRole::Assistant, {fixture::call("Bash", "ls", "x\n")}));
        items.setExcerpt(fixture::excerpt(turns));
        QVERIFY(items.isUnfolded({3, 0}));
        QVERIFY(!items.isUnfolded({1, 2}));
        items.setAllFolding(Folding::Folded);
        QVERIFY(!items.isUnfolded({3, 0}));
    }

    void showsAsFarAsAPlace() {
        TranscriptItems items;
        items.setExcerpt(fixture::excerpt({fixture::agent("a", std::string(2'000'000, 'x'))}));
        const std::size_t before = items.size();
        items.showUntil({0, 0}, 100);
        QCOMPARE(items.size(), before);
        items.showUntil({0, 0}, 1'000'000);
        QVERIFY(items.size() > before);
        const auto shows = [&items](std::size_t byte) {
            for (std::size_t i = 0; i < items.size(); ++i) {
                const Item& item = items.at(i);
                if (item.kind == ItemKind::Text && item.slice.begin <= byte &&
                    byte < item.slice.begin + item.slice.length)
                    return true;
            }
            return false;
        };
        QVERIFY(shows(1'000'000));
        QVERIFY(!shows(1'999'999));
    }

    void recordsOutOfOrderOrWithoutNamesAreNew() {
        TranscriptItems items;
        items.setExcerpt(
            fixture::excerpt({fixture::user("a", "1"), fixture::user("b", "2"), fixture::user("", "3")}));
        const auto change = items.setExcerpt(
            fixture::excerpt({fixture::user("b", "2"), fixture::user("a", "1"), fixture::user("", "3")}));
        QCOMPARE(change.newTurn, (std::vector{1, -1, -1})); // ascending, or anchors would cross
    }

    void whatIsLeftOutIsSaidAtTheStart() {
        auto excerpt = fixture::excerpt(fixture::talk(1));
        excerpt->damagedRecords = 2;
        excerpt->unknownRecords = 7;
        TranscriptItems items;
        items.setExcerpt(excerpt);
        QCOMPARE(lineOf(items, items.at(0)), u"Damaged records: 2 · records of unknown kind: 7"_s);
        auto later = fixture::excerpt(fixture::talk(1));
        later->damagedRecords = 1;
        later->skippedBytes = 1000;
        items.setExcerpt(later);
        QCOMPARE(items.size(), 1);
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
