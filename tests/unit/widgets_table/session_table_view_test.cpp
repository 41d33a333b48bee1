// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_table/sessions.h"
#include "widgets/table/session_table_view.h"
#include "widgets/theme/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace ax;
using namespace ax::test;
using namespace ax::widgets;
using Model = SessionTableModel;
using Scope = SessionFilter::Scope;

class SessionTableViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void keysMoveTheRow_data();
    void keysMoveTheRow();
    void enterAndDoubleClickOpen();
    void lettersAreLeftToTheWindow();
    void tabLeavesTheTable();
    void aFilteredRowLeavesNoOtherCurrent();
    void theSelectionSurvivesAReset();
    void theCurrentSessionIsAnnouncedOnce();
    void aMovingRowStaysInViewWhenItWas();
    void whatIsReadStaysWhereItIs();
    void atTheTopTheNewestShow();
    void aNewOrderIsReadFromItsTop();
    void rowsGrowWithTheFont();
    void stateIsPaintedInItsColour();
    void hoverAndSelectionTintTheWholeRow();
    void screenReadersGetCells();

private:
    static std::vector<SessionPointer> sessions(int count) {
        std::vector<SessionPointer> all;
        for (int i = 0; i < count; ++i) {
            all.push_back(session(std::to_string(1000 + i), [i](Session& s) {
                s.last = noon() - std::chrono::minutes(i);
                s.title = "Session number " + std::to_string(i);
            }));
        }
        return all;
    }
    static QString key(int i) { return QStringLiteral("claude/%1").arg(1000 + i); }
    void show(int count) {
        m_sessions = sessions(count);
        m_model->setSnapshot(snapshotOf(m_sessions));
    }
    /// The session at `from` gets activity and stands first.
    void activate(std::size_t from) {
        const SessionPointer active =
            changed(m_sessions[from], [](Session& s) { s.last = noon() + std::chrono::hours(1); });
        m_sessions.erase(m_sessions.begin() + static_cast<std::ptrdiff_t>(from));
        m_sessions.insert(m_sessions.begin(), active);
        m_model->setSnapshot(snapshotOf(m_sessions));
    }
    int currentRow() const { return m_view->currentIndex().row(); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Model> m_model;
    std::unique_ptr<SessionTableView> m_view;
    std::vector<SessionPointer> m_sessions;
};

