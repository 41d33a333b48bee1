// SPDX-License-Identifier: MIT
#include "core/state/heartbeat.h"
#include "tests/gui/desk.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QPushButton>
#include <QTest>
#include <QTimer>

#include <csignal>
#include <functional>

using namespace ax;
using namespace ax::widgets;
using ax::test::TestWorld;

namespace {

const QString First = QStringLiteral("11111111-1111-4111-8111-111111111111");
const QString Key = QStringLiteral("claude/") + First;
constexpr int AdoptionPatience = 20'000; ///< milliseconds; an agent's own id is looked for each 1.5 seconds

struct Desk : test::Desk {
    using test::Desk::Desk;
    QString terminalText(const QString& key) const {
        const terminal::TerminalView* terminal = view()->terminals().terminal(key);
        return terminal == nullptr ? QString() : terminal->screenText();
    }
    QString status() const { return cell(0, SessionTableModel::StatusColumn); }
    void open() const { QTest::keyClick(table(), Qt::Key_Return); }
    void type(const QByteArray& bytes) const { view()->terminals().terminal(Key)->sendBytes(bytes); }
};

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

long holderOf(const desktop::DesktopContext& context, const QString& id) {
    const auto heartbeat = readHeartbeat(context.files, context.paths, id.toStdString());
    return heartbeat && isHolderOf(*heartbeat) ? heartbeat->holder : 0;
}

/// One session, resumed as a program that repeats what it is told.
class EchoWorld : public TestWorld {
public:
    EchoWorld() {
        addSession(First, makeFolder(QStringLiteral("src")), QStringLiteral("Hello"));
        setAgentScript("stty -echo; echo ready; while read line; do echo got:$line; done\n");
    }
};

} // namespace

class HeldSessionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outliveTheWindow();
    void areEndedFromTheMenu();
    void crashWhenTheirHolderIsKilled();
    void areAnsweredWithoutATerminal();
    void followTheIdTheirAgentGives();
};

void HeldSessionsTest::outliveTheWindow() {
    const EchoWorld world;
    long holder = 0;
    {
        Desk desk(world);
        QTRY_COMPARE(desk.rows()->rowCount(), 1);
        desk.open();
        QTRY_VERIFY(desk.terminalText(Key).contains(QStringLiteral("ready")));
        desk.type("one\r");
        QTRY_VERIFY(desk.terminalText(Key).contains(QStringLiteral("got:one")));
        holder = holderOf(*desk.context, First);
        QVERIFY(holder != 0);
        QVERIFY(desk.window.close()); // without a question
    }
    const Desk desk(world);
    QTRY_COMPARE(desk.rows()->rowCount(), 1);
    QTRY_VERIFY(!desk.status().isEmpty());
    QCOMPARE(holderOf(*desk.context, First), holder);
    desk.open();
    QTRY_VERIFY(desk.terminalText(Key).contains(QStringLiteral("got:one"))); // the picture as it was
    desk.type("two\r");
    QTRY_VERIFY(desk.terminalText(Key).contains(QStringLiteral("got:two")));
    QCOMPARE(holderOf(*desk.context, First), holder);
}

void HeldSessionsTest::areEndedFromTheMenu() {
    const EchoWorld world;
    const Desk desk(world);
    QTRY_COMPARE(desk.rows()->rowCount(), 1);
    QVERIFY(!desk.find<QAction>("actionEnd")->isEnabled());
    desk.open();
    QTRY_VERIFY(desk.terminalText(Key).contains(QStringLiteral("ready")));
    QTRY_VERIFY(desk.find<QAction>("actionEnd")->isEnabled());
    onNextDialog([](QDialog* dialog) { dialog->reject(); });
    desk.find<QAction>("actionEnd")->trigger();
    QVERIFY(holderOf(*desk.context, First) != 0);
    onNextDialog([](QDialog* dialog) {
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("confirmEnd")), Qt::LeftButton);
    });
    desk.find<QAction>("actionEnd")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(desk.status().isEmpty(), AdoptionPatience);
    QCOMPARE(holderOf(*desk.context, First), 0L);
    QTRY_COMPARE(desk.view()->terminals().runningCount(), 0);
    QVERIFY(desk.terminalText(Key).contains(QStringLiteral("ready"))); // stays to be read
}

void HeldSessionsTest::crashWhenTheirHolderIsKilled() {
    const EchoWorld world;
    const Desk desk(world);
    QTRY_COMPARE(desk.rows()->rowCount(), 1);
    desk.open();
    QTRY_VERIFY(desk.terminalText(Key).contains(QStringLiteral("ready")));
    QTRY_VERIFY(!desk.status().isEmpty());
    const long before = holderOf(*desk.context, First);
    QVERIFY(before > 1);
    ::kill(static_cast<pid_t>(before), SIGKILL);
    QTRY_COMPARE(desk.status(), QStringLiteral("crash"));
    QTRY_COMPARE(desk.view()->terminals().runningCount(), 0);
    desk.open(); // resumes it
    QTRY_VERIFY(desk.view()->terminals().isRunning(Key));
    QTRY_VERIFY(holderOf(*desk.context, First) > 1);
    QVERIFY(holderOf(*desk.context, First) != before);
    QTRY_VERIFY(desk.status() != QStringLiteral("crash"));
}

