// SPDX-License-Identifier: MIT
#include "core/transcripts/transcript_find.h"
#include "tests/unit/core_transcripts/long_transcript.h"

using namespace ax;
using namespace ax::test;

namespace {

TextMatcher matcher(std::string text, TextSyntax syntax = TextSyntax::Plain,
                    LetterCase letterCase = LetterCase::Ignored) {
    auto made = TextMatcher::make({.text = std::move(text), .letterCase = letterCase, .syntax = syntax});
    if (!made)
        qFatal("%s", made.error().message.c_str());
    return std::move(*made);
}

struct Search {
    std::vector<FoundRecord> found; ///< as they came
    std::size_t matches = 0;
    int reports = 0;
    std::uint64_t searched = 0;
};

Search search(const TranscriptFile& file, const TextMatcher& what, std::uint64_t place,
              std::stop_source stop = {}, int stopAfter = 1 << 30) {
    const auto records = openRecords(file.files(), file.location());
    if (!records)
        qFatal("%s", records.error().message.c_str());
    Search result;
    const auto done = findInTranscript(**records, "claude", what, place, stop.get_token(),
                                       [&](const FindProgress& progress) {
                                           for (const FoundRecord& record : progress.found) {
                                               result.found.push_back(record);
                                               result.matches += record.matches;
                                           }
                                           result.searched = progress.searched;
                                           if (++result.reports >= stopAfter)
                                               stop.request_stop();
                                       });
    if (!done)
        qFatal("%s", done.error().message.c_str());
    return result;
}

} // namespace

class FindInTranscriptTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matches_data() {
        QTest::addColumn<QString>("query");
        QTest::addColumn<bool>("regex");
        QTest::addColumn<bool>("letterCase");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("count");
        QTest::newRow("plain") << "needle" << false << false << "a needle, a Needle" << 2;
        QTest::newRow("case") << "needle" << false << true << "a needle, a Needle" << 1;
        QTest::newRow("letters") << "ÄÖ" << false << false << "äö ÄÖ" << 2;
        QTest::newRow("plain is literal") << "a.c*" << false << false << "abc a.c*" << 1;
        QTest::newRow("regex") << "a.c" << true << false << "abc a.c ABC" << 3;
        QTest::newRow("lines") << "^b$" << true << false << "a\nb\nb" << 2;
        QTest::newRow("empty matches are none") << "x*" << true << false << "axxb" << 1;
        QTest::newRow("nothing") << "" << false << false << "text" << 0;
        QTest::newRow("overlaps") << "aa" << false << false << "aaaaa" << 2;
        QTest::newRow("cjk") << "漢" << false << false << "漢字漢" << 2;
    }
    void matches() {
        QFETCH(QString, query);
        QFETCH(bool, regex);
        QFETCH(bool, letterCase);
        QFETCH(QString, text);
        const auto made = matcher(query.toStdString(), regex ? TextSyntax::Regex : TextSyntax::Plain,
                                  letterCase ? LetterCase::Matters : LetterCase::Ignored);
        QTEST(static_cast<int>(made.count(text.toStdString())), "count");
    }

    void aBrokenExpressionIsSaid() {
        const auto made = TextMatcher::make({.text = "a(", .syntax = TextSyntax::Regex});
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Invalid);
        QVERIFY(TextMatcher::make({.text = "a("}));
        QCOMPARE(matcher("x").count("\xFF\xFEx\x80"), 1); // any bytes
    }

    void everythingIsFoundNearFirst() {
        const TranscriptFile file(talkRecords(0, 12'000));
        const auto end = QFile(QString::fromStdString(file.path())).size();
        const auto middle = static_cast<std::uint64_t>(end) / 2;
        const Search all = search(file, matcher("question"), middle);
        QCOMPARE(all.matches, 12'000);
        QVERIFY(all.reports > 2);
        QVERIFY(all.found.front().position >= middle);
        QVERIFY(all.found.back().position < middle);
        QCOMPARE(all.searched, static_cast<std::uint64_t>(end));
        auto sorted = all.found;
        std::ranges::sort(sorted, {}, &FoundRecord::position);
        QVERIFY(std::ranges::adjacent_find(sorted, {}, &FoundRecord::position) == sorted.end());
        QCOMPARE(search(file, matcher("QUESTION 7"), 0).matches, 1111); // 7, 70…79, 700…799, 7000…7999
    }

    void whatIsFoundIsTheRecord() {
        const std::string first = talkRecords(0, 100);
        const TranscriptFile file(first + resultRecord("x", R"(a \"needle\"\nneedle)") +
                                  talkRecords(200, 300));
        const Search found = search(file, matcher("\"needle\""), 0);
        QCOMPARE(found.found, (std::vector<FoundRecord>{{.position = first.size(), .matches = 1}}));
    }

    void itStopsWhenAsked() {
        const TranscriptFile file(talkRecords(0, 20'000));
        const Search some = search(file, matcher("question"), 0, {}, 1);
        QCOMPARE(some.reports, 1);
        QVERIFY(some.matches < 10'000);
    }

    void nothingIsSearchedInNothing() {
        const TranscriptFile file("");
        QCOMPARE(search(file, matcher("x"), 100).matches, 0);
    }
};

QTEST_GUILESS_MAIN(FindInTranscriptTest)
#include "find_in_transcript_test.moc"
