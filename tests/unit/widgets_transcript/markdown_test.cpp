// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_transcript/markdown_dump.h"

#include <QTest>

using namespace ax::widgets;
using namespace Qt::StringLiterals;

class MarkdownTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parses_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("blocks");
        const auto row = [](const char* name, const QString& text, const QString& blocks) {
            QTest::newRow(name) << text << blocks;
        };
        row("nothing", u""_s, u""_s);
        row("a paragraph", u"Hello world"_s, u"P Hello world"_s);
        row("two paragraphs", u"a\n\nb"_s, u"P a\nP b"_s);
        row("a soft line end is a space", u"a\nb"_s, u"P a b"_s);
        row("two spaces break the line", u"a  \nb"_s, u"P a\\b"_s);
        row("styles", u"**b** *i* ~~s~~ `c`"_s, u"P <b:b> <i:i> <s:s> <c:c>"_s);
        row("styles in each other", u"***x** y*"_s, u"P <bi:x><i: y>"_s);
        row("underscores in names", u"a_b_c and __init__"_s, u"P a_b_c and <b:init>"_s);
        row("code keeps its signs", u"`**x** <b>`"_s, u"P <c:**x** <b>>"_s);
        row("headings", u"# one\n###### six"_s, u"H1 one\nH6 six"_s);
        row("a heading with styles", u"## a `b`"_s, u"H2 a <c:b>"_s);
        row("a rule", u"a\n\n---\n\nb"_s, u"P a\n-\nP b"_s);
        row("a tight list", u"- a\n- b"_s, u"*[•] P a\n=*[•] P b"_s);
        row("a tight item that begins with a style", u"- **a** b\n- `c`"_s,
            u"*[•] P <b:a> b\n=*[•] P <c:c>"_s);
        row("a loose list", u"- a\n\n- b"_s, u"*[•] P a\n*[•] P b"_s);
        row("numbers go on", u"7. a\n8. b"_s, u"*[7.] P a\n=*[8.] P b"_s);
        row("numbers with a bracket", u"1) a"_s, u"*[1)] P a"_s);
        row("a nested list", u"- a\n  - b\n    - c\n- d"_s,
            u"*[•] P a\n=**[◦] P b\n=***[▪] P c\n=*[•] P d"_s);
        row("an item of two paragraphs", u"- a\n\n  b"_s, u"*[•] P a\n* P b"_s);
        row("an item without text", u"-\n- b"_s, u"*[•] P \n=*[•] P b"_s);
        row("tasks", u"- [x] a\n- [ ] b"_s, u"*[☑] P a\n=*[☐] P b"_s);
        row("code in an item", u"1. a\n   ```sh\n   ls\n   ```"_s, u"*[1.] P a\n=* C sh: ls"_s);
        row("a quote", u"> a\n> b"_s, u"> P a b"_s);
        row("quotes in each other", u"> a\n>> b"_s, u"> P a\n>> P b"_s);
        row("a list in a quote", u"> - a"_s, u">*[•] P a"_s);
        row("fenced code", u"```cpp\nint x;\n\nint y;\n```"_s, u"C cpp: int x;\\n\\nint y;"_s);
        row("an unclosed fence", u"```\na\n\nb"_s, u"C : a\\n\\nb"_s);
        row("the language is the first word", u"```Python title=\"x\"\na\n```"_s, u"C python: a"_s);
        row("indented code", u"    a\n    b"_s, u"C : a\\nb"_s);
        row("a table", u"|a|b|\n|-|-|\n|1|**2**|"_s, u"T a|b / 1|<b:2>"_s);
        row("a ragged table", u"|a|b|\n|-|-|\n|1|\n|1|2|3|"_s, u"T a|b / 1| / 1|2"_s);
        row("a bar in a cell", u"|a|\n|-|\n|`x\\|y`|"_s, u"T a / <c:x|y>"_s);
        row("entities", u"&lt;b&gt; &amp; &#8212; &hellip; &nosuch;"_s, u"P <b> & — … &nosuch;"_s);
        row("escapes", u"\\*a\\* 1\\. \\`"_s, u"P *a* 1. `"_s);
        row("a link", u"[a **b**](https://x.org/p?q=1#f)"_s,
            u"P <@https://x.org/p?q=1#f :a ><b@https://x.org/p?q=1#f :b>"_s);
        row("a link with a title", u"[a](http://x.org \"t\")"_s, u"P <@http://x.org :a>"_s);
        row("a reference", u"[a][1]\n\n[1]: https://x.org"_s, u"P <@https://x.org :a>"_s);
        row("a bare address", u"see https://x.org/a."_s, u"P see <@https://x.org/a :https://x.org/a>."_s);
        row("a bare address of www", u"www.x.org"_s, u"P <@http://www.x.org :www.x.org>"_s);
        row("an address of mail", u"me@x.org"_s, u"P <@mailto:me@x.org :me@x.org>"_s);
        row("an autolink", u"<https://x.org>"_s, u"P <@https://x.org :https://x.org>"_s);
        row("an image is a link", u"![alt](https://x.org/i.png)"_s, u"P <@https://x.org/i.png :alt>"_s);
        row("an image without words", u"![](https://x.org/i.png)"_s,
            u"P <@https://x.org/i.png :https://x.org/i.png>"_s);
        row("an image in a link leads where the link leads", u"[![alt](https://i.org/a)](https://x.org)"_s,
            u"P <@https://x.org :alt>"_s);
        row("CJK emphasis", u"**解析**する"_s, u"P <b:解析>する"_s);
    }

    void parses() {
        QFETCH(QString, text);
        QFETCH(QString, blocks);
        const Markdown markdown = parseMarkdown(text);
        QCOMPARE(dumped(markdown.blocks), blocks);
        QVERIFY(!markdown.cut);
    }

    void markupIsText_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"<b>x</b>", "<script>alert(1)</script>", "<img src=\"http://x.org/track.gif\">",
              "<div>\nx\n</div>", "a <!-- b --> c", "<?php x ?>", "<![CDATA[x]]>"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void markupIsText() {
        QFETCH(QString, text);
        const Markdown markdown = parseMarkdown(text);
        QString all;
        for (const Block& block : markdown.blocks) {
            all += block.content.text;
            // A bare address in markup may be a link like any other; nothing else is styled.
            for (const StyledRun& run : block.content.runs)
                QVERIFY(run.target.scheme().startsWith(u"http"));
        }
        QCOMPARE(all, QString(text).replace(u'\n', u' '));
    }

    void linksThatMayNotBeOpenedAreText_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"[x](javascript:alert(1))", "[x](file:///etc/passwd)", "[x](data:text/html,hi)", "[x](ssh://h)",
              "[x](src/main.cpp:12)", "[x](//x.org)", "[x](https://good.org@evil.org)",
              "[x](&#106;avascript:alert(1))", "![x](file:///etc/passwd)", "[x](https://)",
              "[x](https://x.org/&#x202E;gpj)"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void linksThatMayNotBeOpenedAreText() {
        QFETCH(QString, text);
        QCOMPARE(dumped(parseMarkdown(text).blocks), u"P x"_s);
    }

    void entitiesCannotSmuggle() {
        QCOMPARE(dumped(parseMarkdown(u"a&#x202E;b&#27;[31mc&#8203;d&#xFFFC;&#0;&#x110000;"_s).blocks),
                 u"P a⟦U+202E⟧b[31mcd\uFFFD\uFFFD\uFFFD"_s);
    }

    void lineEndsOfPeopleStay() {
        QCOMPARE(dumped(parseMarkdown(u"a\nb\n\n    c"_s, LineEnds::Keep).blocks), u"P a\\b\nP c"_s);
    }

    void alignmentOfColumns() {
        const Markdown markdown = parseMarkdown(u"|a|b|c|d|\n|-|:-|:-:|-:|\n|1|2|3|4|"_s);
        const auto& row = markdown.blocks.at(0).rows.at(1);
        QCOMPARE(row.at(0).alignment, Qt::AlignLeft);
        QCOMPARE(row.at(1).alignment, Qt::AlignLeft);
        QCOMPARE(row.at(2).alignment, Qt::AlignHCenter);
        QCOMPARE(row.at(3).alignment, Qt::AlignRight);
    }

    void runsAreInOrderAndWithinTheText() {
        const Markdown markdown =
            parseMarkdown(u"a **b** `c` [d](https://x.org) *e **f***\n\n- ~~g~~ https://y.org"_s);
        for (const Block& block : markdown.blocks) {
            qsizetype end = 0;
            for (const StyledRun& run : block.content.runs) {
                QVERIFY(run.start >= end && run.length > 0);
                end = run.start + run.length;
            }
            QVERIFY(end <= block.content.text.size());
        }
    }
};

QTEST_GUILESS_MAIN(MarkdownTest)
#include "markdown_test.moc"