void HeldSessionsTest::areAnsweredWithoutATerminal() {
    TestWorld world;
    world.addSession(First, world.makeFolder(QStringLiteral("src")), QStringLiteral("Hello"));
    world.setAgentScript("stty raw -echo\n"
                         "printf 'May I?\\r\\n\\r\\n\\342\\235\\257 1. Yes\\r\\n  2. No\\r\\n'\n"
                         "printf '\\033]7501;state=blocked:kind=permission:msg=bWFrZQ==\\033\\\\'\n"
                         "answer=$(head -c 1)\n"
                         "printf '\\033]7501;state=idle\\033\\\\'; echo answered:$answer; exec cat\n");
    {
        Desk desk(world);
        QTRY_COMPARE(desk.rows()->rowCount(), 1);
        desk.open();
        QTRY_VERIFY(desk.terminalText(Key).contains(QStringLiteral("May I?")));
        QVERIFY(desk.window.close());
    }
    const Desk desk(world); // nothing is opened here
    QTRY_COMPARE(desk.rows()->rowCount(), 1);
    QTRY_COMPARE(desk.status(), QStringLiteral("needs you"));
    QTRY_VERIFY(desk.find<QPushButton>("questionOption1") != nullptr);
    QVERIFY(desk.view()->terminals().terminal(Key) == nullptr);
    QTest::mouseClick(desk.find<QPushButton>("questionOption1"), Qt::LeftButton);
    QTRY_COMPARE(desk.status(), QStringLiteral("idle"));
    desk.open();
    QTRY_VERIFY(desk.terminalText(Key).contains(QStringLiteral("answered:1")));
}

void HeldSessionsTest::followTheIdTheirAgentGives() {
    TestWorld world;
    const QString folder = world.makeFolder(QStringLiteral("src"));
    const QString id = QStringLiteral("0199aaaa-2222-7333-8444-555555555555");
    const QByteArray store = world.path(QStringLiteral(".codex/sessions/2026/11/01")).toUtf8();
    world.write(QStringLiteral("agent.sh"),
                "echo ready\nread line\nmkdir -p " + store + "\ncat > " + store +
                    "/rollout-2026-11-01T12-00-00-" + id.toUtf8() +
                    ".jsonl <<END\n"
                    R"({"timestamp":"2026-11-01T12:00:00.000Z","type":"session_meta","payload":{"id":")" +
                    id.toUtf8() + R"(","cwd":")" + folder.toUtf8() + "\"}}\nEND\necho written; exec cat\n");
    world.write(QStringLiteral(".config/ax/config.toml"),
                "default_harness = \"codex\"\n[[harness]]\nname = \"codex\"\nlaunch = \"sh " +
                    world.path(QStringLiteral("agent.sh")).toUtf8() + " {args}\"\n");
    const Desk desk(world);
    onNextDialog([folder](QDialog* dialog) {
        auto* harness = dialog->findChild<QComboBox*>(QStringLiteral("newSessionHarness"));
        harness->setCurrentIndex(harness->findText(QStringLiteral("codex"), Qt::MatchContains));
        dialog->findChild<QComboBox*>(QStringLiteral("newSessionFolder"))->setEditText(folder);
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("newSessionStart")), Qt::LeftButton);
    });
    QTest::mouseClick(desk.find<QPushButton>("newSessionButton"), Qt::LeftButton);
    QTRY_COMPARE(desk.view()->terminals().runningCount(), 1);
    QTRY_COMPARE(desk.rows()->rowCount(), 1); // under the id that it was started with
    const QString placeholder = desk.rows()->index(0, 0).data(SessionTableModel::SessionKeyRole).toString();
    QTRY_VERIFY(desk.terminalText(placeholder).contains(QStringLiteral("ready")));
    desk.view()->terminals().terminal(placeholder)->sendBytes("\r");
    const QString key = QStringLiteral("codex/") + id;
    QTRY_VERIFY_WITH_TIMEOUT(desk.view()->terminals().isRunning(key), AdoptionPatience);
    QTRY_COMPARE(desk.rows()->rowCount(), 1);
    QCOMPARE(desk.rows()->index(0, 0).data(SessionTableModel::SessionKeyRole).toString(), key);
    QTRY_VERIFY(desk.view()->session() != nullptr);
    QCOMPARE(QString::fromStdString(desk.view()->session()->key()), key);
    QTRY_VERIFY(desk.terminalText(key).contains(QStringLiteral("written")));
}

QTEST_MAIN(HeldSessionsTest)
#include "held_sessions_test.moc"
