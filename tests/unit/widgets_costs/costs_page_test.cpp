// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_table/sessions.h"
#include "widgets/basics/tinted_label.h"
#include "widgets/costs/costs_page.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDate>
#include <QFile>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace ax;
using namespace Qt::StringLiterals;
using namespace ax::test;
using namespace ax::widgets;

namespace {

constexpr std::string_view Prices = "# source: test\ncheap\t100000\t1\t2\t0.5\t1.5\ttest\n";

std::chrono::local_days daysAgo(int days) {
    return std::chrono::local_days(std::chrono::days(QDate(1970, 1, 1).daysTo(QDate::currentDate()) - days));
}

SnapshotPointer spentOn(std::initializer_list<int> ages) {
    std::vector<SessionPointer> sessions;
    for (const int age : ages) {
        sessions.push_back(session("s" + std::to_string(age), [age](Session& s) {
            s.directory = "/src/p" + std::to_string(age);
            UsagePart part{
                .day = daysAgo(age), .model = "cheap", .promptLength = {}, .tokens = {}, .dollars = {}};
            part.tokens.input = 1'000'000;
            s.usage = {part};
        }));
    }
    return snapshotOf(std::move(sessions));
}

} // namespace

class CostsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void showsThePeriod();
    void groupsByAClick();
    void doesNothingWhileHidden();
    void exportsWhatIsShown();
    void saysWhyAnExportFailed();
    void theChartSpeaksByKeys();

private:
    void waitForReport(const std::function<void()>& cause) {
        QSignalSpy shown(m_page.get(), &CostsPage::reportShown);
        cause();
        QVERIFY(shown.wait());
    }
    template <class Widget>
    Widget* child(const char* name) const {
        return m_page->findChild<Widget*>(QString::fromLatin1(name));
    }

    ModelCatalog m_models{Prices};
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<CostsPage> m_page;
};

void CostsPageTest::init() {
    m_theme = std::make_unique<Theme>(*qApp, SchemeChoice::Light);
    m_page = std::make_unique<CostsPage>("/home/ann", m_models, *m_theme);
    m_page->resize(1000, 600);
    waitForReport([this] {
        m_page->setSnapshot(spentOn({0, 3, 20, 200}));
        m_page->show();
    });
}

void CostsPageTest::cleanup() {
    m_page.reset();
    m_theme.reset();
}

void CostsPageTest::showsThePeriod() {
    QCOMPARE(child<QTableView>("costTable")->model()->rowCount(), 3); // a month at first
    QCOMPARE(child<TintedLabel>("costTotal")->fullText(), u"~$3.00"_s);
    waitForReport([this] { child<QComboBox>("costPeriod")->setCurrentIndex(5); });
    QCOMPARE(child<QTableView>("costTable")->model()->rowCount(), 4);
    waitForReport([this] { child<QComboBox>("costPeriod")->setCurrentIndex(0); });
    QCOMPARE(child<QTableView>("costTable")->model()->rowCount(), 1);
}

void CostsPageTest::groupsByAClick() {
    waitForReport([this] { QTest::mouseClick(child<QPushButton>("costByProject"), Qt::LeftButton); });
    QCOMPARE(m_page->report().grouping, CostGrouping::Project);
    const auto* model = child<QTableView>("costTable")->model();
    QCOMPARE(model->headerData(0, Qt::Horizontal).toString(), u"Project"_s);
    QVERIFY(model->index(0, 0).data().toString().startsWith(u"/src/p"_s));
}

void CostsPageTest::doesNothingWhileHidden() {
    m_page->hide();
    QSignalSpy shown(m_page.get(), &CostsPage::reportShown);
    m_page->setSnapshot(spentOn({1}));
    QCoreApplication::processEvents();
    QCOMPARE(shown.count(), 0);
    m_page->show();
    QVERIFY(shown.wait());
    QCOMPARE(m_page->report().total.sessions, 1U);
}

void CostsPageTest::exportsWhatIsShown() {
    const QTemporaryDir folder;
    m_page->chooseFile = [&](const QString& suggestion) { return folder.filePath(suggestion); };
    const QSignalSpy said(m_page.get(), &CostsPage::said);
    QTest::mouseClick(child<QPushButton>("costExport"), Qt::LeftButton);
    QCOMPARE(said.count(), 1);
    QFile file(folder.filePath(u"agent-costs.csv"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count("\r\n"), 4);
}

void CostsPageTest::saysWhyAnExportFailed() {
    m_page->chooseFile = [](const QString&) { return QStringLiteral("/nowhere/at/all.csv"); };
    const QSignalSpy said(m_page.get(), &CostsPage::said);
    QTest::mouseClick(child<QPushButton>("costExport"), Qt::LeftButton);
    QVERIFY(said.at(0).at(0).toString().contains(u"could not be written"_s));
}

void CostsPageTest::theChartSpeaksByKeys() {
    auto* chart = child<QWidget>("costChart");
    QTest::keyClick(chart, Qt::Key_End);
    QVERIFY(child<TintedLabel>("costDetail")->fullText().contains(u"~$1.00"_s));
    const QString last = chart->accessibleDescription();
    QTest::keyClick(chart, Qt::Key_Home);
    QVERIFY(chart->accessibleDescription() != last);
    // The whole period, not only the days between the first and the last that cost anything.
    const QString first = QLocale().toString(QDate::currentDate().addDays(-29), QLocale::ShortFormat);
    QVERIFY2(chart->accessibleDescription().startsWith(first), qPrintable(chart->accessibleDescription()));
}

QTEST_MAIN(CostsPageTest)
#include "costs_page_test.moc"
