// SPDX-License-Identifier: MIT
#include "widgets/transcript/line_diff.h"

#include <QTest>

#include <string>

using namespace ax::widgets;

namespace {

std::string shown(const LineDiff& diff) {
    std::string text;
    for (const DiffLine& line : diff.lines) {
        switch (line.kind) {
        case DiffLine::Kind::Context:
            text += ' ';
            break;
        case DiffLine::Kind::Removed:
            text += '-';
            break;
        case DiffLine::Kind::Added:
            text += '+';
            break;
        case DiffLine::Kind::Gap:
            text += '~';
            break;
        }
        text += line.text;
        text += '|';
    }
    return text;
}

std::string numbers(int from, int to) {
    std::string text;
    for (int i = from; i <= to; ++i)
        text += std::to_string(i) + "\n";
    return text;
}

} // namespace

class LineDiffTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void compares_data() {
        QTest::addColumn<std::string>("before");
        QTest::addColumn<std::string>("after");
        QTest::addColumn<std::string>("diff");
        const auto row = [](const char* name, const std::string& before, const std::string& after,
                            const std::string& diff) { QTest::newRow(name) << before << after << diff; };
        row("nothing", "", "", "");
        row("the same", "a\nb\n", "a\nb\n", "");
        row("a new file", "", "a\nb\n", "+a|+b|");
        row("a removed text", "a\nb\n", "", "-a|-b|");
        row("one line", "a\n", "b\n", "-a|+b|");
        row("a line between", "a\nb\nc\n", "a\nx\nc\n", " a|-b|+x| c|");
        row("a line more", "a\nb\n", "a\nx\nb\n", " a|+x| b|");
        row("a line less", "a\nx\nb\n", "a\nb\n", " a|-x| b|");
        row("repeated lines", "a\na\n", "a\na\na\n", " a| a|+a|");
        row("no line end at the end", "a\nb", "a\nc", " a|-b|+c|");
        row("Windows line ends", "a\r\nb\r\n", "a\nc\n", " a|-b|+c|");
        row("empty lines", "\n\na\n", "\na\n", " |-| a|");
        row("what is common inside", "a\nk\nb\n", "c\nk\nd\n", "-a|+c| k|-b|+d|");
        row("far context goes", numbers(1, 9) + "x\n" + numbers(11, 20),
            numbers(1, 9) + "y\n" + numbers(11, 20), " 8| 9|-x|+y| 11| 12|");
        row("a gap between changes", "x\n" + numbers(1, 9) + "x\n", "y\n" + numbers(1, 9) + "y\n",
            "-x|+y| 1| 2|~| 8| 9|-x|+y|");
    }

    void compares() {
        QFETCH(std::string, before);
        QFETCH(std::string, after);
        QFETCH(std::string, diff);
        QCOMPARE(shown(lineDiff(before, after)), diff);
    }

    void counts() {
        const LineDiff diff = lineDiff("a\nb\nc\n", "a\nx\ny\nz\n");
        QCOMPARE(diff.added, 3);
        QCOMPARE(diff.removed, 2);
        QVERIFY(!diff.cut);
    }

    void whatIsTooLongIsCutAndCounted() {
        const LineDiff diff = lineDiff("", numbers(1, 1000), 100);
        QVERIFY(diff.cut);
        QCOMPARE(diff.lines.size(), 100);
        QCOMPARE(diff.added, 1000);
    }

    void hugeTextsAreComparedAsAWhole() {
        // Every line differs: 40,000 x 40,000 pairs are not looked at.
        const LineDiff diff = lineDiff(numbers(0, 39'999), numbers(100'000, 139'999));
        QCOMPARE(diff.removed, 40'000);
        QCOMPARE(diff.added, 40'000);
    }

    void aSmallChangeInAHugeTextIsExact() {
        std::string after = numbers(1, 50'000);
        after.replace(after.find("25000\n"), 6, "changed\n");
        QCOMPARE(shown(lineDiff(numbers(1, 50'000), after)),
                 std::string(" 24998| 24999|-25000|+changed| 25001| 25002|"));
    }

    void whatIsLeftOfBothIsWhatWasThere() {
        // Removed and context lines are the old text, added and context lines the new one.
        std::uint32_t state = 3;
        const auto random = [&state] {
            state = state * 1664525 + 1013904223;
            std::string text;
            for (std::uint32_t i = 0; i < state % 12; ++i)
                text += std::string(1, static_cast<char>('a' + (state >> (i * 2)) % 4)) + "\n";
            return text;
        };
        for (int round = 0; round < 500; ++round) {
            const std::string before = random();
            const std::string after = random();
            const LineDiff diff = lineDiff(before, after);
            const auto count = [](const std::string& text) {
                return static_cast<int>(std::ranges::count(text, '\n'));
            };
            QCOMPARE(count(after) - count(before), diff.added - diff.removed);
            QVERIFY(diff.removed <= count(before) && diff.added <= count(after));
            QCOMPARE(diff.lines.empty(), before == after);
        }
    }
};

QTEST_GUILESS_MAIN(LineDiffTest)
#include "line_diff_test.moc"
