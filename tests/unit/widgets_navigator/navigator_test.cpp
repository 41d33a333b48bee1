// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_table/sessions.h"
#include "widgets/navigator/navigator.h"
#include "widgets/navigator/navigator_model.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace ax;
using namespace ax::test;
using namespace ax::widgets;
using Scope = SessionFilter::Scope;
using Kind = NavigatorModel::Kind;

class NavigatorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void linesAndCounts();
    void reviewShowsOnlyWhenThereIsSome();
    void arrowsChooseAndPassOverTheHeading();
    void jAndKServeToo();
    void selectActsAsAPerson();
    void aDozenFoldersAndThenAll();
    void theChosenFolderStays();
    void aSnapshotChoosesNothing();
    void theMoreLineMayVanishUnderTheCursor();
    void foldersAreHarmless();
    void redOnlyWhileSomebodyWaits();
    void randomSnapshotsKeepTheModelRight();

private:
    static SessionPointer in(const std::string& folder, Status status = Status::Past) {
        return session(folder + std::to_string(static_cast<int>(status)), [&](Session& s) {
            s.directory = folder;
            s.status.status = status;
        });
    }
    static SnapshotPointer folders(int count) {
        std::vector<SessionPointer> sessions;
        for (int i = 0; i < count; ++i) {
            sessions.push_back(in("/src/p" + std::to_string(i)));
        }
        return snapshotOf(std::move(sessions));
    }
    QStringList labels() const {
        QStringList all;
        for (int row = 0; row < m_list->model()->rowCount(); ++row) {
            all.append(m_list->model()->index(row, 0).data().toString());
        }
        return all;
    }
    QModelIndex line(const QString& label) const {
        return m_list->model()->index(static_cast<int>(labels().indexOf(label)), 0);
    }
    qulonglong count(const QString& label) const {
        return line(label).data(NavigatorModel::CountRole).toULongLong();
    }
    void click(const QModelIndex& index) {
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, m_list->visualRect(index).center());
    }
    QString current() const { return m_list->currentIndex().data().toString(); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Navigator> m_navigator;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    QListView* m_list = nullptr;
};

void NavigatorTest::init() {
    m_theme = std::make_unique<Theme>(*qApp, SchemeChoice::Light);
    m_navigator = std::make_unique<Navigator>(QStringLiteral("/home/ann"), *m_theme);
    m_list = m_navigator->findChild<QListView*>(QStringLiteral("navigatorList"));
    QVERIFY(m_list != nullptr);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_list->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    m_navigator->resize(208, 900);
    m_navigator->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_navigator.get()));
    m_navigator->setFocus();
}

void NavigatorTest::cleanup() {
    m_tester.reset();
    m_navigator.reset();
    m_theme.reset();
}

void NavigatorTest::linesAndCounts() {
    QCOMPARE(labels(), (QStringList{QStringLiteral("Needs you"), QStringLiteral("Live"),
                                    QStringLiteral("All"), QStringLiteral("Costs")}));
    QCOMPARE(current(), QStringLiteral("All"));
    m_navigator->setSnapshot(
        snapshotOf({in("/home/ann/src/api", Status::NeedsYou), in("/home/ann/src/api", Status::Working),
                    in("/home/ann/old/api", Status::NeedsAuth), in("/srv/blog", Status::Review),
                    in("", Status::Crash)}));
    QCOMPARE(labels(),
             (QStringList{QStringLiteral("Needs you"), QStringLiteral("Live"), QStringLiteral("All"),
                          QStringLiteral("Review"), QStringLiteral("Costs"), QStringLiteral("Projects"),
                          QStringLiteral("src/api"), QStringLiteral("old/api"), QStringLiteral("blog")}));
    QCOMPARE(count(QStringLiteral("Needs you")), 2ULL);
    QCOMPARE(count(QStringLiteral("Live")), 4ULL);
    QCOMPARE(count(QStringLiteral("All")), 5ULL);
    QCOMPARE(count(QStringLiteral("src/api")), 2ULL);
    QCOMPARE(line(QStringLiteral("blog")).data(Qt::ToolTipRole).toString(),
             QStringLiteral("<qt>/srv/blog</qt>"));
    QCOMPARE(line(QStringLiteral("Live")).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("Live, 4 session(s)"));
    QCOMPARE(current(), QStringLiteral("All"));
}

