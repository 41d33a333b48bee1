// SPDX-License-Identifier: MIT
#include "app/cli/list_table.h"
#include "app/cli/session_cells.h"

#include <QtTest>

using namespace ax;
using namespace ax::cli;

namespace {

constexpr std::string_view Home = "/home/ann";

Session sample() {
    Session session;
    session.harness = "claude";
    session.id = "one";
    session.directory = "/home/ann/src";
    session.title = "Fix the parser";
    session.model = "claude-opus-5-5";
    session.last = *parseTimestamp("2026-11-01T12:00:00Z");
    session.contextTokens = 50'000;
    session.contextWindow = 200'000;
    session.cost = {CostBasis::Recorded, 1.254};
    return session;
}

std::string table(const std::vector<Session>& sessions, const TableStyle& style = {},
                  const WindowCells& windows = {}) {
    std::vector<SessionPointer> pointers;
    for (const Session& session : sessions)
        pointers.push_back(std::make_shared<const Session>(session));
    return formatTable(pointers, windows, *parseTimestamp("2026-11-01T15:00:00Z"), std::string(Home), style);
}

} // namespace

class ListTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsEachColumn();
    void showsAHeaderWhenAsked();
    void showsWindowsWhereThereAreSome();
    void alignsWideCharacters();
    void marksAGoneFolder();
    void showsUnknownThings();
    void letsNoEscapeThrough();
    void clipsToTheTerminal();
    void printsNothingForNothing();
    void costs_data();
    void costs();
    void contexts_data();
    void contexts();
};

void ListTableTest::showsEachColumn() {
    Session session = sample();
    session.status.status = Status::Working;
    QCOMPARE(table({session}),
             std::string("working  claude  claude-opus-5-5  3h  25%  $1.25  ~/src  Fix the parser\n"));
}

void ListTableTest::showsAHeaderWhenAsked() {
    const std::string text = table({sample()}, {.header = TableStyle::Header::Shown});
    QCOMPARE(text, std::string("STATUS  HARNESS  MODEL            AGE  CTX  COST   DIR    TITLE\n"
                               "        claude   claude-opus-5-5  3h   25%  $1.25  ~/src  Fix the parser\n"));
}

void ListTableTest::showsWindowsWhereThereAreSome() {
    Session other = sample();
    other.id = "two";
    QCOMPARE(
        table({sample(), other}, {.header = TableStyle::Header::Shown},
              {{"two", "work:1"}, {"three", "x:2"}}),
        std::string("STATUS  HARNESS  MODEL            AGE  CTX  COST   DIR    WIN     TITLE\n"
                    "        claude   claude-opus-5-5  3h   25%  $1.25  ~/src  -       Fix the parser\n"
                    "        claude   claude-opus-5-5  3h   25%  $1.25  ~/src  work:1  Fix the parser\n"));
}

void ListTableTest::alignsWideCharacters() {
    Session wide = sample();
    wide.directory = "/home/ann/日本";
    QCOMPARE(table({sample(), wide}),
             std::string("  claude  claude-opus-5-5  3h  25%  $1.25  ~/src   Fix the parser\n"
                         "  claude  claude-opus-5-5  3h  25%  $1.25  ~/日本  Fix the parser\n"));
}

void ListTableTest::marksAGoneFolder() {
    Session session = sample();
    session.directoryExists = false;
    QCOMPARE(directoryCell(session, std::string(Home)), std::string("!~/src"));
}

void ListTableTest::showsUnknownThings() {
    Session session;
    session.harness = "pi";
    QCOMPARE(table({session}), std::string("  pi  -  ?  -  -  -\n"));
}

void ListTableTest::letsNoEscapeThrough() {
    Session session = sample();
    session.title = "\x1b]0;owned\a\x1b[31mred\nsecond\u202eline\xff";
    session.model = "evil\x1b[2Jmodel";
    session.directory = "/tmp/a\nb\x9b"
                        "31m";
    session.harness = "x\ry";
    const QString text = QString::fromStdString(table({session}));
    QCOMPARE(text.count(u'\n'), 1);
    for (const QChar c : text)
        QVERIFY(c == u'\n' || c.category() != QChar::Other_Control);
    QVERIFY(text.contains(QStringLiteral("red secondline\ufffd")));
    QVERIFY(text.contains(QStringLiteral("evilmodel")));
}

void ListTableTest::clipsToTheTerminal() {
    Session session = sample();
    session.title = "日本語日本語日本語日本語";
    const std::string text = table({session}, {.header = TableStyle::Header::Shown, .width = 60});
    for (const QString& line : QString::fromStdString(text).split(u'\n', Qt::SkipEmptyParts))
        QVERIFY(line.size() <= 60);
    QVERIFY(text.ends_with("…\n"));
}

void ListTableTest::printsNothingForNothing() {
    QCOMPARE(table({}), std::string());
}

void ListTableTest::costs_data() {
    QTest::addColumn<int>("basis");
    QTest::addColumn<double>("dollars");
    QTest::addColumn<QByteArray>("cell");
    const int recorded = static_cast<int>(CostBasis::Recorded);
    const int estimated = static_cast<int>(CostBasis::Estimated);
    QTest::newRow("unknown") << static_cast<int>(CostBasis::Unknown) << 3.0 << QByteArray("-");
    QTest::newRow("nothing") << recorded << 0.0 << QByteArray("$0");
    QTest::newRow("tiny") << recorded << 0.0099 << QByteArray("<1¢");
    QTest::newRow("a cent") << recorded << 0.01 << QByteArray("$0.01");
    QTest::newRow("large") << recorded << 12345.678 << QByteArray("$12345.68");
    QTest::newRow("estimated") << estimated << 1.5 << QByteArray("~$1.50");
    QTest::newRow("estimated, tiny") << estimated << 0.001 << QByteArray("~<1¢");
}

void ListTableTest::costs() {
    QFETCH(int, basis);
    QFETCH(double, dollars);
    QFETCH(QByteArray, cell);
    QCOMPARE(costCell({static_cast<CostBasis>(basis), dollars}), cell.toStdString());
}

void ListTableTest::contexts_data() {
    QTest::addColumn<qulonglong>("tokens");
    QTest::addColumn<qulonglong>("window");
    QTest::addColumn<QByteArray>("cell");
    QTest::newRow("none") << 0ULL << 200'000ULL << QByteArray("-");
    QTest::newRow("cut, not rounded") << 199'999ULL << 200'000ULL << QByteArray("99%");
    QTest::newRow("full") << 200'000ULL << 200'000ULL << QByteArray("100%");
    QTest::newRow("exact") << 58'000ULL << 200'000ULL << QByteArray("29%");
    QTest::newRow("over") << 300'000ULL << 200'000ULL << QByteArray("150%");
    QTest::newRow("no window") << 12'400ULL << 0ULL << QByteArray("12k");
    QTest::newRow("no window, few") << 999ULL << 0ULL << QByteArray("999");
    QTest::newRow("no window, many") << 1'250'000ULL << 0ULL << QByteArray("1.2M");
    QTest::newRow("absurd") << ~0ULL << 1ULL << QByteArray("1844674407370955161600%");
}

void ListTableTest::contexts() {
    QFETCH(qulonglong, tokens);
    QFETCH(qulonglong, window);
    QFETCH(QByteArray, cell);
    Session session;
    session.contextTokens = tokens;
    session.contextWindow = window;
    QCOMPARE(contextCell(session), cell.toStdString());
}

QTEST_GUILESS_MAIN(ListTableTest)
#include "list_table_test.moc"
