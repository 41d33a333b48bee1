// SPDX-License-Identifier: MIT
#include "app/desktop/main_window.h"
#include "tests/gui/test_world.h"
#include "widgets/basics/tinted_label.h"
#include "widgets/insurance/insurance_dialog.h"
#include "widgets/session/session_view.h"
#include "widgets/table/session_table_view.h"
#include "widgets/theme/theme.h"
#include "widgets/transcript/transcript_view.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QTreeWidget>

using namespace ax;
using namespace ax::widgets;
using ax::desktop::MainWindow;
using ax::test::TestWorld;

namespace {

const QString First = QStringLiteral("11111111-1111-4111-8111-111111111111");
const QString Second = QStringLiteral("22222222-2222-4222-8222-222222222222");
const QString Decisions = QStringLiteral(".local/state/ax/history.json");

struct Desk {
    explicit Desk(const TestWorld& world)
        : context(world.context()), feed(*context), theme(*qApp, SchemeChoice::Light),
          window(*context, feed, theme) {
        window.show();
    }
    template <class T>
    T* find(const char* name) const {
        return window.findChild<T*>(QString::fromLatin1(name));
    }
    SessionTableView* table() const { return find<SessionTableView>("sessionTable"); }
    SessionView* view() const { return find<SessionView>("sessionView"); }
    bool asks() const { return find<QWidget>("insuranceBar")->isVisible(); }
    void click(const char* name) const { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    InsuranceDialog* openDialog() const {
        find<QAction>("actionInsurance")->trigger();
        return find<InsuranceDialog>("insuranceDialog");
    }

    std::unique_ptr<desktop::DesktopContext> context;
    desktop::SessionFeed feed;
    Theme theme;
    MainWindow window;
};

/// A session that was last written so many days ago.
QString addOldSession(const TestWorld& world, const QString& id, const QString& prompt, int days) {
    const QString transcript = world.addSession(id, world.makeFolder(QStringLiteral("src")), prompt);
    QFile file(world.path(transcript));
    if (file.open(QIODevice::ReadWrite))
        file.setFileTime(QDateTime::currentDateTimeUtc().addDays(-days), QFileDevice::FileModificationTime);
    return transcript;
}

} // namespace

class InsuranceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksOnceAndKeeps();
    void takesNoForAnAnswer();
    void whatGoesIsMarkedInTheTable();
    void doesNotAskWithoutReason();
    void theDialogTellsAndSets();
    void whatTheAgentDeletedStaysReadable();
};

void InsuranceTest::asksOnceAndKeeps() {
    const TestWorld world;
    addOldSession(world, First, QStringLiteral("Mend the gate"), 29);
    addOldSession(world, Second, QStringLiteral("Paint the fence"), 2);
    {
        const Desk desk(world);
        QTRY_VERIFY(desk.asks());
        const auto* text = desk.find<TintedLabel>("insuranceBarText");
        QVERIFY2(text->fullText().contains(QStringLiteral("within 3 days")), qPrintable(text->fullText()));
        QVERIFY(!QDir(world.path(QStringLiteral(".local/share/ax"))).exists());
        desk.click("insuranceKeep");
        QTRY_VERIFY(!desk.asks());
        const QDir copies(world.path(QStringLiteral(".local/share/ax/history/claude/projects")));
        QTRY_COMPARE(copies.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
    }
    QVERIFY(world.read(Decisions).contains("\"enabled\": true"));
    const Desk again(world);
    QTRY_COMPARE(again.table()->model()->rowCount(), 2);
    const InsuranceDialog* dialog = again.openDialog();
    QTRY_COMPARE(dialog->findChild<QTreeWidget*>(QStringLiteral("insuranceExpiring"))->topLevelItemCount(),
                 1);
    QVERIFY(!again.asks());
}

void InsuranceTest::takesNoForAnAnswer() {
    const TestWorld world;
    addOldSession(world, First, QStringLiteral("Mend the gate"), 29);
    {
        const Desk desk(world);
        QTRY_VERIFY(desk.asks());
        desk.click("insuranceNotNow");
        QTRY_VERIFY(!desk.asks());
        QTRY_VERIFY(world.read(Decisions).contains("\"enabled\": false"));
    }
    const Desk again(world);
    const InsuranceDialog* dialog = again.openDialog();
    QTRY_COMPARE(dialog->findChild<QTreeWidget*>(QStringLiteral("insuranceExpiring"))->topLevelItemCount(),
                 1);
    QVERIFY(!again.asks());
    QVERIFY(!QDir(world.path(QStringLiteral(".local/share/ax"))).exists());
}

void InsuranceTest::whatGoesIsMarkedInTheTable() {
    using Expiry = SessionTableModel::Expiry;
    const TestWorld world;
    addOldSession(world, First, QStringLiteral("Mend the gate"), 29);
    addOldSession(world, Second, QStringLiteral("Paint the fence"), 2);
    const Desk desk(world);
    const auto title = [&desk](const QString& text) {
        const QAbstractItemModel& model = *desk.table()->model();
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row, SessionTableModel::TitleColumn);
            if (index.data().toString() == text)
                return index;
        }
        return QModelIndex();
    };
    const auto expiry = [&](const QString& text) {
        return static_cast<Expiry>(title(text).data(SessionTableModel::ExpiryRole).toInt());
    };
    QTRY_COMPARE(expiry(QStringLiteral("Mend the gate")), Expiry::Unkept);
    QCOMPARE(expiry(QStringLiteral("Paint the fence")), Expiry::None);
    const auto toolTip = [&](const QString& text) { return title(text).data(Qt::ToolTipRole).toString(); };
    QVERIFY2(toolTip(QStringLiteral("Mend the gate")).contains(QStringLiteral("will delete this")),
             qPrintable(toolTip(QStringLiteral("Mend the gate"))));
    QVERIFY(!toolTip(QStringLiteral("Paint the fence")).contains(QStringLiteral("delete")));
    QVERIFY(title(QStringLiteral("Mend the gate"))
                .data(Qt::AccessibleTextRole)
                .toString()
                .contains(QStringLiteral("will delete this")));

    // It is seen, and takes no room where there is nothing to say.
    const auto amber = [&](const QString& text) {
        const QImage image = desk.table()->viewport()->grab(desk.table()->visualRect(title(text))).toImage();
        for (int x = image.width() / 2; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y) {
                if (image.pixelColor(x, y) == desk.theme.tokens().amber)
                    return true;
            }
        }
        return false;
    };
    QVERIFY(amber(QStringLiteral("Mend the gate")));
    QVERIFY(!amber(QStringLiteral("Paint the fence")));
    QTRY_VERIFY(desk.asks());
    desk.click("insuranceKeep");
    QTRY_COMPARE(expiry(QStringLiteral("Mend the gate")), Expiry::Kept);
}