void NavigatorTest::reviewShowsOnlyWhenThereIsSome() {
    m_navigator->setSnapshot(snapshotOf({in("/a", Status::Review)}));
    QVERIFY(labels().contains(QStringLiteral("Review")));
    m_navigator->setSnapshot(snapshotOf({in("/a")}));
    QVERIFY(!labels().contains(QStringLiteral("Review")));
    m_navigator->setSnapshot(snapshotOf({in("/a", Status::Review)}));
    m_navigator->select(Scope::Review);
    m_navigator->setSnapshot(snapshotOf({in("/a")}));
    QCOMPARE(current(), QStringLiteral("Review")); // not taken from under the person
    m_navigator->select(Scope::All);
    QVERIFY(!labels().contains(QStringLiteral("Review")));
    QSignalSpy chosen(m_navigator.get(), &Navigator::scopeChosen);
    m_navigator->select(Scope::Review);
    QCOMPARE(chosen.count(), 0);
    QCOMPARE(current(), QStringLiteral("All"));
}

void NavigatorTest::arrowsChooseAndPassOverTheHeading() {
    m_navigator->setSnapshot(snapshotOf({in("/srv/api"), in("/srv/blog")}));
    QSignalSpy scopes(m_navigator.get(), &Navigator::scopeChosen);
    QSignalSpy folder(m_navigator.get(), &Navigator::folderChosen);
    QVERIFY(!(line(QStringLiteral("Projects")).flags() & Qt::ItemIsSelectable));
    QSignalSpy costs(m_navigator.get(), &Navigator::costsChosen);
    QTest::keyClick(m_list, Qt::Key_Down);
    QCOMPARE(costs.count(), 1);
    QTest::keyClick(m_list, Qt::Key_Down);
    QCOMPARE(folder.count(), 1);
    QCOMPARE(folder.at(0).at(0).toString(), QStringLiteral("/srv/api"));
    QTest::keyClick(m_list, Qt::Key_Up);
    QTest::keyClick(m_list, Qt::Key_Up);
    QCOMPARE(costs.count(), 2);
    QCOMPARE(scopes.count(), 1);
    QCOMPARE(scopes.at(0).at(0).value<Scope>(), Scope::All);
    click(line(QStringLiteral("Projects")));
    QCOMPARE(current(), QStringLiteral("All"));
    click(line(QStringLiteral("Live")));
    QCOMPARE(scopes.last().at(0).value<Scope>(), Scope::Live);
}

void NavigatorTest::jAndKServeToo() {
    QSignalSpy scopes(m_navigator.get(), &Navigator::scopeChosen);
    QTest::keyClick(m_list, Qt::Key_K);
    QCOMPARE(current(), QStringLiteral("Live"));
    QTest::keyClick(m_list, Qt::Key_J);
    QCOMPARE(current(), QStringLiteral("All"));
    QCOMPARE(scopes.count(), 2);
}

void NavigatorTest::selectActsAsAPerson() {
    QSignalSpy scopes(m_navigator.get(), &Navigator::scopeChosen);
    m_navigator->select(Scope::NeedsYou);
    m_navigator->select(Scope::NeedsYou);
    QCOMPARE(scopes.count(), 2); // asked again is asked
    QCOMPARE(current(), QStringLiteral("Needs you"));
}

void NavigatorTest::aDozenFoldersAndThenAll() {
    m_navigator->setSnapshot(folders(12));
    QVERIFY(!labels().contains(QStringLiteral("Show all…")));
    m_navigator->setSnapshot(folders(15));
    QCOMPARE(labels().size(), 4 + 1 + 12 + 1);
    QSignalSpy chosen(m_navigator.get(), &Navigator::folderChosen);
    click(line(QStringLiteral("Show all…")));
    QCOMPARE(labels().size(), 4 + 1 + 15 + 1);
    QCOMPARE(labels().last(), QStringLiteral("Show fewer"));
    QCOMPARE(current(), QStringLiteral("All"));
    m_list->setCurrentIndex(line(QStringLiteral("Show fewer")));
    QTest::keyClick(m_list, Qt::Key_Return);
    QCOMPARE(labels().size(), 4 + 1 + 12 + 1);
    QCOMPARE(current(), QStringLiteral("Show all…"));
    QCOMPARE(chosen.count(), 0);
}