void SessionTableViewTest::init() {
    m_theme = std::make_unique<Theme>(*qApp, SchemeChoice::Light);
    m_model = std::make_unique<Model>(QStringLiteral("/home/ann"));
    m_view = std::make_unique<SessionTableView>(*m_model, *m_theme);
    m_view->resize(1000, 28 + 10 * 28);
    m_view->show();
    m_view->activateWindow();
    m_view->setFocus();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void SessionTableViewTest::cleanup() {
    m_view.reset();
    m_model.reset();
    m_theme.reset();
}

void SessionTableViewTest::keysMoveTheRow_data() {
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<int>("to");
    const auto row = [](const char* name, int from, int key, Qt::KeyboardModifiers modifiers, int to) {
        QTest::newRow(name) << from << key << modifiers << to;
    };
    row("down", 3, Qt::Key_Down, Qt::NoModifier, 4);
    row("j", 3, Qt::Key_J, Qt::NoModifier, 4);
    row("up", 3, Qt::Key_Up, Qt::NoModifier, 2);
    row("k", 3, Qt::Key_K, Qt::NoModifier, 2);
    row("k at the top", 0, Qt::Key_K, Qt::NoModifier, 0);
    row("j at the end", 49, Qt::Key_J, Qt::NoModifier, 49);
    row("g", 30, Qt::Key_G, Qt::NoModifier, 0);
    row("G", 3, Qt::Key_G, Qt::ShiftModifier, 49);
    row("home", 30, Qt::Key_Home, Qt::NoModifier, 0);
    row("end", 3, Qt::Key_End, Qt::NoModifier, 49);
    row("page up from the middle", 40, Qt::Key_PageUp, Qt::NoModifier, 30);
    row("left stays", 3, Qt::Key_Left, Qt::NoModifier, 3);
    row("right stays", 3, Qt::Key_Right, Qt::NoModifier, 3);
    row("ctrl+j is no step", 3, Qt::Key_J, Qt::ControlModifier, 3);
}

void SessionTableViewTest::keysMoveTheRow() {
    QFETCH(int, from);
    QFETCH(int, key);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    QFETCH(int, to);
    show(50);
    m_view->setCurrentSession(SessionTableViewTest::key(from));
    QCOMPARE(currentRow(), from);
    QTest::keyClick(m_view.get(), static_cast<Qt::Key>(key), modifiers);
    QVERIFY2(std::abs(currentRow() - to) <= (key == Qt::Key_PageUp ? 1 : 0),
             qPrintable(QString::number(currentRow())));
    QCOMPARE(m_view->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(m_view->selectionModel()->selectedRows().first().row(), currentRow());
}

void SessionTableViewTest::enterAndDoubleClickOpen() {
    show(5);
    QSignalSpy opened(m_view.get(), &SessionTableView::sessionActivated);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(opened.count(), 0); // nothing is current yet
    m_view->setCurrentSession(key(2));
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QTest::keyClick(m_view.get(), Qt::Key_Enter, Qt::KeypadModifier);
    QCOMPARE(opened.count(), 2);
    QCOMPARE(opened.at(0).at(0).toString(), key(2));
    const QPoint fourth = m_view->visualRect(m_model->index(3, Model::AgeColumn)).center();
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, fourth);
    QCOMPARE(opened.count(), 2);
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, fourth);
    QCOMPARE(opened.count(), 3);
    QCOMPARE(opened.at(2).at(0).toString(), key(3));
}

void SessionTableViewTest::lettersAreLeftToTheWindow() {
    show(5);
    m_view->setCurrentSession(key(2));
    for (const auto letter : {Qt::Key_S, Qt::Key_Slash, Qt::Key_Space}) {
        QKeyEvent event(QEvent::KeyPress, letter, Qt::NoModifier,
                        QString(QChar(static_cast<char16_t>(letter))));
        QApplication::sendEvent(m_view.get(), &event);
        QVERIFY(!event.isAccepted());
    }
    QCOMPARE(currentRow(), 2);
}

void SessionTableViewTest::tabLeavesTheTable() {
    show(5);
    m_view->setCurrentSession(key(2));
    QTest::keyClick(m_view.get(), Qt::Key_Tab);
    QCOMPARE(currentRow(), 2);
    m_view->selectionModel()->clear();
    QFocusEvent arrival(QEvent::FocusIn, Qt::TabFocusReason);
    QApplication::sendEvent(m_view.get(), &arrival);
    QVERIFY(m_view->currentIndex().isValid()); // who comes by key sees where the keys act
}

void SessionTableViewTest::aFilteredRowLeavesNoOtherCurrent() {
    show(20);
    m_view->setCurrentSession(key(7));
    QSignalSpy announced(m_view.get(), &SessionTableView::currentSessionChanged);
    m_model->setFilter({.scope = Scope::All, .text = QStringLiteral("number 12"), .folder = {}});
    QVERIFY(m_view->currentSessionKey().isEmpty());
    QVERIFY(m_view->selectionModel()->selectedRows().isEmpty());
    QCOMPARE(announced.count(), 1);
    QCOMPARE(announced.at(0).at(0).toString(), QString());
    m_model->setFilter({});
    QTest::keyClick(m_view.get(), Qt::Key_J);
    QCOMPARE(currentRow(), 7); // the keys go on where they were
}