void InsuranceTest::doesNotAskWithoutReason() {
    const TestWorld world;
    addOldSession(world, First, QStringLiteral("Mend the gate"), 20);
    const Desk desk(world);
    const InsuranceDialog* dialog = desk.openDialog();
    const auto* policies = dialog->findChild<QLabel*>(QStringLiteral("insurancePolicies"));
    QTRY_VERIFY(policies->text().contains(QStringLiteral("30")));
    QVERIFY(!desk.asks());
    QVERIFY(!dialog->findChild<QTreeWidget*>(QStringLiteral("insuranceExpiring"))->isVisible());
}

void InsuranceTest::theDialogTellsAndSets() {
    const TestWorld world;
    addOldSession(world, First, QStringLiteral("Mend the gate"), 40);
    const Desk desk(world);
    QTRY_VERIFY(desk.asks());
    desk.click("insuranceDetails");
    const auto* dialog = desk.find<InsuranceDialog>("insuranceDialog");
    QTRY_VERIFY(dialog->isVisible());
    const auto* list = dialog->findChild<QTreeWidget*>(QStringLiteral("insuranceExpiring"));
    QCOMPARE(list->topLevelItem(0)->text(0), QStringLiteral("Mend the gate"));
    QCOMPARE(list->topLevelItem(0)->text(1), QStringLiteral("at its next start"));
    auto* isOn = dialog->findChild<QCheckBox*>(QStringLiteral("insuranceOn"));
    QVERIFY(!isOn->isChecked());
    QTest::keyClick(isOn, Qt::Key_Space);
    QTRY_COMPARE(list->topLevelItem(0)->text(2), QStringLiteral("kept"));
    QVERIFY(!desk.asks());
    auto* limit = dialog->findChild<QSpinBox*>(QStringLiteral("insuranceLimit"));
    QCOMPARE(limit->value(), 10);
    limit->setFocus();
    limit->selectAll();
    QTest::keyClicks(limit, QStringLiteral("25"));
    QTest::keyClick(limit, Qt::Key_Tab);
    QTRY_VERIFY(world.read(Decisions).contains(QByteArray::number(25LL << 30)));
    for (const char* name : {"insuranceOn", "insuranceLimit", "insuranceOpenFolder", "insuranceExpiring"}) {
        const auto* widget = dialog->findChild<QWidget*>(QString::fromLatin1(name));
        QVERIFY2(widget->focusPolicy() & Qt::TabFocus, name);
    }
}

void InsuranceTest::whatTheAgentDeletedStaysReadable() {
    const TestWorld world;
    const QString transcript = addOldSession(world, First, QStringLiteral("Mend the gate"), 29);
    const Desk desk(world);
    QTRY_VERIFY(desk.asks());
    desk.click("insuranceKeep");
    const QDir copies(world.path(QStringLiteral(".local/share/ax/history/claude/projects")));
    QTRY_VERIFY(copies.exists());
    InsuranceDialog* dialog = desk.openDialog();
    const auto* list = dialog->findChild<QTreeWidget*>(QStringLiteral("insuranceExpiring"));
    QTRY_COMPARE(list->topLevelItem(0)->text(2), QStringLiteral("kept"));
    dialog->close();
    QVERIFY(QFile::remove(world.path(transcript)));
    QTRY_VERIFY(desk.view()->session() && desk.view()->session()->isKeptCopy);
    QCOMPARE(desk.table()->model()->rowCount(), 1);
    QVERIFY(desk.view()->session()->file.contains("/.local/share/ax/history/claude/projects/"));
    QTRY_VERIFY(desk.view()->transcript().plainText().contains(QStringLiteral("An answer")));
    // It cannot be resumed from there, and says so.
    QTest::keyClick(desk.table(), Qt::Key_Return);
    QTRY_VERIFY(desk.find<QWidget>("messageBar")->isVisible());
    QCOMPARE(desk.view()->terminals().runningCount(), 0);
}

QTEST_MAIN(InsuranceTest)
#include "insurance_test.moc"
