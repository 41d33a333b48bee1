// SPDX-License-Identifier: MIT
#include "tests/gui/desk.h"
#include "widgets/basics/tinted_label.h"
#include "widgets/transcript/transcript_view.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>
#include <QTimer>

#include <functional>

using namespace ax;
using namespace ax::widgets;
using ax::test::TestWorld;

namespace {

const QString First = QStringLiteral("11111111-1111-4111-8111-111111111111");
const QString Second = QStringLiteral("22222222-2222-4222-8222-222222222222");

struct Desk : test::Desk {
    using test::Desk::Desk;
    QString terminalText(const QString& id) const {
        const terminal::TerminalView* terminal = view()->terminals().terminal(QStringLiteral("claude/") + id);
        return terminal == nullptr ? QString() : terminal->screenText();
    }
};

/// Acts on the next modal dialog as soon as it is there.
void onNextDialog(std::function<void(QDialog*)> act) {
    auto* timer = new QTimer(qApp);
    timer->setInterval(10);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, act = std::move(act)] {
        if (auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget())) {
            timer->stop();
            timer->deleteLater();
            act(dialog);
        }
    });
    timer->start();
}

} // namespace

class MainWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyHomeWelcomes();
    void listsPreviewsAndFilters();
    void showsWhatIsAppended();
    void enterResumesInATerminal();
    void aRunningSessionElsewhereIsNotOpenedTwice();
    void aMovedFolderIsAskedFor();
    void startsANewSession();
    void aQuestionIsShownAndAnswered();
    void aBrokenConfigurationIsSaid();
    void aStateFolderThatCannotBeWrittenIsSaid();
    void closingAsksWhileSomethingRuns();
    void remembersItsLayout();
    void transcriptsMayVanish();
};

void MainWindowTest::anEmptyHomeWelcomes() {
    const TestWorld world;
    const Desk desk(world);
    auto* demo = desk.find<QPushButton>("welcomeDemo");
    QTRY_VERIFY(demo->isVisible());
    QVERIFY(desk.find<QPushButton>("welcomeNewSession")->isVisible());
    QStringList texts;
    for (const TintedLabel* label : desk.find<QWidget>("welcomeStores")->findChildren<TintedLabel*>()) {
        texts.append(label->fullText());
    }
    QVERIFY2(texts.contains(QStringLiteral("~/.claude/projects/*/*.jsonl")), qPrintable(texts.join(u'|')));
    QVERIFY(!desk.table()->isVisible());

    world.addSession(First, world.makeFolder(QStringLiteral("src")), QStringLiteral("Hello"));
    QTRY_VERIFY(desk.table()->isVisible());
    QVERIFY(!demo->isVisible());
}

void MainWindowTest::listsPreviewsAndFilters() {
    const TestWorld world;
    const QString folder = world.makeFolder(QStringLiteral("src/api"));
    world.addSession(First, folder, QStringLiteral("Mend the gate"));
    world.addSession(Second, folder, QStringLiteral("Paint the fence"));
    const Desk desk(world);
    QTRY_COMPARE(desk.rows()->rowCount(), 2);
    QTRY_VERIFY(desk.view()->transcript().plainText().contains(QStringLiteral("An answer to that.")));
    QCOMPARE(desk.cell(0, SessionTableModel::FolderColumn), QStringLiteral("~/src/api"));

    auto* filter = desk.find<QLineEdit>("filterField");
    QTest::keyClicks(filter, QStringLiteral("fence"));
    QCOMPARE(desk.rows()->rowCount(), 1);
    QCOMPARE(desk.cell(0, SessionTableModel::TitleColumn), QStringLiteral("Paint the fence"));
    QTRY_VERIFY(desk.view()->transcript().plainText().contains(QStringLiteral("Paint the fence")));
    QTest::keyClicks(filter, QStringLiteral(" zebra"));
    QTRY_VERIFY(desk.find<TintedLabel>("noMatch")->isVisible());
    QTest::mouseClick(desk.find<QPushButton>("showAllSessions"), Qt::LeftButton);
    QCOMPARE(desk.rows()->rowCount(), 2);
    QVERIFY(filter->text().isEmpty());
    QTest::keyClicks(filter, QStringLiteral("gate"));
    QTest::keyClick(filter, Qt::Key_Escape);
    QCOMPARE(desk.rows()->rowCount(), 2);
}

