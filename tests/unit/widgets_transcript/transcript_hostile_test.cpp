// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_transcript/transcript_fixture.h"

#include <QScrollBar>

using namespace ax;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

namespace {

/// Shows it all: unfolded, from end to start, at several widths.
void exercise(const std::shared_ptr<ax::TranscriptExcerpt>& excerpt) {
    fixture::Shown shown;
    shown.set(excerpt);
    for (int i = 0; i < shown.view.toolCallCount(); ++i)
        shown.view.setToolCallFolding(i, TranscriptView::Folding::Expanded);
    for (const int width : {900, 300, 90}) {
        shown.view.resize(width, 300);
        shown.view.grab();
    }
    for (int i = 0; i < 20; ++i) {
        QTest::keyClick(&shown.view, Qt::Key_PageUp);
        shown.view.grab();
    }
    (void)shown.view.plainText();
    shown.view.showPosition({.position = 0}, {.text = "a"});
    shown.view.grab();
    QTest::keySequence(&shown.view, QKeySequence::SelectAll);
    (void)shown.view.selectedText();
}

} // namespace

class TranscriptHostileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingHarmfulIsSaid() {
        const std::string evil = "\x1b]0;owned\x07<img src=x>\xe2\x80\xae\xe2\x80\x8b\x01"
                                 "\xff";
        fixture::Shown shown;
        ToolCall call = fixture::call(evil, evil, evil, ToolOutcome::Failed);
        call.input = evil;
        ToolCall edit = fixture::edit(evil, evil, evil + "x");
        shown.set(fixture::excerpt(
            {fixture::turn(evil, TurnRole::Assistant,
                           {TextBlock{evil}, ThinkingBlock{evil}, call, edit, ImageBlock{evil, evil}}),
             fixture::turn("n", TurnRole::Notice, {TextBlock{evil}})}));
        shown.view.setToolCallFolding(0, TranscriptView::Folding::Expanded);
        shown.view.setToolCallFolding(1, TranscriptView::Folding::Expanded);
        const QString text = shown.view.plainText();
        for (const char16_t c : {u'\x1b', u'\x07', u'\x01', u'\u202E', u'\u200B'})
            QVERIFY(!text.contains(QChar(c)));
        QVERIFY(text.contains(u"<img src=x>")); // as text
        QVERIFY(text.contains(u"⟦U+202E⟧"));
    }

    void emptyThings() {
        exercise(fixture::excerpt(
            {Turn(), fixture::turn("", TurnRole::Assistant, {}),
             fixture::turn("", TurnRole::Notice, {TextBlock{""}, ToolCall(), ImageBlock(), ThinkingBlock()}),
             fixture::turn("a", TurnRole::User,
                           {TextBlock{""}, ToolCall(), ImageBlock(), ThinkingBlock()})}));
    }

    void hugeThings() {
        const std::string line(3'000'000, 'a');
        exercise(fixture::excerpt(
            {fixture::user("u", line),
             fixture::turn("a", TurnRole::Assistant,
                           {TextBlock{line}, ThinkingBlock{line}, fixture::call(line, line, line),
                            fixture::edit(line, line, line), ImageBlock{line, line}}),
             fixture::turn("n", TurnRole::Notice, {TextBlock{line}})}));
    }

    void aTableOfThousandsOfCells() {
        std::string table = "|a|b|c|d|\n|-|-|-|-|\n";
        for (int i = 0; i < 20'000; ++i)
            table += "|1|2|3|4|\n";
        exercise(fixture::excerpt({fixture::agent("a", table)}));
    }

    void codeThatMakesHighlightersSlow() {
        for (const char* language : {"cpp", "perl", "markdown", "bash", "html", "json"}) {
            std::string code = "```" + std::string(language) + "\n";
            for (int i = 0; i < 60; ++i)
                code +=
                    std::string(100, '(') + std::string(100, '\\') + std::string(50, '"') + "<<EOF $((${a\n";
            exercise(fixture::excerpt({fixture::agent("a", code)}));
        }
    }

    void randomBytesEverywhere() {
        std::uint32_t state = 21;
        const auto random = [&state](int length) {
            std::string bytes;
            for (int i = 0; i < length; ++i) {
                state = state * 1664525 + 1013904223;
                bytes += static_cast<char>(state >> 24U);
            }
            return bytes;
        };
        std::vector<Turn> turns;
        for (int i = 0; i < 40; ++i) {
            ToolCall call = fixture::call(random(20), random(50), random(500));
            call.input = random(100);
            turns.push_back(fixture::turn(random(8), static_cast<TurnRole>(i % 3),
                                          {TextBlock{random(500)}, ThinkingBlock{random(200)}, call,
                                           fixture::edit(random(10), random(200), random(200)),
                                           ImageBlock{random(10), "\x89PNG\r\n\x1a\n" + random(200)}}));
        }
        exercise(fixture::excerpt(turns));
    }

    void turnsThatChangeAllTheTime() {
        fixture::Shown shown;
        std::uint32_t state = 4;
        const auto random = [&state](std::uint32_t below) {
            state = state * 1664525 + 1013904223;
            return static_cast<int>((state >> 8U) % below);
        };
        for (int round = 0; round < 200; ++round) {
            std::vector<Turn> turns = fixture::talk(random(40));
            turns.erase(turns.begin(), turns.begin() + random(static_cast<std::uint32_t>(turns.size()) + 1));
            for (Turn& turn : turns) {
                if (random(4) == 0)
                    turn.blocks.push_back(fixture::call("Bash", "ls", fixture::lines(random(500))));
            }
            shown.set(fixture::excerpt(turns));
            for (int i = 0; i < shown.view.toolCallCount(); i += 2)
                shown.view.setToolCallFolding(i, TranscriptView::Folding::Expanded);
            shown.view.showPosition({.position = static_cast<std::uint64_t>(random(60))}, {.text = "line 3"});
            shown.view.verticalScrollBar()->setValue(random(3000));
            shown.view.grab();
            QTest::keyClick(&shown.view, round % 3 == 0 ? Qt::Key_O : Qt::Key_Tab);
        }
    }

    void namesOfAgentsAreOneLine() {
        fixture::Shown shown;
        shown.view.setWindow(u"k"_s, u"a very long name of an agent that does not fit"_s,
                             fixture::whole(fixture::excerpt(fixture::talk(2))));
        shown.view.grab();
        QVERIFY(shown.view.plainText().contains(u"a very long name"));
    }
};

QTEST_MAIN(TranscriptHostileTest)
#include "transcript_hostile_test.moc"
