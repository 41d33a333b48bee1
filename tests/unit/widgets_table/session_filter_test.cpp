// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_table/sessions.h"
#include "widgets/table/row_entry.h"
#include "widgets/table/session_filter.h"

#include <QTest>

using namespace ax;
using namespace ax::test;
using namespace ax::widgets;
using Scope = SessionFilter::Scope;

class SessionFilterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachWordMatchesSomewhere_data();
    void eachWordMatchesSomewhere();
    void fieldsMustHold_data();
    void fieldsMustHold();
    void wordsDoNotMatchAcrossFields();
    void folderIsExact();
    void scopesFollowTheStatus_data();
    void scopesFollowTheStatus();
    void foldingIsAboutLettersOnly();
    void narrowingIsRecognised_data();
    void narrowingIsRecognised();
    void longTitlesAreSearchedAtTheirBeginning();

private:
    static bool matches(const SessionFilter& filter, const Session& row) {
        const RowEntry entry(std::make_shared<Session>(row), "/home/ann");
        return FilterMatcher(filter, {}).matches(entry);
    }
};

void SessionFilterTest::eachWordMatchesSomewhere_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    QTest::newRow("empty") << QString() << true;
    QTest::newRow("spaces only") << QStringLiteral("  \t ") << true;
    QTest::newRow("title, other case") << QStringLiteral("FLAKY") << true;
    QTest::newRow("part of a word") << QStringLiteral("lak") << true;
    QTest::newRow("two words, any order") << QStringLiteral("test fix") << true;
    QTest::newRow("title and folder") << QStringLiteral("fix api") << true;
    QTest::newRow("harness") << QStringLiteral("claude") << true;
    QTest::newRow("model as shown") << QStringLiteral("opus-5") << true;
    QTest::newRow("model in full") << QStringLiteral("claude-opus-5-5") << true;
    QTest::newRow("folder as shown") << QStringLiteral("~/src/api") << true;
    QTest::newRow("folder in full") << QStringLiteral("/home/ann/src") << true;
    QTest::newRow("status") << QStringLiteral("needs you") << true;
    QTest::newRow("id") << QStringLiteral("4f2a") << true;
    QTest::newRow("umlaut in upper case") << QStringLiteral("ÜBER") << true;
    QTest::newRow("decomposed umlaut") << QStringLiteral("u\u0308ber") << true;
    QTest::newRow("full width digits") << QStringLiteral("４２") << true;
    QTest::newRow("japanese") << QStringLiteral("解析") << true;
    QTest::newRow("one word fails") << QStringLiteral("fix deploy") << false;
    QTest::newRow("not there") << QStringLiteral("zzz") << false;
    QTest::newRow("pattern characters are letters") << QStringLiteral("fl.ky") << false;
}

void SessionFilterTest::eachWordMatchesSomewhere() {
    QFETCH(QString, text);
    QFETCH(bool, expected);
    const SessionPointer row = session("4f2a-11", [](Session& s) {
        s.title = "Fix the flaky Test 42, überall 解析器";
        s.status.status = Status::NeedsYou;
    });
    QCOMPARE(matches({.scope = Scope::All, .text = text, .folder = {}}, *row), expected);
}