void MainWindowTest::showsWhatIsAppended() {
    const TestWorld world;
    const QString folder = world.makeFolder(QStringLiteral("src"));
    const QString transcript = world.addSession(First, folder, QStringLiteral("One"));
    const Desk desk(world);
    QTRY_VERIFY(desk.view()->transcript().plainText().contains(QStringLiteral("An answer")));
    const quint64 before = desk.view()->session()->tokens.total();
    world.addTurn(transcript, First, folder, QStringLiteral("Two"), QStringLiteral("Second answer"));
    QTRY_COMPARE(desk.view()->session()->tokens.total(), 2 * before);
    QTRY_VERIFY(desk.view()->transcript().plainText().contains(QStringLiteral("Second answer")));
}

void MainWindowTest::enterResumesInATerminal() {
    const TestWorld world;
    world.addSession(First, world.makeFolder(QStringLiteral("src")), QStringLiteral("Hello"));
    world.setAgentScript("echo agent:$2:$1; pwd; read line; echo got:$line; exit 3\n");
    const Desk desk(world);
    QTRY_COMPARE(desk.rows()->rowCount(), 1);
    QTest::keyClick(desk.table(), Qt::Key_Return);
    QTRY_VERIFY(desk.terminalText(First).contains(QStringLiteral("agent:resumed:") + First));
    QCOMPARE(desk.view()->page(), SessionView::Page::Terminal);
    QTRY_VERIFY(desk.terminalText(First).contains(QStringLiteral("/src")));
    QTRY_VERIFY(!desk.cell(0, SessionTableModel::StatusColumn).isEmpty());

    QTest::keyClick(desk.table(), Qt::Key_Return); // once more: the same terminal, not a second agent
    desk.view()->terminals().terminal(QStringLiteral("claude/") + First)->sendBytes("word\r");
    QTRY_VERIFY(desk.terminalText(First).contains(QStringLiteral("got:word")));
    QTRY_COMPARE(desk.view()->terminals().runningCount(), 0);
    QTRY_VERIFY(desk.cell(0, SessionTableModel::StatusColumn).isEmpty());
}

void MainWindowTest::aRunningSessionElsewhereIsNotOpenedTwice() {
    const TestWorld world;
    const QString folder = world.makeFolder(QStringLiteral("src"));
    world.addSession(First, folder, QStringLiteral("Hello"));
    world.setAgentScript("echo started >> ran; sleep 60\n");
    world.writeStateFile(First, folder, "busy", {});
    const Desk desk(world);
    QTRY_COMPARE(desk.rows()->rowCount(), 1);
    QTRY_COMPARE(desk.cell(0, SessionTableModel::StatusColumn), QStringLiteral("working"));
    QTest::keyClick(desk.table(), Qt::Key_Return);
    QTRY_VERIFY(desk.find<QWidget>("messageBar")->isVisible());
    QCOMPARE(desk.view()->terminals().runningCount(), 0);
}

void MainWindowTest::aMovedFolderIsAskedFor() {
    const TestWorld world;
    const QString gone = world.path(QStringLiteral("old/api"));
    const QString there = world.makeFolder(QStringLiteral("new/api"));
    world.addSession(First, gone, QStringLiteral("Hello"));
    world.setAgentScript("echo in:$(pwd); sleep 60\n");
    const Desk desk(world);
    QTRY_COMPARE(desk.rows()->rowCount(), 1);
    QVERIFY2(desk.cell(0, SessionTableModel::FolderColumn).startsWith(u'!'),
             qPrintable(desk.cell(0, SessionTableModel::FolderColumn)));
    onNextDialog([there](QDialog* dialog) {
        dialog->findChild<QComboBox*>(QStringLiteral("relinkFolder"))->setEditText(there);
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("relinkAccept")), Qt::LeftButton);
    });
    QTest::keyClick(desk.table(), Qt::Key_Return);
    QTRY_VERIFY(desk.terminalText(First).contains(QStringLiteral("new/api")));
    QVERIFY(world.read(QStringLiteral(".local/state/ax/dirmap.json")).contains(there.toUtf8()));
    QTRY_COMPARE(desk.cell(0, SessionTableModel::FolderColumn), QStringLiteral("~/new/api"));
}

