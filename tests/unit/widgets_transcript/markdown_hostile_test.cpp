// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_transcript/markdown_dump.h"
#include "widgets/transcript/display_text.h"
#include "widgets/transcript/text_slices.h"

#include <QTest>

#include <string>

using namespace ax::widgets;
using namespace Qt::StringLiterals;

namespace {

/// What holds for every parse, whatever came in.
void checkBounds(const Markdown& markdown, const MarkdownLimits& limits = {}) {
    QVERIFY(static_cast<int>(markdown.blocks.size()) <= limits.blocks);
    for (const Block& block : markdown.blocks) {
        QVERIFY(block.quoteDepth >= 0 && block.quoteDepth <= Block::MaximumDepth);
        QVERIFY(block.listDepth >= 0 && block.listDepth <= Block::MaximumDepth);
        QVERIFY(block.kind != Block::Kind::Heading || (block.level >= 1 && block.level <= 6));
        QVERIFY(block.rows.size() <= static_cast<std::size_t>(limits.cells) + 1);
        for (const auto& row : block.rows)
            QVERIFY(row.size() <= static_cast<std::size_t>(limits.columns));
        for (const StyledRun& run : block.content.runs)
            QVERIFY(run.start >= 0 && run.start + run.length <= block.content.text.size());
    }
    // Offsets of selection and search count in this text.
    qsizetype length = 0;
    for (const TextUnit& unit : textUnits(markdown.blocks))
        length += unit.before.size() + (unit.text != nullptr ? unit.text->text.size() : 0);
    QCOMPARE(plainText(markdown.blocks).size(), length);
}

QString repeated(const char* piece, int times) {
    return QString::fromUtf8(piece).repeated(times);
}

} // namespace

class MarkdownHostileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isBounded_data() {
        QTest::addColumn<QString>("text");
        constexpr int Size = 12 * 1024; // what is parsed at once
        QTest::newRow("quotes in quotes") << repeated(">", Size);
        QTest::newRow("quotes in quotes on many lines")
            << repeated((std::string(100, '>') + "a\n").c_str(), Size / 100);
        QTest::newRow("lists in lists") << repeated("- ", Size / 2) + u'a';
        QTest::newRow("numbered lists in lists") << repeated("1. ", Size / 3) + u'a';
        QTest::newRow("brackets") << repeated("[", Size);
        QTest::newRow("brackets and parentheses") << repeated("[](", Size / 3);
        QTest::newRow("images in images") << repeated("![", Size / 2);
        QTest::newRow("stars") << repeated("*a ", Size / 3);
        QTest::newRow("stars and underscores") << repeated("*_", Size / 2);
        QTest::newRow("emphasis that never closes") << repeated("**a _b ", Size / 7);
        QTest::newRow("backticks of every length") << [] {
            QString text;
            for (int i = 1; i < 150; ++i)
                text += QString(i, u'`') + u'a';
            return text;
        }();
        QTest::newRow("tildes") << repeated("~~a~", Size / 4);
        QTest::newRow("entities") << repeated("&amp;", Size / 5);
        QTest::newRow("angles") << repeated("<", Size);
        QTest::newRow("comments") << repeated("<!--", Size / 4);
        QTest::newRow("a table of one row") << repeated("|a", Size / 2) + u"\n"_s + repeated("|-", Size / 2);
        QTest::newRow("a table of many rows") << u"|a|b|\n|-|-|\n"_s + repeated("|1|2|\n", Size / 6);
        QTest::newRow("headings") << repeated("# a\n", Size / 4);
        QTest::newRow("rules") << repeated("---\n\n", Size / 5);
        QTest::newRow("references") << repeated("[a]: https://x.org\n", Size / 19) + repeated("[a]", 100);
        QTest::newRow("addresses") << repeated("www.a.b ", Size / 8);
        QTest::newRow("at signs") << repeated("a@", Size / 2);
        QTest::newRow("escapes") << repeated("\\", Size);
        QTest::newRow("one long word") << QString(Size, u'x');
        QTest::newRow("fences") << repeated("```\n", Size / 4);
    }

    void isBounded() {
        QFETCH(QString, text);
        checkBounds(parseMarkdown(text));
        checkBounds(parseMarkdown(text, LineEnds::Keep));
    }

    void whatIsTooMuchIsCutAndSaid() {
        const MarkdownLimits limits{.characters = 1000, .blocks = 10, .cells = 20, .columns = 3};
        QVERIFY(parseMarkdown(QString(1001, u'x'), LineEnds::Join, limits).cut);
        QVERIFY(!parseMarkdown(QString(1000, u'x'), LineEnds::Join, limits).cut);

        const Markdown paragraphs = parseMarkdown(repeated("a\n\n", 20), LineEnds::Join, limits);
        QVERIFY(paragraphs.cut);
        QCOMPARE(paragraphs.blocks.size(), 10);

        const Markdown table =
            parseMarkdown(u"|a|b|\n|-|-|\n"_s + repeated("|1|2|\n", 50), LineEnds::Join, limits);
        QVERIFY(table.cut);
        QCOMPARE(table.blocks.at(0).rows.size(), 10);

        const Markdown wide =
            parseMarkdown(u"|a|b|c|d|e|\n|-|-|-|-|-|\n|1|2|3|4|5|"_s, LineEnds::Join, limits);
        QCOMPARE(dumped(wide.blocks), u"T a|b|c / 1|2|3"_s);
    }

    void aCutDoesNotSplitACharacter() {
        const Markdown markdown = parseMarkdown(repeated("🚀", 10), LineEnds::Join, {.characters = 5});
        QCOMPARE(markdown.blocks.at(0).content.text, u"🚀🚀"_s);
    }

    void randomTextIsBounded() {
        // Built from what means something to the parser, so that it gets further than random letters would.
        const char* const pieces[] = {"*",
                                      "_",
                                      "`",
                                      "```",
                                      "\n",
                                      "\n\n",
                                      "> ",
                                      "- ",
                                      "1. ",
                                      "# ",
                                      "|",
                                      "|-|-|\n",
                                      "[",
                                      "](",
                                      ")",
                                      "<",
                                      ">",
                                      "&#",
                                      ";",
                                      "&amp;",
                                      "~~",
                                      "\\",
                                      "http://a.b",
                                      "    ",
                                      "\t",
                                      "a",
                                      "é",
                                      "解",
                                      "\xf0\x9f\x9a\x80",
                                      "![",
                                      "[x]: u\n",
                                      "www.",
                                      "@",
                                      "- [ ] ",
                                      "---\n",
                                      ":-:"};
        std::uint32_t state = 7;
        for (int round = 0; round < 2000; ++round) {
            std::string text;
            for (int i = 0; i < 60; ++i) {
                state = state * 1664525 + 1013904223;
                text += pieces[(state >> 10U) % std::size(pieces)];
            }
            checkBounds(parseMarkdown(QString::fromStdString(text),
                                      round % 2 == 0 ? LineEnds::Join : LineEnds::Keep));
        }
    }

    void randomBytesAreBounded() {
        std::uint32_t state = 99;
        for (int round = 0; round < 300; ++round) {
            std::string bytes;
            for (int i = 0; i < 300; ++i) {
                state = state * 1664525 + 1013904223;
                bytes += static_cast<char>(state >> 24U);
            }
            checkBounds(parseMarkdown(displayText(bytes)));
        }
    }

    void aCutAtEveryByteIsBounded() {
        const std::string text = "# H\n\n- a **b** `c`\n  1. [d](https://x.org)\n\n|a|b|\n|-|-|\n|1|2|\n\n> "
                                 "q\n\n```cpp\nint x;\n```\n&amp; é";
        for (std::size_t length = 0; length <= text.size(); ++length)
            checkBounds(parseMarkdown(displayText(std::string_view(text).substr(0, length))));
    }
};

QTEST_GUILESS_MAIN(MarkdownHostileTest)
#include "markdown_hostile_test.moc"