void SessionFilterTest::fieldsMustHold_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    QTest::newRow("agent") << QStringLiteral("harness:claude") << true;
    QTest::newRow("another agent") << QStringLiteral("harness:codex") << false;
    QTest::newRow("not another agent") << QStringLiteral("-harness:codex") << true;
    QTest::newRow("a word is no field") << QStringLiteral("codex") << false;
    QTest::newRow("model and word") << QStringLiteral("model:OPUS flaky") << true;
    QTest::newRow("model, another word") << QStringLiteral("model:opus deploy") << false;
    QTest::newRow("folder with a blank") << QStringLiteral("dir:\"my api\" fix") << true;
    QTest::newRow("status") << QStringLiteral("status:needs") << true;
    QTest::newRow("dearer") << QStringLiteral("cost:>2") << true;
    QTest::newRow("cheaper") << QStringLiteral("cost:<2") << false;
    QTest::newRow("later than a day") << QStringLiteral("after:2026-03-14") << true;
    QTest::newRow("before a day") << QStringLiteral("before:2026-03-14") << false;
    QTest::newRow("the last days") << QStringLiteral("after:2d") << true;
    QTest::newRow("longer ago") << QStringLiteral("before:2d") << false;
    QTest::newRow("a field without its value yet") << QStringLiteral("fix harness:") << true;
    QTest::newRow("half a cost") << QStringLiteral("cost:>") << true;
    QTest::newRow("half a cost and a word too many") << QStringLiteral("deploy cost:>") << false;
    QTest::newRow("a mistake that is passed by") << QStringLiteral("cost:much flaky") << false;
    QTest::newRow("an expression is looked for as it stands") << QStringLiteral("/my api/") << false;
}

void SessionFilterTest::fieldsMustHold() {
    QFETCH(QString, text);
    QFETCH(bool, expected);
    const SessionPointer row = session("4f2a-11", [](Session& s) {
        s.title = "Fix the flaky test";
        s.directory = "/home/ann/My API";
        s.status.status = Status::NeedsYou;
        s.cost = {CostBasis::Estimated, 2.5};
    });
    const RowEntry entry(row, "/home/ann");
    const FilterMatcher matcher({.scope = Scope::All, .text = text, .folder = {}},
                                {.now = noon() + std::chrono::hours(24), .zone = nullptr});
    QCOMPARE(matcher.matches(entry), expected);
}

void SessionFilterTest::wordsDoNotMatchAcrossFields() {
    const SessionPointer row = session("id", [](Session& s) {
        s.title = "ends with alpha";
        s.directory = "/beta";
    });
    QVERIFY(!matches({.scope = Scope::All, .text = QStringLiteral("alpha/beta"), .folder = {}}, *row));
    // A title that holds the separator of the fields does not make a field end early.
    const SessionPointer torn = session("id", [](Session& s) { s.title = "one\ntwo"; });
    const RowEntry entry(torn, "/home/ann");
    QCOMPARE(entry.textKey(SessionColumn::Title), std::string_view("one two"));
    QCOMPARE(entry.textKey(SessionColumn::Folder), std::string_view("~/src/api"));
}

void SessionFilterTest::folderIsExact() {
    const auto inFolder = [](const std::string& directory, const QString& folder) {
        const SessionPointer row = session("id", [&](Session& s) { s.directory = directory; });
        return matches({.scope = Scope::All, .text = {}, .folder = folder}, *row);
    };
    QVERIFY(inFolder("/src/api", QStringLiteral("/src/api")));
    QVERIFY(!inFolder("/src/api2", QStringLiteral("/src/api")));
    QVERIFY(!inFolder("/src/api/sub", QStringLiteral("/src/api")));
    QVERIFY(!inFolder("", QStringLiteral("/src/api")));
    QVERIFY(inFolder("/src/ü", QStringLiteral("/src/ü")));
    // Not UTF-8: what the navigator got out of it comes back as the filter.
    const std::string broken = "/src/\xff\xfe";
    QVERIFY(inFolder(broken, QString::fromStdString(broken)));
}

void SessionFilterTest::scopesFollowTheStatus_data() {
    QTest::addColumn<Status>("status");
    QTest::addColumn<QList<int>>("scopes");
    const auto row = [](const char* name, Status status, std::initializer_list<Scope> scopes) {
        QList<int> numbers;
        for (const Scope scope : scopes) {
            numbers.append(static_cast<int>(scope));
        }
        QTest::newRow(name) << status << numbers;
    };
    row("needs you", Status::NeedsYou, {Scope::All, Scope::Live, Scope::NeedsYou});
    row("needs auth", Status::NeedsAuth, {Scope::All, Scope::Live, Scope::NeedsYou});
    row("review", Status::Review, {Scope::All, Scope::Live, Scope::Review});
    row("working", Status::Working, {Scope::All, Scope::Live});
    row("idle", Status::Idle, {Scope::All, Scope::Live});
    row("crash", Status::Crash, {Scope::All});
    row("past", Status::Past, {Scope::All});
}