void MainWindowTest::startsANewSession() {
    const TestWorld world;
    const QString folder = world.makeFolder(QStringLiteral("src/fresh"));
    world.setAgentScript("echo agent:$2; sleep 60\n");
    const Desk desk(world);
    QTRY_VERIFY(desk.find<QPushButton>("welcomeNewSession")->isVisible());
    onNextDialog([folder](QDialog* dialog) {
        dialog->findChild<QComboBox*>(QStringLiteral("newSessionFolder"))->setEditText(folder);
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("newSessionStart")), Qt::LeftButton);
    });
    QTest::mouseClick(desk.find<QPushButton>("newSessionButton"), Qt::LeftButton);
    QTRY_COMPARE(desk.view()->terminals().runningCount(), 1);
    QTRY_COMPARE(desk.rows()->rowCount(), 1); // listed before the agent has written a word
    QCOMPARE(desk.cell(0, SessionTableModel::FolderColumn), QStringLiteral("~/src/fresh"));
    const QString id =
        desk.rows()->index(0, 0).data(SessionTableModel::SessionKeyRole).toString().section(u'/', 1);
    QTRY_VERIFY(desk.terminalText(id).contains(QStringLiteral("agent:started")));
}

void MainWindowTest::aQuestionIsShownAndAnswered() {
    const TestWorld world;
    world.addSession(First, world.makeFolder(QStringLiteral("src")), QStringLiteral("Hello"));
    // Message: "approve Bash: make" in base64.
    world.setAgentScript(
        "stty raw -echo\n"
        "printf 'Do you want to proceed?\\r\\n> 1. Yes\\r\\n  2. No\\r\\n'\n"
        "printf '\\033]7501;state=blocked:kind=permission:app=test:msg=YXBwcm92ZSBCYXNoOiBtYWtl\\033\\\\'\n"
        "answer=$(dd bs=1 count=1 2>/dev/null)\n"
        "printf '\\033]7501;state=working:app=test\\033\\\\'\n"
        "printf 'answer:%s\\r\\n' $answer\nsleep 60\n");
    const Desk desk(world);
    QTRY_COMPARE(desk.rows()->rowCount(), 1);
    QTest::keyClick(desk.table(), Qt::Key_Return);
    QTRY_COMPARE(desk.cell(0, SessionTableModel::StatusColumn), QStringLiteral("needs you"));
    QVERIFY(!desk.find<QWidget>("questionBar")->isVisible()); // the terminal is in sight
    desk.view()->showPage(SessionView::Page::Transcript);
    QTRY_VERIFY(desk.find<QWidget>("questionBar")->isVisible());
    QCOMPARE(desk.find<TintedLabel>("questionText")->fullText(), QStringLiteral("approve Bash: make"));
    QVERIFY(desk.find<QAbstractButton>("needsYouButton")->isVisible());
    auto* yes = desk.find<QPushButton>("questionOption1");
    QVERIFY(yes);
    QTest::mouseClick(yes, Qt::LeftButton);
    QTRY_VERIFY(desk.terminalText(First).contains(QStringLiteral("answer:1")));
    QTRY_COMPARE(desk.cell(0, SessionTableModel::StatusColumn), QStringLiteral("working"));
    QTRY_VERIFY(!desk.find<QWidget>("questionBar")->isVisible());
    QTRY_VERIFY(!desk.find<QAbstractButton>("needsYouButton")->isVisible());
}

