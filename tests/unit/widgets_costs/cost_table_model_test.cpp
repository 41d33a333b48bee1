// SPDX-License-Identifier: MIT
#include "widgets/costs/cost_table_model.h"
#include "widgets/costs/cost_text.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace ax;
using namespace Qt::StringLiterals;
using namespace ax::widgets;

class CostTableModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sortsByEachColumn();
    void aChosenLineStaysChosenWhenSorted();
    void figuresSayHowSureTheyAre();
    void missingHeadingsHaveWords();

private:
    static std::shared_ptr<const CostReport> report() {
        auto made = std::make_shared<CostReport>();
        made->grouping = CostGrouping::Model;
        made->lines = {line("b", 3, 10), line("a", 2, 30), line("c", 1, 20)};
        return made;
    }
    static CostLine line(std::string heading, double dollars, std::uint64_t input) {
        CostLine made{.heading = std::move(heading), .sum = {}, .sessions = input};
        made.sum.estimated = dollars;
        made.sum.tokens.input = input;
        return made;
    }
    static QString headings(const CostTableModel& model) {
        QString all;
        for (int row = 0; row < model.rowCount(); ++row)
            all += model.index(row, CostTableModel::Heading).data().toString();
        return all;
    }
};

void CostTableModelTest::sortsByEachColumn() {
    CostTableModel model("/home/ann");
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setReport(report());
    QCOMPARE(headings(model), u"bac"_s); // as it came
    model.sort(CostTableModel::Heading, Qt::AscendingOrder);
    QCOMPARE(headings(model), u"abc"_s);
    model.sort(CostTableModel::Input, Qt::DescendingOrder);
    QCOMPARE(headings(model), u"acb"_s);
    model.sort(CostTableModel::CostColumn, Qt::AscendingOrder);
    QCOMPARE(headings(model), u"cab"_s);
    model.setReport(report());
    QCOMPARE(headings(model), u"cab"_s); // the order outlives the report
    model.sort(-1, Qt::DescendingOrder);
    QCOMPARE(headings(model), u"bac"_s);
}

void CostTableModelTest::aChosenLineStaysChosenWhenSorted() {
    CostTableModel model("/home/ann");
    model.setReport(report());
    const QPersistentModelIndex chosen(model.index(0, CostTableModel::Heading));
    model.sort(CostTableModel::Heading, Qt::DescendingOrder);
    QCOMPARE(chosen.row(), 1);
    QCOMPARE(chosen.data().toString(), u"b"_s);
}

void CostTableModelTest::figuresSayHowSureTheyAre() {
    CostSum sum;
    QCOMPARE(sumText(sum), u"–"_s);
    sum.tokens.input = 100;
    sum.recorded = 2;
    QCOMPARE(sumText(sum), u"$2.00"_s);
    sum.estimated = 1.5;
    QCOMPARE(sumText(sum), u"~$3.50"_s);
    sum.unpricedTokens = 50;
    QCOMPARE(sumText(sum), u"≥ ~$3.50"_s);
    QVERIFY(sumExplanation(sum).contains(u"without a known price"_s));
    QCOMPARE(tokenCountText(999), u"999"_s);
    QCOMPARE(tokenCountText(41'234), u"41k"_s);
    QCOMPARE(tokenCountText(999'900), u"1.0M"_s);
    QCOMPARE(tokenCountText(12'345'678'901), u"12.3B"_s);
}

void CostTableModelTest::missingHeadingsHaveWords() {
    QCOMPARE(headingText({}, CostGrouping::Run, "/home/ann"), u"No run"_s);
    QCOMPARE(headingText({.heading = "/home/ann/src", .sum = {}, .sessions = 0}, CostGrouping::Project,
                         "/home/ann"),
             u"~/src"_s);
}

QTEST_MAIN(CostTableModelTest)
#include "cost_table_model_test.moc"