void SessionFilterTest::scopesFollowTheStatus() {
    QFETCH(Status, status);
    QFETCH(QList<int>, scopes);
    const SessionPointer row = session("id", [&](Session& s) { s.status.status = status; });
    for (const Scope scope : {Scope::All, Scope::Live, Scope::NeedsYou, Scope::Review}) {
        QCOMPARE(isInScope(*row, scope), scopes.contains(static_cast<int>(scope)));
    }
}

void SessionFilterTest::foldingIsAboutLettersOnly() {
    QCOMPARE(foldedText("MiXed 42"), std::string("mixed 42"));
    QCOMPARE(foldedText("ÄÖÜ ΣΑΣ"), foldedText("äöü σασ"));
    QCOMPARE(foldedText("a\nb\rc\td"), std::string("a b c d"));
    QCOMPARE(foldedText(std::string_view("a\0b", 3)), std::string("a b"));
    QVERIFY(!foldedText("\xff\xfe broken").empty());
}

void SessionFilterTest::narrowingIsRecognised_data() {
    QTest::addColumn<SessionFilter>("wider");
    QTest::addColumn<SessionFilter>("narrower");
    QTest::addColumn<bool>("expected");
    const auto filter = [](Scope scope, const QString& text, const QString& folder = {}) {
        return SessionFilter{.scope = scope, .text = text, .folder = folder};
    };
    const QString fix = QStringLiteral("fix");
    QTest::newRow("a letter more") << filter(Scope::All, QStringLiteral("fi")) << filter(Scope::All, fix)
                                   << true;
    QTest::newRow("a word more") << filter(Scope::All, fix) << filter(Scope::All, QStringLiteral("new fix"))
                                 << true;
    QTest::newRow("a letter less") << filter(Scope::All, fix) << filter(Scope::All, QStringLiteral("fi"))
                                   << false;
    QTest::newRow("scope out of all") << filter(Scope::All, fix) << filter(Scope::Live, fix) << true;
    QTest::newRow("another scope") << filter(Scope::Live, fix) << filter(Scope::All, fix) << false;
    const auto text = [&](const char* words) { return filter(Scope::All, QString::fromUtf8(words)); };
    QTest::newRow("a field more") << text("fix") << text("fix model:o") << true;
    QTest::newRow("a letter more in a field") << text("model:o") << text("model:op") << true;
    QTest::newRow("another agent") << text("harness:cl") << text("harness:co") << false;
    QTest::newRow("a letter more of what is not wanted") << text("-model:o") << text("-model:op") << false;
    QTest::newRow("a cost is no text") << text("cost:1") << text("cost:12") << false;
    QTest::newRow("a field less") << text("fix model:o") << text("fix") << false;
    QTest::newRow("another folder") << filter(Scope::All, fix)
                                    << filter(Scope::All, fix, QStringLiteral("/a")) << false;
}

void SessionFilterTest::narrowingIsRecognised() {
    QFETCH(SessionFilter, wider);
    QFETCH(SessionFilter, narrower);
    QFETCH(bool, expected);
    QCOMPARE(FilterMatcher(narrower, {}).narrows(FilterMatcher(wider, {})), expected);
}

void SessionFilterTest::longTitlesAreSearchedAtTheirBeginning() {
    const SessionPointer row =
        session("id", [](Session& s) { s.title = "needle " + std::string(20'000'000, 'x') + " thread"; });
    const RowEntry entry(row, "/home/ann");
    QVERIFY(entry.searchText().size() < 4096);
    QVERIFY(matches({.scope = Scope::All, .text = QStringLiteral("needle"), .folder = {}}, *row));
}

QTEST_GUILESS_MAIN(SessionFilterTest)
#include "session_filter_test.moc"
