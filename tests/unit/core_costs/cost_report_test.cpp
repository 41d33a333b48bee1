// SPDX-License-Identifier: MIT
#include "core/costs/cost_csv.h"
#include "core/costs/cost_report.h"
#include "tests/unit/widgets_table/sessions.h"

#include <QTest>

using namespace ax;
using namespace Qt::StringLiterals;
using namespace ax::test;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view Prices = "# source: test\n"
                                    "cheap\t100000\t1\t2\t0.5\t1.5\ttest\n"
                                    "dear\t100000\t10\t20\t-\t-\ttest\n";

std::chrono::local_days day(int number) {
    return std::chrono::local_days(2026y / 3 / 1) + std::chrono::days(number - 1);
}

UsagePart part(int dayNumber, std::string model, TokenCounts tokens, std::optional<double> dollars = {}) {
    return {.day = day(dayNumber),
            .model = std::move(model),
            .promptLength = PromptLength::Usual,
            .tokens = tokens,
            .dollars = dollars};
}

TokenCounts inOut(std::uint64_t input, std::uint64_t output) {
    TokenCounts tokens;
    tokens.input = input;
    tokens.output = output;
    return tokens;
}

/// Two sessions over two days, two folders and three models, one with a sub-agent.
SnapshotPointer threeModels() {
    return snapshotOf(
        {session("a",
                 [](Session& s) {
                     s.directory = "/src/api";
                     s.run = "blog-x1";
                     s.usage = {part(1, "cheap", inOut(1'000'000, 0)), part(2, "dear", inOut(0, 1'000'000))};
                     s.subAgents.push_back({});
                     s.subAgents.back().usage = {part(2, "cheap", inOut(2'000'000, 0))};
                 }),
         session("b", [](Session& s) {
             s.harness = "pi";
             s.directory = "/src/blog";
             s.usage = {part(2, "unheard-of", inOut(500, 0)), part(2, "mine", inOut(10, 0), 0.25)};
         })});
}

} // namespace

class CostReportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sumsByEachHeading_data();
    void sumsByEachHeading();
    void aSessionCountsOnceALine();
    void unknownPricesAreNotZero();
    void periodsIncludeBothEnds();
    void usageWithoutADayIsOnlyInAll();
    void daysForTheChartGoForward();
    void csvIsSafeForSpreadsheets();
    void nothingGivesAnEmptyReport();

private:
    ModelCatalog m_models{Prices};
};

void CostReportTest::sumsByEachHeading_data() {
    QTest::addColumn<CostGrouping>("grouping");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("day") << CostGrouping::Day << QStringList{u"2026-03-02 22.25"_s, u"2026-03-01 1.00"_s};
    QTest::newRow("project") << CostGrouping::Project
                             << QStringList{u"/src/api 23.00"_s, u"/src/blog 0.25"_s};
    QTest::newRow("model") << CostGrouping::Model
                           << QStringList{u"dear 20.00"_s, u"cheap 3.00"_s, u"mine 0.25"_s,
                                          u"unheard-of 0.00"_s};
    QTest::newRow("harness") << CostGrouping::Harness << QStringList{u"claude 23.00"_s, u"pi 0.25"_s};
    QTest::newRow("run") << CostGrouping::Run << QStringList{u"blog-x1 23.00"_s, u" 0.25"_s};
}

void CostReportTest::sumsByEachHeading() {
    QFETCH(CostGrouping, grouping);
    QFETCH(QStringList, expected);
    const CostReport report =
        makeCostReport(*threeModels(), m_models, {.grouping = grouping, .from = {}, .to = {}});
    QStringList lines;
    for (const CostLine& line : report.lines)
        lines << QString::fromStdString(line.heading) + u' ' + QString::number(line.sum.dollars(), 'f', 2);
    QCOMPARE(lines, expected);
    QCOMPARE(report.total.sum.dollars(), 23.25);
    QCOMPARE(report.total.sessions, 2U);
}

void CostReportTest::aSessionCountsOnceALine() {
    const CostReport report = makeCostReport(*threeModels(), m_models, {});
    QCOMPARE(report.lines[0].sessions, 2U); // day 2: a by two models, b by two
    QCOMPARE(report.lines[1].sessions, 1U);
}

void CostReportTest::unknownPricesAreNotZero() {
    const CostReport report =
        makeCostReport(*threeModels(), m_models, {.grouping = CostGrouping::Model, .from = {}, .to = {}});
    const CostLine& unheard = report.lines.back();
    QVERIFY(!unheard.sum.hasDollars());
    QCOMPARE(unheard.sum.unpricedTokens, 500U);
    QCOMPARE(report.total.sum.unpricedTokens, 500U);
    QCOMPARE(report.total.sum.recorded, 0.25);
    QVERIFY(report.total.sum.hasDollars());
}

void CostReportTest::periodsIncludeBothEnds() {
    const auto dollars = [&](std::optional<std::chrono::local_days> from,
                             std::optional<std::chrono::local_days> to) {
        return makeCostReport(*threeModels(), m_models,
                              {.grouping = CostGrouping::Day, .from = from, .to = to})
            .total.sum.dollars();
    };
    QCOMPARE(dollars(day(1), day(1)), 1.0);
    QCOMPARE(dollars(day(2), {}), 22.25);
    QCOMPARE(dollars({}, day(1)), 1.0);
    QCOMPARE(dollars(day(3), {}), 0.0);
}

void CostReportTest::usageWithoutADayIsOnlyInAll() {
    const auto snapshot = snapshotOf({session("a", [](Session& s) {
        UsagePart timeless = part(1, "cheap", inOut(1'000'000, 0));
        timeless.day = {};
        s.usage = {timeless};
    })});
    const CostReport all = makeCostReport(*snapshot, m_models, {});
    QCOMPARE(all.lines.size(), 1U);
    QVERIFY(all.lines[0].heading.empty());
    QVERIFY(makeCostReport(*snapshot, m_models, {.grouping = CostGrouping::Day, .from = day(1), .to = {}})
                .lines.empty());
}

void CostReportTest::daysForTheChartGoForward() {
    const CostReport report =
        makeCostReport(*threeModels(), m_models, {.grouping = CostGrouping::Model, .from = {}, .to = {}});
    QCOMPARE(report.days.size(), 2U);
    QCOMPARE(report.days[0].heading, std::string("2026-03-01"));
    QCOMPARE(report.days[1].sum.dollars(), 22.25);
}

void CostReportTest::csvIsSafeForSpreadsheets() {
    const auto snapshot = snapshotOf({session("a", [](Session& s) {
        s.directory = "=HYPERLINK(\"x\"),\n1";
        s.usage = {part(1, "cheap", inOut(1'000'000, 3))};
    })});
    const std::string csv = costReportCsv(
        makeCostReport(*snapshot, m_models, {.grouping = CostGrouping::Project, .from = {}, .to = {}}));
    QCOMPARE(csv,
             std::string("project,cost_usd,recorded_usd,estimated_usd,input_tokens,output_tokens,"
                         "cache_read_tokens,cache_write_tokens,unpriced_tokens,sessions\r\n"
                         "\"'=HYPERLINK(\"\"x\"\"),\n1\",1.000006,0.000000,1.000006,1000000,3,0,0,0,1\r\n"));
}

void CostReportTest::nothingGivesAnEmptyReport() {
    const CostReport report = makeCostReport(*snapshotOf(std::vector<SessionPointer>()), m_models, {});
    QVERIFY(report.lines.empty());
    QVERIFY(!report.total.sum.hasDollars());
}

QTEST_GUILESS_MAIN(CostReportTest)
#include "cost_report_test.moc"
