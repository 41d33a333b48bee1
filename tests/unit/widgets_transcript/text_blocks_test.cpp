// SPDX-License-Identifier: MIT
#include "widgets/transcript/markdown.h"

#include <QTest>

using namespace ax::widgets;
using namespace Qt::StringLiterals;

class TextBlocksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plainText_data() {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QString>("plain");
        const auto row = [](const char* name, const QString& markdown, const QString& plain) {
            QTest::newRow(name) << markdown << plain;
        };
        row("nothing", u""_s, u""_s);
        row("paragraphs a line apart", u"a **b**\n\nc"_s, u"a b\n\nc"_s);
        row("breaks", u"a\\\nb"_s, u"a\nb"_s);
        row("a list with its markers", u"- a\n- b\n  1. c"_s, u"• a\n• b\n  1. c"_s);
        row("tasks", u"- [x] a"_s, u"☑ a"_s);
        row("a quote", u"> a\n>> b"_s, u"> a\n\n> > b"_s);
        row("code as it is", u"```\na\n  b\n```"_s, u"a\n  b"_s);
        row("a table with tabs", u"|a|b|\n|-|-|\n|1|2|"_s, u"a\tb\n1\t2"_s);
        row("a rule", u"a\n\n---\n\nb"_s, u"a\n\n———\n\nb"_s);
    }

    void plainText() {
        QFETCH(QString, markdown);
        QFETCH(QString, plain);
        QCOMPARE(ax::widgets::plainText(parseMarkdown(markdown).blocks), plain);
    }

    void unitsNameTheirPlaces() {
        const Blocks blocks = parseMarkdown(u"x\n\n|a|b|\n|-|-|\n|1|2|"_s).blocks;
        const auto units = textUnits(blocks);
        QCOMPARE(units.size(), 5);
        QCOMPARE(units[4].block, 1);
        QCOMPARE(units[4].row, 1);
        QCOMPARE(units[4].column, 1);
        QCOMPARE(units[4].text->text, u"2"_s);
    }
};

QTEST_GUILESS_MAIN(TextBlocksTest)
#include "text_blocks_test.moc"