void MainWindowTest::aBrokenConfigurationIsSaid() {
    const TestWorld world;
    world.write(QStringLiteral(".config/ax/config.toml"), "shell = \"sh -c\"\n[[harness]\nname = 3\n");
    world.addSession(First, world.makeFolder(QStringLiteral("src")), QStringLiteral("Hello"));
    const Desk desk(world);
    QTRY_COMPARE(desk.rows()->rowCount(), 1); // the built-ins stay in force
    QVERIFY(desk.find<QWidget>("messageBar")->isVisible());
    const QString text = desk.find<TintedLabel>("messageBarText")->fullText();
    QVERIFY2(text.contains(QStringLiteral("config.toml:2:")), qPrintable(text));
    QTest::mouseClick(desk.find<QPushButton>("messageBarDismiss"), Qt::LeftButton);
    QVERIFY(!desk.find<QWidget>("messageBar")->isVisible());
}

void MainWindowTest::aStateFolderThatCannotBeWrittenIsSaid() {
    const TestWorld world;
    world.write(QStringLiteral(".local/state"), "a file where a folder has to be"); // that stops root as well
    world.addSession(First, world.makeFolder(QStringLiteral("src")), QStringLiteral("Hello"));
    const Desk desk(world);
    QTRY_COMPARE(desk.rows()->rowCount(), 1);
    QVERIFY(desk.find<QWidget>("messageBar")->isVisible());
    const QString text = desk.find<TintedLabel>("messageBarText")->fullText();
    QVERIFY2(text.contains(QStringLiteral(".local/state/ax")), qPrintable(text));
}

void MainWindowTest::closingAsksWhileSomethingRuns() {
    TestWorld world;
    world.setNoHolders();
    world.addSession(First, world.makeFolder(QStringLiteral("src")), QStringLiteral("Hello"));
    world.setAgentScript("echo ready; sleep 60\n");
    Desk desk(world);
    QTRY_COMPARE(desk.rows()->rowCount(), 1);
    QTest::keyClick(desk.table(), Qt::Key_Return);
    QTRY_VERIFY(desk.terminalText(First).contains(QStringLiteral("ready")));
    onNextDialog([](QDialog* dialog) { dialog->reject(); });
    QVERIFY(!desk.window.close());
    QVERIFY(desk.window.isVisible());
    onNextDialog([](QDialog* dialog) {
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("confirmClose")), Qt::LeftButton);
    });
    QVERIFY(desk.window.close());
}

void MainWindowTest::remembersItsLayout() {
    const TestWorld world;
    world.addSession(First, world.makeFolder(QStringLiteral("src")), QStringLiteral("Hello"));
    {
        Desk desk(world);
        QTRY_COMPARE(desk.rows()->rowCount(), 1);
        desk.window.resize(777, 555);
        desk.table()->setColumnHidden(SessionTableModel::CostColumn, true);
        QVERIFY(desk.window.close());
    }
    const Desk desk(world);
    QCOMPARE(desk.window.size(), QSize(777, 555));
    QVERIFY(desk.table()->isColumnHidden(SessionTableModel::CostColumn));
}

void MainWindowTest::transcriptsMayVanish() {
    const TestWorld world;
    const QString folder = world.makeFolder(QStringLiteral("src"));
    const QString transcript = world.addSession(First, folder, QStringLiteral("One"));
    world.addSession(Second, folder, QStringLiteral("Two"));
    const Desk desk(world);
    QTRY_COMPARE(desk.rows()->rowCount(), 2);
    desk.table()->setCurrentSession(QStringLiteral("claude/") + First);
    QTRY_VERIFY(desk.view()->transcript().plainText().contains(QStringLiteral("One")));
    QVERIFY(QFile::remove(world.path(transcript)));
    QTRY_COMPARE(desk.rows()->rowCount(), 1);
    QCOMPARE(desk.cell(0, SessionTableModel::TitleColumn), QStringLiteral("Two"));
}

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
