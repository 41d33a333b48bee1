// SPDX-License-Identifier: MIT
#include "widgets/transcript/flow_item.h"
#include "widgets/transcript/markdown.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace ax::widgets;
using namespace Qt::StringLiterals;

class FlowItemTest : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, SchemeChoice::Light};
    Style m_style{.theme = m_theme, .typography = Typography(QFont())};

    FlowItem made(const QString& markdown, double width = 400) {
        return {parseMarkdown(markdown).blocks, {.width = width}, m_style};
    }

    static QImage painted(const FlowItem& item, const Marks& marks = {}) {
        QImage image(400, item.height() + 1, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        item.paint(painter, image.rect(), marks);
        return image;
    }

private Q_SLOTS:
    void linesStandInTheirPitch() {
        const int pitch = m_style.typography.linePitch;
        QCOMPARE(made(u"one"_s).height(), pitch);
        QCOMPARE(made(u"one\\\ntwo"_s).height(), 2 * pitch);
        QCOMPARE(made(u"one\n\ntwo"_s).height(), 2 * pitch + 8);
        QCOMPARE(made(u"- one\n- two"_s).height(), 2 * pitch + 4);
        QCOMPARE(made(u""_s).height(), 0);
    }

    void aNarrowColumnHasMoreLines() {
        const QString text = u"word "_s.repeated(100);
        QVERIFY(made(text, 200).height() > made(text, 400).height());
        QVERIFY(made(u"x"_s.repeated(2000), 200).height() > 100); // one word, broken anywhere
    }

    void offsetsAndPlacesAgree_data() {
        QTest::addColumn<QString>("markdown");
        QTest::newRow("paragraphs") << u"one two three\n\nfour **five** `six`"_s;
        QTest::newRow("a list") << u"- one\n- two\n  1. three"_s;
        QTest::newRow("code") << u"```\none\n\n  two\n```"_s;
        QTest::newRow("a table") << u"|one|two|\n|-|-|\n|three|four|"_s;
        QTest::newRow("right to left") << u"שלום עולם"_s;
    }

    /// The middle of a character's place is where the character is.
    void offsetsAndPlacesAgree() {
        QFETCH(QString, markdown);
        const Blocks blocks = parseMarkdown(markdown).blocks;
        const QString text = plainText(blocks);
        const FlowItem item(blocks, {.width = 400}, m_style);
        int checked = 0;
        for (qsizetype i = 0; i < text.size(); ++i) {
            if (!text[i].isLetter())
                continue;
            const QRectF rect = item.rectOf({i, i + 1});
            QVERIFY2(!rect.isEmpty(), qPrintable(text.mid(i)));
            const qsizetype offset = item.offsetAt(rect.center() - QPointF(0.1, 0));
            QVERIFY(offset == i || offset == i + 1);
            ++checked;
        }
        QVERIFY(checked >= 6);
    }

    void wordsAreFound() {
        const FlowItem item = made(u"one two-three\n\nfour"_s);
        const auto word = [&item](qsizetype offset) {
            const TextRange range = item.wordAt(offset);
            return u"one two-three\n\nfour"_s.mid(range.begin, range.end - range.begin);
        };
        QCOMPARE(word(0), u"one"_s);
        QCOMPARE(word(2), u"one"_s);
        QCOMPARE(word(5), u"two"_s);
        QCOMPARE(word(16), u"four"_s);
        (void)item.wordAt(1000);
    }

    void rightToLeftStandsAtTheRight() {
        const FlowItem hebrew = made(u"שלום"_s);
        QVERIFY(hebrew.rectOf({0, 4}).left() > 300);
        QVERIFY(made(u"hello"_s).rectOf({0, 5}).left() < 10);
        // In one text each paragraph has its own direction, and code has none.
        const FlowItem mixed = made(u"שלום\n\nhello\n\n```\nשלום\n```"_s);
        QVERIFY(mixed.rectOf({0, 4}).left() > 300);
        QVERIFY(mixed.rectOf({6, 11}).left() < 10);
        QVERIFY(mixed.rectOf({13, 17}).left() < 50);
    }

    void linksHavePlaces() {
        const FlowItem item = made(u"see [the **bold** one](https://x.org) and [other](https://y.org)"_s);
        const auto links = item.links();
        QCOMPARE(links.size(), 2);
        QCOMPARE(links[0].range.begin, 4);
        QCOMPARE(links[0].range.end, 16);
        QCOMPARE(links[1].target, QUrl(u"https://y.org"_s));
        QCOMPARE(item.linkAt(item.rectOf(links[0].range).center()), QUrl(u"https://x.org"_s));
        QVERIFY(item.linkAt({1, 5}).isEmpty());
        QVERIFY(item.linkAt({390, 5}).isEmpty()); // right of the text
    }

    void tablesFitTheirColumn() {
        const QString wide = u"|a|b|c|\n|-|-|-|\n|1|"_s + u"word "_s.repeated(200) + u"|3|\n"_s;
        const Blocks blocks = parseMarkdown(wide).blocks;
        const FlowItem item(blocks, {.width = 400}, m_style);
        const qsizetype last = plainText(blocks).size() - 1;
        QVERIFY(item.rectOf({last, last + 1}).right() <= 400);
        QVERIFY(item.height() > 200);
    }

    void deepNestingLeavesRoomForText() {
        const FlowItem item = made(u">"_s.repeated(50) + u" text of some length that has to be read"_s, 300);
        QVERIFY(item.height() < 10 * m_style.typography.linePitch);
    }

    void codeIsColouredAfterwards() {
        FlowItem item = made(u"```cpp\nreturn 42;\n```"_s);
        const int height = item.height();
        const QImage plain = painted(item);
        bool called = false;
        CodeColours colours(m_theme, [&called] { called = true; });
        QCOMPARE(item.colourMore(colours), Colouring::Waiting);
        QTRY_VERIFY(called);
        while (item.colourMore(colours) == Colouring::Going) {}
        QVERIFY(painted(item) != plain);
        QCOMPARE(item.height(), height);
        QCOMPARE(item.colourMore(colours), Colouring::Nothing);
    }

    void codeIsFoundUnderAPoint() {
        const FlowItem item = made(u"words\n\n```\none\n\ntwo\n```\n\nmore"_s);
        QCOMPARE(item.codeAt(item.rectOf({12, 15}).center()), u"one\n\ntwo"_s);
        QVERIFY(item.codeAt({5, 5}).isEmpty());
        QVERIFY(item.codeAt({5, item.height() - 5.0}).isEmpty());
    }

    void aFocusedLinkThatIsGoneIsNoHarm() {
        Marks marks;
        marks.focusedLink = 3;
        QCOMPARE(painted(made(u"no link"_s), marks), painted(made(u"no link"_s)));
    }

    void marksAreSeen() {
        const FlowItem item = made(u"one two https://x.org"_s);
        const QImage plain = painted(item);
        Marks selected;
        selected.selection = {0, 3};
        Marks hit;
        hit.hits = {{4, 7}};
        Marks current = hit;
        current.currentHit = TextRange{4, 7};
        Marks focused;
        focused.focusedLink = 0;
        QVERIFY(painted(item, selected) != plain);
        QVERIFY(painted(item, hit) != plain);
        QVERIFY(painted(item, current) != painted(item, hit));
        QVERIFY(painted(item, focused) != plain);
    }
};

QTEST_MAIN(FlowItemTest)
#include "flow_item_test.moc"
