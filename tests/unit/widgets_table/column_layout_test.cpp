// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_table/sessions.h"
#include "widgets/table/column_layout.h"
#include "widgets/table/session_table_view.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace ax;
using namespace ax::test;
using namespace ax::widgets;
using Model = SessionTableModel;

class ColumnLayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void theTitleFillsTheView();
    void draggingTheTitleTradesWithItsNeighbour();
    void wideColumnsLeaveTheTitleItsMinimum();
    void theMenuShowsAndHides();
    void whatIsSavedComesBack();
    void restoringSaysNothing();
    void otherTextsAreIgnored_data();
    void otherTextsAreIgnored();
    void partsThatMakeNoSenseAreLeftOut();
    void theFirstClickSortsAsWanted();

private:
    QHeaderView* header() const { return m_view->horizontalHeader(); }
    static QAction* action(const QMenu* menu, const char* name) {
        const auto actions = menu->actions();
        const auto found = std::ranges::find_if(
            actions, [&](const QAction* one) { return one->objectName() == QLatin1StringView(name); });
        return found == actions.end() ? nullptr : *found;
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Model> m_model;
    std::unique_ptr<SessionTableView> m_view;
};

void ColumnLayoutTest::init() {
    m_theme = std::make_unique<Theme>(*qApp, SchemeChoice::Light);
    m_model = std::make_unique<Model>(QStringLiteral("/home/ann"));
    m_view = std::make_unique<SessionTableView>(*m_model, *m_theme);
    m_model->setSnapshot(snapshotOf({"a", "b"}));
    m_view->resize(1200, 300);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void ColumnLayoutTest::cleanup() {
    m_view.reset();
    m_model.reset();
    m_theme.reset();
}

void ColumnLayoutTest::theTitleFillsTheView() {
    for (const int width : {1200, 1500, 1100}) {
        m_view->resize(width, 300);
        QTRY_COMPARE(header()->length(), m_view->viewport()->width());
    }
    const int title = header()->sectionSize(Model::TitleColumn);
    header()->resizeSection(Model::FolderColumn, header()->sectionSize(Model::FolderColumn) - 30);
    QCOMPARE(header()->sectionSize(Model::TitleColumn), title + 30);
    QCOMPARE(header()->length(), m_view->viewport()->width());
}

void ColumnLayoutTest::draggingTheTitleTradesWithItsNeighbour() {
    QSignalSpy changed(m_view.get(), &SessionTableView::columnsChanged);
    const int title = header()->sectionSize(Model::TitleColumn);
    const int agent = header()->sectionSize(Model::HarnessColumn);
    header()->resizeSection(Model::TitleColumn, title - 25);
    QCOMPARE(header()->sectionSize(Model::TitleColumn), title - 25);
    QCOMPARE(header()->sectionSize(Model::HarnessColumn), agent + 25);
    QCOMPARE(changed.count(), 1);
    // The neighbour gives no more than it has.
    header()->resizeSection(Model::TitleColumn, title + 2000);
    QCOMPARE(header()->sectionSize(Model::HarnessColumn), int(ColumnLayout::MinimumWidth));
    QCOMPARE(header()->length(), m_view->viewport()->width());
}

void ColumnLayoutTest::wideColumnsLeaveTheTitleItsMinimum() {
    header()->resizeSection(Model::FolderColumn, 3000);
    QCOMPARE(header()->sectionSize(Model::TitleColumn), int(ColumnLayout::MinimumTitleWidth));
    QVERIFY(header()->length() > m_view->viewport()->width());
}

void ColumnLayoutTest::theMenuShowsAndHides() {
    QSignalSpy changed(m_view.get(), &SessionTableView::columnsChanged);
    const QMenu* menu = m_view->createColumnsMenu(m_view.get());
    QCOMPARE(menu->parent(), m_view.get());
    QAction* cost = action(menu, "cost");
    QVERIFY(cost != nullptr && cost->isCheckable() && cost->isChecked());
    cost->trigger();
    QVERIFY(header()->isSectionHidden(Model::CostColumn));
    QCOMPARE(header()->length(), m_view->viewport()->width());
    QCOMPARE(changed.count(), 1);
    QVERIFY(!action(menu, "title")->isEnabled());
    cost->trigger();
    QVERIFY(!header()->isSectionHidden(Model::CostColumn));
    header()->moveSection(0, 5);
    menu->actions().last()->trigger();
    QCOMPARE(header()->visualIndex(Model::StatusColumn), 0);
}

void ColumnLayoutTest::whatIsSavedComesBack() {
    header()->moveSection(header()->visualIndex(Model::FolderColumn), 1);
    header()->resizeSection(Model::ModelColumn, 177);
    header()->setSectionHidden(Model::CostColumn, true);
    m_view->sortByColumn(Model::ContextColumn, Qt::AscendingOrder);
    const QByteArray saved = m_view->saveColumns();

    SessionTableView other(*m_model, *m_theme);
    other.resize(1000, 300);
    QVERIFY(other.restoreColumns(saved));
    QCOMPARE(other.horizontalHeader()->visualIndex(Model::FolderColumn), 1);
    QCOMPARE(other.horizontalHeader()->sectionSize(Model::ModelColumn), 177);
    QVERIFY(other.horizontalHeader()->isSectionHidden(Model::CostColumn));
    QCOMPARE(m_model->sortColumn(), int(Model::ContextColumn));
    QCOMPARE(m_model->sortOrder(), Qt::AscendingOrder);
    QCOMPARE(other.saveColumns(), saved);
}

void ColumnLayoutTest::restoringSaysNothing() {
    const QByteArray saved = m_view->saveColumns();
    header()->moveSection(0, 3);
    QSignalSpy changed(m_view.get(), &SessionTableView::columnsChanged);
    QVERIFY(m_view->restoreColumns(saved));
    QCOMPARE(changed.count(), 0);
    QCOMPARE(m_view->saveColumns(), saved);
}

void ColumnLayoutTest::otherTextsAreIgnored_data() {
    QTest::addColumn<QByteArray>("saved");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("garbage") << QByteArray("\xff\x00 nonsense", 11);
    QTest::newRow("an array") << QByteArray("[1,2]");
    QTest::newRow("no version") << QByteArray(R"({"order":["title"]})");
    QTest::newRow("an older version") << QByteArray(R"({"version":0,"order":["title"]})");
    QTest::newRow("a later version") << QByteArray(R"({"version":2,"order":["title"]})");
    QTest::newRow("huge") << QByteArray(R"({"version":1,"x":")") + QByteArray(100'000, 'x') +
                                 QByteArray("\"}");
}

void ColumnLayoutTest::otherTextsAreIgnored() {
    QFETCH(QByteArray, saved);
    header()->moveSection(0, 3);
    const QByteArray before = m_view->saveColumns();
    QVERIFY(!m_view->restoreColumns(saved));
    QCOMPARE(m_view->saveColumns(), before);
    // A text that was cut anywhere is one of those, or itself.
    for (qsizetype length = 0; length < before.size(); ++length) {
        QVERIFY(!m_view->restoreColumns(before.left(length)));
    }
}

void ColumnLayoutTest::partsThatMakeNoSenseAreLeftOut() {
    QVERIFY(m_view->restoreColumns(R"({"version":1,
        "order":["cost","cost","unknown",7,"status"],
        "hidden":["title","model","nothing",null],
        "widths":{"age":-5,"folder":999999999,"model":"wide","unknown":3},
        "sort":"nothing","descending":"yes"})"));
    QCOMPARE(header()->visualIndex(Model::CostColumn), 0);
    QCOMPARE(header()->visualIndex(Model::StatusColumn), 1);
    QVERIFY(!header()->isSectionHidden(Model::TitleColumn));
    QVERIFY(header()->isSectionHidden(Model::ModelColumn));
    QCOMPARE(header()->sectionSize(Model::AgeColumn), int(ColumnLayout::MinimumWidth));
    QVERIFY(header()->sectionSize(Model::FolderColumn) <= 4000);
    QCOMPARE(m_model->sortColumn(), int(Model::AgeColumn));
}

void ColumnLayoutTest::theFirstClickSortsAsWanted() {
    const auto click = [this](int column) {
        const QPoint middle(header()->sectionViewportPosition(column) + header()->sectionSize(column) / 2,
                            10);
        QTest::mouseClick(header()->viewport(), Qt::LeftButton, {}, middle);
    };
    click(Model::CostColumn);
    QCOMPARE(m_model->sortColumn(), int(Model::CostColumn));
    QCOMPARE(m_model->sortOrder(), Qt::DescendingOrder);
    click(Model::CostColumn);
    QCOMPARE(m_model->sortOrder(), Qt::AscendingOrder);
    click(Model::StatusColumn);
    QCOMPARE(m_model->sortOrder(), Qt::AscendingOrder);
    click(Model::AgeColumn);
    QCOMPARE(m_model->sortOrder(), Qt::DescendingOrder);
}

QTEST_MAIN(ColumnLayoutTest)
#include "column_layout_test.moc"
