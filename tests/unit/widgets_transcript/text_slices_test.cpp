// SPDX-License-Identifier: MIT
#include "widgets/transcript/text_slices.h"

#include <QTest>

#include <limits>

using namespace ax::widgets;

namespace {

constexpr std::size_t Everything = std::numeric_limits<std::size_t>::max();

/// Slices follow each other without a gap and hold all of the first `size` bytes.
void checkWhole(const std::vector<TextSlice>& slices, std::size_t size) {
    std::size_t at = 0;
    for (const TextSlice& slice : slices) {
        QCOMPARE(slice.begin, at);
        QVERIFY(slice.length > 0 || size == 0);
        at += slice.length;
    }
    QCOMPARE(at, size);
}

bool endsInsideCharacter(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

} // namespace

class TextSlicesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aShortTextIsOneSlice() {
        const auto slices = markdownSlices("# short", Everything);
        QCOMPARE(slices.size(), 1);
        checkWhole(slices, 7);
        checkWhole(markdownSlices("", Everything), 0);
    }

    void paragraphsAreNotCut() {
        std::string text;
        while (text.size() < 100'000)
            text += "A paragraph of some length, which is not to be cut.\nIt has two lines.\n\n";
        const auto slices = markdownSlices(text, Everything);
        checkWhole(slices, text.size());
        QVERIFY(slices.size() > 5);
        for (const TextSlice& slice : slices) {
            QVERIFY(slice.length <= MarkdownSliceBytes);
            QVERIFY(std::string_view(text).substr(slice.begin, slice.length).ends_with("\n\n"));
        }
    }

    void codeGoesOnInTheNextSlice() {
        std::string text = "Before\n\n```cpp title\n";
        while (text.size() < 30'000)
            text += "int x;\n\n";
        text += "```\n\nAfter " + std::string(10'000, 'a');
        const auto slices = markdownSlices(text, Everything);
        checkWhole(slices, text.size());
        QVERIFY(slices.size() >= 3);
        QCOMPARE(slices[0].fence, std::string());
        QCOMPARE(slices[1].fence, std::string("```cpp title"));
        QCOMPARE(slices.back().fence, std::string());
    }

    void aFenceEndsOnlyWithItsOwnKind() {
        std::string text = "````md\n```\n~~~\n";
        text += std::string(20'000, 'a') + "\n";
        const auto slices = markdownSlices(text, Everything);
        QCOMPARE(slices.back().fence, std::string("````md"));
    }

    void oneLongLineIsCutBetweenCharacters() {
        std::string text;
        while (text.size() < 50'000)
            text += "解析🚀";
        const auto slices = markdownSlices(text, Everything);
        checkWhole(slices, text.size());
        for (const TextSlice& slice : slices) {
            QVERIFY(slice.length <= MarkdownSliceBytes);
            QVERIFY(!endsInsideCharacter(text, slice.begin));
        }
    }

    void onlyWhatWasAskedForIsCut() {
        const std::string text(12'000'000, 'x');
        const auto slices = markdownSlices(text, 256 * 1024);
        checkWhole(slices, 256 * 1024);
    }

    void aTextThatGrowsKeepsItsFirstSlices() {
        std::string text;
        while (text.size() < 60'000)
            text += "A line of the text.\n\n";
        const auto before = markdownSlices(text, Everything);
        const auto after = markdownSlices(text + "More.\n\n", Everything);
        for (std::size_t i = 0; i + 1 < before.size(); ++i) {
            QCOMPARE(after[i].begin, before[i].begin);
            QCOMPARE(after[i].length, before[i].length);
        }
    }

    void linesAreCountedOff() {
        std::string text;
        for (int i = 0; i < 450; ++i)
            text += "line\n";
        const auto slices = lineSlices(text, Everything, 200);
        checkWhole(slices, text.size());
        QCOMPARE(slices.size(), 3);
        QCOMPARE(slices[0].length, 1000);
        QCOMPARE(slices[2].length, 250);
        QVERIFY(lineSlices("", Everything, 200).empty());
    }

    void longLinesEndASliceEarly() {
        const std::string text(200'000, 'x');
        const auto slices = lineSlices(text, Everything, 200);
        checkWhole(slices, text.size());
        QVERIFY(slices.size() >= 6);
    }

    void wholeCharactersOfAnything() {
        QCOMPARE(wholeCharacters("aé", 2), 1);
        QCOMPARE(wholeCharacters("aé", 3), 3);
        QCOMPARE(wholeCharacters("aé", 99), 3);
        QCOMPARE(wholeCharacters("", 5), 0);
        // No UTF-8 at all: a cut somewhere is better than none.
        const std::string broken(100, '\x80');
        QCOMPARE(wholeCharacters(broken, 50), 50);
    }

    void brokenUtf8IsCutAndEnds() {
        const std::string text(100'000, '\x80');
        checkWhole(markdownSlices(text, Everything), text.size());
        checkWhole(lineSlices(text, Everything, 200), text.size());
    }
};

QTEST_GUILESS_MAIN(TextSlicesTest)
#include "text_slices_test.moc"
