// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_table/sessions.h"
#include "widgets/search/search_results_model.h"
#include "widgets/search/search_results_view.h"
#include "widgets/search/search_switch.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QImage>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace ax;
using namespace Qt::StringLiterals;
using namespace ax::test;
using namespace ax::widgets;

namespace {

SearchResult found(const std::string& id, std::uint64_t position, std::string text = "the needle here") {
    SearchResult result;
    result.session = session(id);
    result.hits = 3;
    result.snippets.push_back({.file = {},
                               .position = position,
                               .speaker = Speaker::Assistant,
                               .text = std::move(text),
                               .matches = {{.begin = 4, .end = 10}}});
    return result;
}

std::shared_ptr<const SearchResults> answer(std::vector<SearchResult> results) {
    auto made = std::make_shared<SearchResults>();
    made->results = std::move(results);
    return made;
}

} // namespace

class SearchResultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void theBestIsChosenAtFirst();
    void aRefinedAnswerKeepsTheChosenSession();
    void keysMoveOpenAndStep();
    void hostileSnippetsArePainted();
    void whatNobodyCountedIsNoNumber();
    void theSwitchCountsAndChooses();

private:
    QString currentKey() const { return m_view->currentSessionKey(); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SearchResultsModel> m_model;
    std::unique_ptr<SearchResultsView> m_view;
};

void SearchResultsTest::init() {
    m_theme = std::make_unique<Theme>(*qApp, SchemeChoice::Light);
    m_model = std::make_unique<SearchResultsModel>(u"/home/ann"_s);
    new QAbstractItemModelTester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_model.get());
    m_view = std::make_unique<SearchResultsView>(*m_model, *m_theme);
    m_view->resize(700, 300);
}

void SearchResultsTest::cleanup() {
    m_view.reset();
    m_model.reset();
    m_theme.reset();
}

void SearchResultsTest::theBestIsChosenAtFirst() {
    const QSignalSpy chosen(m_view.get(), &SearchResultsView::currentResultChanged);
    m_model->setResults(answer({found("a", 70), found("b", 5)}));
    QCOMPARE(currentKey(), u"claude/a"_s);
    QCOMPARE(chosen.last().at(1).toULongLong(), 70U);
    QCOMPARE(m_view->currentIndex().data(SearchResultsModel::HitsRole).toString(), u"3 hit(s)"_s);
}

void SearchResultsTest::aRefinedAnswerKeepsTheChosenSession() {
    m_model->setResults(answer({found("a", 1), found("b", 2)}));
    m_view->setCurrentIndex(m_model->index(1));
    m_model->setResults(answer({found("c", 1), found("a", 1), found("b", 9)}));
    QCOMPARE(currentKey(), u"claude/b"_s);
    m_model->setResults(answer({found("c", 1)}));
    QCOMPARE(currentKey(), u"claude/c"_s);
    m_model->setResults(answer({}));
    QCOMPARE(currentKey(), QString());
}

void SearchResultsTest::keysMoveOpenAndStep() {
    m_model->setResults(answer({found("a", 1), found("b", 2)}));
    const QSignalSpy opened(m_view.get(), &SearchResultsView::resultActivated);
    const QSignalSpy next(m_view.get(), &SearchResultsView::nextHitRequested);
    const QSignalSpy previous(m_view.get(), &SearchResultsView::previousHitRequested);
    QTest::keyClick(m_view.get(), 'j');
    QCOMPARE(currentKey(), u"claude/b"_s);
    QTest::keyClick(m_view.get(), 'j'); // the last one stays
    QCOMPARE(currentKey(), u"claude/b"_s);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(opened.at(0).at(0).toString(), u"claude/b"_s);
    QTest::keyClick(m_view.get(), 'n');
    QTest::keyClick(m_view.get(), 'N', Qt::ShiftModifier);
    QCOMPARE(next.count(), 1);
    QCOMPARE(previous.count(), 1);
    QTest::keyClick(m_view.get(), 'k');
    QCOMPARE(currentKey(), u"claude/a"_s);
}

void SearchResultsTest::hostileSnippetsArePainted() {
    SearchResult wrongRanges = found("a", 1, "ab");
    wrongRanges.snippets.front().matches = {{.begin = 1, .end = 99}, {.begin = 9, .end = 3}};
    SearchResult late = found("b", 1, std::string(190, 'x') + "\xE8\xA7\xA3");
    late.snippets.front().matches = {{.begin = 190, .end = 193}};
    SearchResult none = found("c", 1);
    none.snippets.clear();
    m_model->setResults(
        answer({wrongRanges, late, found("d", 1, "\x1b[31m \xE2\x80\xAE needle \xFF"), none}));
    QImage picture(m_view->size(), QImage::Format_RGB32);
    m_view->render(&picture);
    const QImage empty(picture.size(), QImage::Format_RGB32);
    QVERIFY(picture != empty);
    // A result without a snippet leaves no empty line.
    QVERIFY(m_view->visualRect(m_model->index(3)).height() < m_view->visualRect(m_model->index(0)).height());
}

void SearchResultsTest::whatNobodyCountedIsNoNumber() {
    SearchResult uncounted = found("a", 1);
    uncounted.hits = 0;
    m_model->setResults(answer({uncounted, found("b", 2)}));
    QCOMPARE(m_model->index(0).data(SearchResultsModel::HitsRole).toString(), QString());
    QVERIFY(m_model->index(1).data(SearchResultsModel::HitsRole).toString().contains(u'3'));
}

void SearchResultsTest::theSwitchCountsAndChooses() {
    SearchSwitch choice(*m_theme);
    const QSignalSpy chosen(&choice, &SearchSwitch::chosen);
    choice.setSessionCount(12);
    choice.setTranscriptCount(41, u"reading"_s);
    auto* transcripts = choice.findChild<QPushButton*>(u"searchTranscripts"_s);
    QVERIFY(transcripts->text().contains(u"41"_s));
    QCOMPARE(choice.where(), SearchSwitch::Where::Sessions);
    QTest::mouseClick(transcripts, Qt::LeftButton);
    QCOMPARE(choice.where(), SearchSwitch::Where::Transcripts);
    QCOMPARE(chosen.count(), 1);
}

QTEST_MAIN(SearchResultsTest)
#include "search_results_test.moc"