void SessionTableViewTest::theSelectionSurvivesAReset() {
    m_sessions = sessions(400);
    for (std::size_t i = 0; i < m_sessions.size(); i += 2) {
        m_sessions[i] = changed(m_sessions[i], [](Session& s) { s.status.status = Status::Idle; });
    }
    m_model->setSnapshot(snapshotOf(m_sessions));
    m_view->setCurrentSession(key(8));
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    QSignalSpy announced(m_view.get(), &SessionTableView::currentSessionChanged);
    m_model->setFilter({.scope = Scope::Live, .text = {}, .folder = {}});
    QCOMPARE(reset.count(), 1);
    QCOMPARE(m_view->currentSessionKey(), key(8));
    QCOMPARE(currentRow(), 4);
    QCOMPARE(announced.count(), 0);
    QCOMPARE(m_view->selectionModel()->selectedRows().size(), 1);
}

void SessionTableViewTest::theCurrentSessionIsAnnouncedOnce() {
    show(20);
    QSignalSpy announced(m_view.get(), &SessionTableView::currentSessionChanged);
    m_view->setCurrentSession(key(3));
    m_view->setCurrentSession(key(3));
    m_view->setCurrentSession(QStringLiteral("claude/none"));
    QCOMPARE(announced.count(), 1);
    activate(10); // another row moves past
    QCOMPARE(m_view->currentSessionKey(), key(3));
    QCOMPARE(announced.count(), 1);
}

void SessionTableViewTest::aMovingRowStaysInViewWhenItWas() {
    show(200);
    m_view->setCurrentSession(key(100));
    m_view->scrollTo(m_model->index(100, 0), QAbstractItemView::PositionAtCenter);
    QVERIFY(m_view->verticalScrollBar()->value() > 0);
    activate(100);
    QCOMPARE(currentRow(), 0);
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);

    m_view->setCurrentSession(key(150));
    m_view->verticalScrollBar()->setValue(20 * 28);
    const int before = m_view->verticalScrollBar()->value();
    activate(150); // out of sight: the view stays with what is read, one row further down now
    QCOMPARE(currentRow(), 0);
    QCOMPARE(m_view->verticalScrollBar()->value(), before + 28);
}

void SessionTableViewTest::whatIsReadStaysWhereItIs() {
    show(200);
    m_view->verticalScrollBar()->setValue(50 * 28 + 9);
    const QModelIndex read = m_view->indexAt({200, 60});
    const QString key = read.data(Model::SessionKeyRole).toString();
    for (int i = 0; i < 3; ++i) {
        m_sessions.insert(m_sessions.begin(), session("new" + std::to_string(i)));
    }
    m_model->setSnapshot(snapshotOf(m_sessions));
    QCOMPARE(m_view->indexAt({200, 60}).data(Model::SessionKeyRole).toString(), key);
    // A row under the eye that jumps to the top does not take the view along.
    activate(static_cast<std::size_t>(m_view->indexAt({200, 5}).row()));
    QCOMPARE(m_view->indexAt({200, 60}).data(Model::SessionKeyRole).toString(), key);
    QCOMPARE(m_view->verticalScrollBar()->value() % 28, 9);
}

void SessionTableViewTest::atTheTopTheNewestShow() {
    show(200);
    m_sessions.insert(m_sessions.begin(), session("new"));
    m_model->setSnapshot(snapshotOf(m_sessions));
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
    QCOMPARE(m_view->indexAt({200, 5}).data(Model::SessionKeyRole).toString(), QStringLiteral("claude/new"));
}

void SessionTableViewTest::aNewOrderIsReadFromItsTop() {
    show(200);
    m_view->setCurrentSession(key(0));
    m_view->verticalScrollBar()->setValue(50 * 28);
    m_view->sortByColumn(Model::TitleColumn, Qt::DescendingOrder);
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
    QCOMPARE(m_view->currentSessionKey(), key(0));
    QCOMPARE(m_model->sortColumn(), int(Model::TitleColumn));
}