void NavigatorTest::theChosenFolderStays() {
    m_navigator->setSnapshot(folders(12));
    click(line(QStringLiteral("p11")));
    m_navigator->setSnapshot(folders(11));
    QCOMPARE(current(), QStringLiteral("p11"));
    QCOMPARE(count(QStringLiteral("p11")), 0ULL);
    std::vector<SessionPointer> more;
    for (int i = 0; i < 20; ++i) {
        more.push_back(in("/other/q" + std::to_string(i)));
    }
    m_navigator->setSnapshot(snapshotOf(std::move(more)));
    QCOMPARE(current(), QStringLiteral("p11"));
    m_navigator->select(Scope::All);
    QVERIFY(!labels().contains(QStringLiteral("p11")));
}

void NavigatorTest::aSnapshotChoosesNothing() {
    QSignalSpy scopes(m_navigator.get(), &Navigator::scopeChosen);
    QSignalSpy chosen(m_navigator.get(), &Navigator::folderChosen);
    for (int count = 0; count < 30; count += 7) {
        m_navigator->setSnapshot(folders(count));
        m_navigator->setSnapshot(nullptr);
    }
    QCOMPARE(scopes.count() + chosen.count(), 0);
    QCOMPARE(current(), QStringLiteral("All"));
}

void NavigatorTest::theMoreLineMayVanishUnderTheCursor() {
    m_navigator->setSnapshot(folders(15));
    m_list->setCurrentIndex(line(QStringLiteral("Show all…")));
    QSignalSpy chosen(m_navigator.get(), &Navigator::folderChosen);
    m_navigator->setSnapshot(folders(5));
    QCOMPARE(current(), QStringLiteral("All"));
    QCOMPARE(chosen.count(), 0);
}

void NavigatorTest::foldersAreHarmless() {
    m_navigator->setSnapshot(snapshotOf({in("/srv/\x1b[31m<b>red</b>\n\xe2\x80\xae"),
                                         in(std::string(100'000, 'x')), in("/broken/\xff\xfe")}));
    for (const QString& label : labels()) {
        QVERIFY(label.size() <= 201);
        QVERIFY(!label.contains(QChar(0x1b)) && !label.contains(u'\n') && !label.contains(QChar(0x202e)));
    }
    QVERIFY(!m_list->model()->index(5, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("<b>")));
    // What is chosen comes back as the filter understands it.
    QSignalSpy chosen(m_navigator.get(), &Navigator::folderChosen);
    m_list->setCurrentIndex(m_list->model()->index(7, 0));
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.at(0).at(0).toString(), QString::fromStdString("/broken/\xff\xfe"));
}

void NavigatorTest::redOnlyWhileSomebodyWaits() {
    const auto isRed = [this] {
        const QImage image =
            m_list->viewport()->grab(m_list->visualRect(line(QStringLiteral("Needs you")))).toImage();
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y) == m_theme->tokens().red) {
                    return true;
                }
            }
        }
        return false;
    };
    for (const auto choice : {SchemeChoice::Light, SchemeChoice::Dark}) {
        m_theme->setChoice(choice);
        m_navigator->setSnapshot(snapshotOf({in("/a")}));
        QVERIFY(!isRed());
        m_navigator->setSnapshot(snapshotOf({in("/a", Status::NeedsYou)}));
        QVERIFY(isRed());
        QCOMPARE(m_list->viewport()->grab().toImage().pixelColor(1, 1), m_theme->tokens().window);
    }
}

void NavigatorTest::randomSnapshotsKeepTheModelRight() {
    RandomSessions random(5);
    for (int round = 0; round < 100; ++round) {
        std::vector<SessionPointer> sessions;
        for (unsigned i = random.below(60); i > 0; --i) {
            sessions.push_back(changed(random.make(), [&](Session& s) {
                s.directory =
                    "/src/" + std::to_string(random.below(3)) + "/p" + std::to_string(random.below(12));
            }));
        }
        sortAsSnapshot(sessions);
        m_navigator->setSnapshot(snapshotOf(sessions));
        if (random.below(3) == 0) {
            m_list->setCurrentIndex(m_list->model()->index(static_cast<int>(random.below(3)), 0));
        }
        QCOMPARE(count(QStringLiteral("All")), static_cast<qulonglong>(sessions.size()));
        QVERIFY(m_list->selectionModel()->selectedIndexes().size() == 1);
    }
}

QTEST_MAIN(NavigatorTest)
#include "navigator_test.moc"
