// SPDX-License-Identifier: MIT
#include "core/search/escaped_text.h"
#include "core/search/folded_stretch.h"
#include "core/search/grams.h"
#include "core/search/phrase_finder.h"
#include "core/search/record_stream.h"
#include "core/search/search_results.h"
#include "core/search/text_folding.h"
#include "core/search/text_pattern.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <random>

using namespace ax;

class SearchTextTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void foldsLettersInPlace() {
        QCOMPARE(folded("Hello, WORLD [@`{"), "hello, world [@`{");
        QCOMPARE(folded("ÄÖÜ ПРИВЕТ ΣΑΣ Ạ Ἀ"), "äöü привет σασ ạ ἀ");
        QCOMPARE(folded("東京 🎉 ſ \u212a İ ȺȾ"), "東京 🎉 ſ \u212a İ ȺȾ"); // no letter of equal length
        QCOMPARE(folded("\xc3 \xd0\xff\xe1\xb8"), "\xc3 \xd0\xff\xe1\xb8"); // cut and broken
        const std::string text =
            "Ä long LINE of both kinds, ПОВТОР, so that steps of any size are crossed ЁЖ";
        for (std::size_t start = 0; start < 40; ++start) {
            const std::string shifted = std::string(start, 'X') + text;
            QCOMPARE(folded(shifted), std::string(start, 'x') + folded(text));
        }
    }

    void undoesEscapes() {
        const auto unescaped = [](std::string_view text, TextTraits* traits = nullptr) {
            std::string to;
            const TextTraits own = appendUnescaped(text, to);
            if (traits)
                *traits = own;
            return to;
        };
        TextTraits traits;
        QCOMPARE(unescaped(R"(a\nb\t\"c\"\\ \u001b[0m é)", &traits), "a\nb\t\"c\"\\ \x1b[0m é");
        QVERIFY(!traits.unusualEscapes && !traits.foreignAscii);
        QCOMPARE(unescaped(R"(\ud83c\udf89 \u00e9 \/)", &traits), "🎉 é /");
        QVERIFY(traits.unusualEscapes && traits.foreignEscapes);
        unescaped(R"(\u00e9)", &traits);
        QVERIFY(!traits.unusualEscapes && traits.foreignEscapes);
        for (const char* unusual : {R"(\u000a)", R"(\u001B)", R"(\u0041)", R"(\/)", R"(\q)"}) {
            unescaped(unusual, &traits);
            QVERIFY2(traits.unusualEscapes, unusual);
        }
        QCOMPARE(unescaped(R"(\ud83c x \udf89)"), "\ufffd x \ufffd");
        const std::string whole = R"(a\ud83c\udf89\n)";
        for (std::size_t cut = 0; cut < whole.size(); ++cut)
            QVERIFY(unescaped(whole.substr(0, cut)).size() <= whole.size());
        unescaped("\u212a", &traits);
        QVERIFY(traits.foreignAscii);
    }

    void writesWhatItReads() {
        std::string all;
        for (char letter = 1; letter < 127; ++letter)
            all += letter;
        std::string back;
        QVERIFY(!appendUnescaped(usuallyEscaped(all), back).unusualEscapes);
        QCOMPARE(back, all);
    }

    void findsPhrasesAnywhere() {
        std::mt19937 random(1);
        for (int round = 0; round < 2000; ++round) {
            std::string text(random() % 300, 'a');
            for (char& letter : text)
                letter = static_cast<char>('a' + random() % 3);
            std::string phrase(1 + random() % 4, 'a');
            for (char& letter : phrase)
                letter = static_cast<char>('a' + random() % 3);
            const PhraseFinder finder(phrase);
            for (std::size_t from = 0; from <= text.size() + 1; ++from)
                QCOMPARE(finder.find(text, from),
                         from > text.size() ? std::string::npos : text.find(phrase, from));
            std::string capitals = text;
            for (char& letter : capitals)
                letter = random() % 2 == 0 ? letter : static_cast<char>(letter - 0x20);
            QCOMPARE(finder.find(capitals, 0), text.find(phrase));
        }
    }

    /// Whatever text a phrase stands in, the text has all of the phrase's grams.
    void hasEveryGramOfItsPhrases() {
        std::mt19937 random(7);
        const std::string letters = "abcde_019 .->\n\xe6\x9d\xb1";
        GramSet set;
        for (int round = 0; round < 300; ++round) {
            std::string text(random() % 200, 'a');
            for (char& letter : text)
                letter = letters[random() % letters.size()];
            const std::size_t size = text.size();
            text.append(GramSet::Padding, 'x');
            set.clear();
            set.add(std::string_view(text).substr(0, size));
            for (int cut = 0; cut < 40 && size > 0; ++cut) {
                const std::size_t begin = random() % size;
                const std::string phrase = text.substr(begin, std::min(random() % 30, size - begin));
                for (const std::uint32_t hash : gramsOf(phrase, 24))
                    QVERIFY2(set.bytes()[hash] == 1, (text.substr(0, size) + " | " + phrase).c_str());
            }
        }
    }

    void tellsWordsApartByTheirGrams() {
        std::string text = "kakimokame kimokake mokakimo";
        const std::size_t size = text.size();
        text.append(GramSet::Padding, 'x');
        GramSet set;
        set.add(std::string_view(text).substr(0, size));
        const auto lacksOne = [&](std::string_view phrase) {
            return std::ranges::any_of(gramsOf(phrase, 24),
                                       [&](auto hash) { return set.bytes()[hash] == 0; });
        };
        QVERIFY(!lacksOne("kimoka") && !lacksOne("kakimokame"));
        QVERIFY(lacksOne("mokamekimo"));
        QVERIFY(gramsOf("ab", 24).empty() && gramsOf("a b c", 24).empty());
        QVERIFY(gramsOf(std::string(500, 'x') + "abcdefghijklmnopqrstuvwxyz0123456789", 24).size() <= 24);
    }

    void matchesPhrasesByLine() {
        const TextPattern pattern = TextPattern::phrase("Foo Bar");
        TextPattern::Scratch scratch;
        QVERIFY(pattern.matches("a FOO BAR b", scratch));
        QVERIFY(!pattern.matches("foo\nbar", scratch));
        std::vector<std::string> lines;
        std::vector<TextRange> ranges;
        pattern.forEachLine("one\n foo bar foo bar\nno\nFoo bar", scratch,
                            [&](std::string_view line, const auto& found) {
                                lines.emplace_back(line);
                                ranges.insert(ranges.end(), found.begin(), found.end());
                                return true;
                            });
        QCOMPARE(lines, (std::vector<std::string>{" foo bar foo bar", "Foo bar"}));
        QCOMPARE(ranges, (std::vector<TextRange>{{1, 8}, {9, 16}, {0, 7}}));
    }

    void matchesExpressionsByLine() {
        TextPattern::Scratch scratch;
        const auto matches = [&](const char* expression, std::string_view text) {
            return TextPattern::expression(expression)->matches(text, scratch);
        };
        QVERIFY(matches("err(or)?s", "ERRORS"));
        QVERIFY(!matches("Error", "error")); // a capital: as it stands
        QVERIFY(matches("\\Serror", "xERROR"));
        QVERIFY(matches("^b$", "a\nb\nc"));
        QVERIFY(!matches("a.b", "a\nb"));
        QVERIFY(!matches("a\\sb", "a\nb"));
        QVERIFY(matches("приве.", "ПРИВЕТ"));
        const auto broken = TextPattern::expression("a(b");
        QVERIFY(!broken);
        QVERIFY(broken.error().message.contains("/a(b/"));
    }

    void namesWhatExpressionsNeed() {
        const TextPattern pattern = *TextPattern::expression("(hello|goodbye) +world");
        QVERIFY(pattern.atoms().size() >= 2);
        QVERIFY(!pattern.mayMatch({}));
        QVERIFY(TextPattern::expression("[a-z]+")->atoms().empty());
    }

    void cutsSnippetsBetweenCharacters() {
        std::string text = "   ";
        for (int i = 0; i < 300; ++i)
            text += "é";
        const Snippet start = makeSnippet(text, {{3, 5}});
        QVERIFY(start.text.size() <= SnippetBytes && start.text.size() > SnippetBytes - 2);
        QCOMPARE(start.text.size() % 2, 0);
        QCOMPARE(start.matches, (std::vector<TextRange>{{0, 2}}));
        const Snippet far = makeSnippet(text, {{503, 505}});
        QCOMPARE(far.matches.size(), 1);
        QCOMPARE(far.text.substr(far.matches[0].begin, far.matches[0].end - far.matches[0].begin), "é");
        QCOMPARE(makeSnippet("   ", {{0, 3}}).text, "");
    }

    void streamsLinesOfAnyLength() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("lines")).toStdString();
        const RealFileSystem files;
        std::string bytes = "one\n\n" + std::string(700'000, 'x') + "\nthree\n" + "rest";
        QVERIFY(files.writeAtomically(path, bytes));
        const auto file = files.open(path);
        RecordStream stream;
        std::vector<std::size_t> sizes;
        const auto end = stream.read(
            **file, 0, bytes.size(), [&](std::string_view line, std::uint64_t at, std::uint64_t behind) {
                if (bytes.substr(at, line.size()) != line || behind != at + line.size() + 1)
                    sizes.push_back(SIZE_MAX);
                sizes.push_back(line.size());
                return true;
            });
        QCOMPARE(sizes, (std::vector<std::size_t>{3, 0, 700'000, 5}));
        QCOMPARE(*end, bytes.size() - 4);
        QCOMPARE(stream.rest(), "rest");
    }

    void passesOverHoles() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("sparse")).toStdString();
        const RealFileSystem files;
        QVERIFY(files.writeAtomically(path, "one\ntwo"));
        constexpr std::uintmax_t Size = std::uintmax_t{40} << 30;
        std::error_code failed;
        std::filesystem::resize_file(path, Size, failed);
        if (failed)
            QSKIP("no room for such a file here");
        QVERIFY(files.append(path, "\nthree\n"));
        const auto file = files.open(path);
        if ((*file)->endOfHole(1 << 20) == 1 << 20)
            QSKIP("no holes here");
        RecordStream stream;
        std::vector<std::string> lines;
        const auto end =
            stream.read(**file, 0, Size + 7, [&](std::string_view line, std::uint64_t, std::uint64_t) {
                lines.emplace_back(line);
                return true;
            });
        QCOMPARE(lines, (std::vector<std::string>{"one", "three"}));
        QCOMPARE(*end, Size + 7);
    }

    void foldsStretchesAsAWhole() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("text")).toStdString();
        const RealFileSystem files;
        std::string bytes = "x";
        while (bytes.size() < 200'000)
            bytes += "ЖЁПä東ẠA";
        QVERIFY(files.writeAtomically(path, bytes));
        const auto file = files.open(path);
        for (const std::size_t size :
             {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{17'000}, bytes.size()}) {
            FoldedStretch stretch;
            stretch.begin(**file, 0, size, FoldedStretch::Folding::Needed);
            while (stretch.more()) {}
            QCOMPARE(stretch.bytes(), std::string_view(bytes).substr(0, size));
            QCOMPARE(stretch.folded(), folded(bytes.substr(0, size)));
        }
    }
};

QTEST_APPLESS_MAIN(SearchTextTest)
#include "search_text_test.moc"