void SessionTableViewTest::rowsGrowWithTheFont() {
    show(3);
    QCOMPARE(m_view->rowHeight(0), int(Theme::RowHeight));
    QFont large = m_view->font();
    large.setPointSize(30);
    m_view->setFont(large);
    QVERIFY(m_view->rowHeight(0) >= QFontMetrics(large).height());
    QCOMPARE(m_view->rowHeight(0) % 4, 0);
}

void SessionTableViewTest::stateIsPaintedInItsColour() {
    m_model->setSnapshot(snapshotOf({
        session("a", [](Session& s) { s.status.status = Status::NeedsYou; }),
        session("b",
                [](Session& s) {
                    s.status.status = Status::Working;
                    s.contextTokens = 90;
                    s.contextWindow = 100;
                }),
        session("c", [](Session& s) { s.directoryExists = false; }),
    }));
    const auto paints = [&](int row, int column, const QColor& color) {
        const QRect cell = m_view->visualRect(m_model->index(row, column));
        const QImage image = m_view->viewport()->grab(cell).toImage();
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y) == color) {
                    return true;
                }
            }
        }
        return false;
    };
    for (const auto choice : {SchemeChoice::Light, SchemeChoice::Dark}) {
        m_theme->setChoice(choice);
        const Tokens& tokens = m_theme->tokens();
        QVERIFY(paints(0, Model::StatusColumn, tokens.red));
        QVERIFY(paints(1, Model::StatusColumn, tokens.accent));
        QVERIFY(!paints(2, Model::StatusColumn, tokens.red));
        QVERIFY(paints(1, Model::ContextColumn, tokens.red)); // 90 %
        QVERIFY(!paints(0, Model::ContextColumn, tokens.line));
        QVERIFY(paints(2, Model::FolderColumn, tokens.amber));
        QVERIFY(paints(0, Model::TitleColumn, tokens.text));
    }
}

void SessionTableViewTest::hoverAndSelectionTintTheWholeRow() {
    show(4);
    m_view->setCurrentSession(key(1));
    const auto ground = [&](int row, int column) {
        const QRect cell = m_view->visualRect(m_model->index(row, column));
        return m_view->viewport()
            ->grab(QRect(cell.right() - 2, cell.top() + 2, 1, 1))
            .toImage()
            .pixelColor(0, 0);
    };
    for (int column = 0; column < Model::ColumnCount; ++column) {
        QCOMPARE(ground(0, column), m_theme->tokens().base);
        QCOMPARE(ground(1, column), m_theme->tokens().selection);
    }
    // The bar of the focus, at the edge of the current row alone.
    const auto edge = [&](int row) {
        return m_view->viewport()
            ->grab(QRect(0, m_view->rowViewportPosition(row) + 10, 1, 1))
            .toImage()
            .pixelColor(0, 0);
    };
    QTRY_VERIFY(m_view->hasFocus());
    QCOMPARE(edge(1), m_theme->tokens().accent);
    QCOMPARE(edge(0), m_theme->tokens().base);
}

void SessionTableViewTest::screenReadersGetCells() {
    m_model->setSnapshot(snapshotOf({session(
        "a", [](Session& s) { s.status = {Status::NeedsYou, "approve", "reported by the agent", {}}; })}));
    QAccessibleInterface* table = QAccessible::queryAccessibleInterface(m_view.get());
    QVERIFY(table != nullptr);
    QCOMPARE(table->text(QAccessible::Name), QStringLiteral("Sessions"));
    QVERIFY(table->tableInterface() != nullptr);
    QAccessibleInterface* cell = table->tableInterface()->cellAt(0, Model::StatusColumn);
    QVERIFY(cell != nullptr);
    QCOMPARE(cell->text(QAccessible::Name), QStringLiteral("needs you: approve · reported by the agent"));
}

QTEST_MAIN(SessionTableViewTest)
#include "session_table_view_test.moc"
