// SPDX-License-Identifier: MIT
#include "core/search/search_query.h"

#include <QTest>

using namespace ax;
using namespace std::chrono;

namespace {

const Timestamp Now = sys_days(year(2026) / 3 / 10) + hours(12);

Session sessionOf() {
    Session session;
    session.harness = "claude";
    session.model = "claude-Opus-5";
    session.directory = "/home/ann/My Code";
    session.labels = {"Urgent", "role=reviewer"};
    session.run = "fix-tests";
    session.last = sys_days(year(2026) / 3 / 5);
    session.cost = {CostBasis::Estimated, 1.5};
    return session;
}

bool accepts(const char* text) {
    const auto query = SearchQuery::parse(text, {.now = Now});
    if (!query)
        qFatal("%s: %s", text, query.error().message.c_str());
    return query->accepts(sessionOf());
}

std::string phraseOf(const char* text) {
    return SearchQuery::parse(text, {.now = Now})->foldedPhrase();
}

} // namespace

class SearchQueryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesThePhraseAsItIs() {
        QCOMPARE(phraseOf("Foo  Bar"), "foo  bar");
        QCOMPARE(phraseOf("  foo "), "foo");
        QCOMPARE(phraseOf("\"foo\""), "foo");
        QCOMPARE(phraseOf("\"\"foo\"\""), "\"foo\"");
        QCOMPARE(phraseOf("say \"foo\" now"), "say \"foo\" now");
        QCOMPARE(phraseOf("http://x"), "http://x"); // no field
        QCOMPARE(phraseOf("foo harness:claude bar"), "foo bar");
        QCOMPARE(phraseOf("harness:claude foo"), "foo");
        QCOMPARE(phraseOf("/usr/bin"), "/usr/bin");
        QVERIFY(SearchQuery::parse("  ", {.now = Now})->isEmpty());
        QVERIFY(SearchQuery::parse("/a+/", {.now = Now})->pattern()->isExpression());
    }

    void filters_data() {
        QTest::addColumn<bool>("accepted");
        for (const char* yes : {"harness:cl",
                                "harness:CLAUDE",
                                "model:opus",
                                "dir:ann",
                                "dir:\"my code\"",
                                "run:fix",
                                "status:past",
                                "-model:haiku",
                                "before:2026-03-06",
                                "after:2026-03-05",
                                "after:6d",
                                "before:2d",
                                "after:0001-01-01",
                                "before:9999-12-31",
                                "cost:>1",
                                "cost:1.5",
                                "cost:<=1.5",
                                "cost:=1.5",
                                "cost:<$2",
                                "harness:claude -harness:pi",
                                "-tag:x",
                                "tag:urg",
                                "tag:role=re"})
            QTest::addRow("%s", yes) << true;
        for (const char* no : {"harness:laude", "model:haiku", "dir:bob", "run:ix", "status:work",
                               "-model:opus", "before:2026-03-05", "after:2026-03-06", "after:3d",
                               "before:6d", "cost:>1.5", "cost:<1.5", "before:0001-01-01", "after:9999-12-31",
                               "tag:x", "tag:rgent", "-tag:urgent", "harness:claude harness:pi"})
            QTest::addRow("%s", no) << false;
    }
    void filters() {
        QFETCH(bool, accepted);
        QCOMPARE(accepts(QTest::currentDataTag()), accepted);
    }

    void unknownFactsMatchNothing() {
        const Session bare;
        for (const char* text : {"before:2030-01-01", "after:2000-01-01", "cost:>=0", "run:x"})
            QVERIFY2(!SearchQuery::parse(text, {.now = Now})->accepts(bare), text);
    }

    void refusesWhatItCannotRead_data() {
        QTest::addColumn<std::string>("text");
        for (const char* text : {"before:yesterday", "after:2026-02-30", "after:99999999999d", "cost:much",
                                 "cost:>", "model:", "/a(b/", "/[/"})
            QTest::addRow("%s", text) << std::string(text);
        QTest::addRow("two lines") << std::string("a\nb");
    }
    void refusesWhatItCannotRead() {
        QFETCH(std::string, text);
        const auto query = SearchQuery::parse(text, {.now = Now});
        QVERIFY(!query);
        QCOMPARE(query.error().code, ErrorCode::Invalid);
        QVERIFY(!query.error().message.empty());
    }

    void daysAreThoseOfTheZone() {
        const std::chrono::time_zone* zone = std::chrono::locate_zone("Asia/Tokyo");
        const auto query = SearchQuery::parse("after:2026-03-05", {.now = Now, .zone = zone});
        Session session;
        session.last = sys_days(year(2026) / 3 / 4) + hours(15);
        QVERIFY(query->accepts(session));
        *session.last -= hours(1);
        QVERIFY(!query->accepts(session));
    }
};

QTEST_APPLESS_MAIN(SearchQueryTest)
#include "search_query_test.moc"
