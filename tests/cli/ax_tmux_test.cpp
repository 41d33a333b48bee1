// SPDX-License-Identifier: MIT
#include "tests/cli/held_session_rig.h"
#include "tests/unit/core_mux/tmux_server.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <csignal>

using namespace ax;
using namespace ax::cli::testing;
using ax::testing::TmuxServer;

namespace {

constexpr int Patience = 30'000;

/// A home whose person sits in a tmux, with a harness whose agent tells what it was started with and writes
/// down what is typed.
class TmuxHome : public HeldHome {
public:
    enum class Place { Inside, Outside };
    explicit TmuxHome(const QByteArray& settings, Place place = Place::Inside) {
        write(QStringLiteral("agent.sh"), "stty raw -echo\nprintf '<%s>' \"$@\"\nprintf \" $AX_RUN ready\"\n"
                                          "exec cat > \"$HOME/typed\"\n");
        write(QStringLiteral("failing.sh"), "echo no paint left; exit 3\n");
        write(QStringLiteral(".config/ax/config.toml"),
              settings + "\n[[harness]]\nname = \"mine\"\nformat = \"claude\"\n"
                         "id_regex = '(?P<id>[^/]+)\\.jsonl$'\nglob = \"~/.mine/*/*.jsonl\"\n"
                         "launch = \"sh ~/agent.sh {newid} {task}\"\n"
                         "[[harness]]\nname = \"failing\"\nformat = \"claude\"\nglob = \"~/.f/*/*.jsonl\"\n"
                         "launch = \"sh ~/failing.sh {newid} {task}\"\n");
        write(QStringLiteral("work/keep"), "");
        m_server.start();
        environment().insert(QStringLiteral("TMUX_TMPDIR"), QString::fromStdString(m_server.folder()));
        if (place == Place::Inside)
            environment().insert(QStringLiteral("TMUX"), QString::fromStdString(m_server.socket() + ",1,0"));
    }

    const TmuxServer& server() const { return m_server; }
    /// Its id, once it is started.
    QString launch(const QStringList& words) const {
        const Outcome outcome = run(words);
        if (outcome.exitCode != 0)
            qWarning("%s", outcome.errors.constData());
        return QString::fromUtf8(outcome.output.split('\t').first());
    }
    MuxWindow windowOf(const QString& id) const { return m_server.windowOf(id.toStdString()); }
    QString screenOf(const QString& id) const {
        return QString::fromStdString(m_server.multiplexer().tail(windowOf(id), 0).value_or(""));
    }
    QByteArray typed() const {
        QFile file(path(QStringLiteral("typed")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QJsonObject meta(const QString& id) const {
        QFile file(state(QStringLiteral("meta/%1.json").arg(id)));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                              : QJsonObject();
    }

private:
    TmuxServer m_server;
};

/// What a verb that must succeed complains of.
QByteArray complaint(const Outcome& outcome) {
    return outcome.exitCode == 0 && !outcome.killed
               ? outcome.errors
               : outcome.errors + "code " + QByteArray::number(outcome.exitCode);
}

const QByteArray Tmux = "mux = \"tmux\"";
const QByteArray Unheld = "mux = \"tmux\"\nhold_backend = \"none\"";

} // namespace

class AxTmuxTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!TmuxServer::isInstalled())
            QSKIP("tmux is not installed");
    }
    void opensAWindow();
    void workersStayInTheBackground();
    void outsideNothingOpens();
    void aFailureStaysToBeRead();
    void unheldSessionsAreReached();
    void unheldSessionsAreKilled();
    void longCommandsGoByAFile();
    void handStartedAgentsAreReached();
    void attachShowsTheWindow();
    void windowsMove();
    void moveRefuses_data();
    void moveRefuses();
    void windowsGetTheTrueId();
    void zellijGetsATab();
    void noneRunsHere();
};

void AxTmuxTest::opensAWindow() {
    const TmuxHome home(Tmux);
    const QString id =
        home.launch({QStringLiteral("mine"), QStringLiteral("--run"), QStringLiteral("r1"),
                     QStringLiteral("--name"), QStringLiteral("fence"), QStringLiteral("paint")});
    QTRY_VERIFY_WITH_TIMEOUT(home.screenOf(id).contains(QStringLiteral("<paint> r1 ready")), Patience);
    const MuxWindow window = home.windowOf(id);
    QCOMPARE(window.title, "ax:r1/fence");
    QCOMPARE(home.server().tmux({"display-message", "-p", "-t", "home:", "#{window_id}"}), window.window);
    const QByteArray list = home.run({QStringLiteral("list")}).output;
    QVERIFY2(list.contains("  home:1  "), list.constData());
    QCOMPARE(complaint(home.run({QStringLiteral("send"), id, QStringLiteral("hello")})), QByteArray());
    QTRY_COMPARE_WITH_TIMEOUT(home.typed(), QByteArray("hello\r"), Patience);
    home.server().tmux({"kill-window", "-t", window.window}); // only detaches
    QCOMPARE(complaint(home.run({QStringLiteral("send"), id, QStringLiteral("again")})), QByteArray());
    QTRY_COMPARE_WITH_TIMEOUT(home.typed(), QByteArray("hello\ragain\r"), Patience);
    QVERIFY(home.run({QStringLiteral("preview"), id}).output.contains("r1 ready"));
}

void AxTmuxTest::workersStayInTheBackground() {
    TmuxHome home(Tmux);
    home.environment().insert(QStringLiteral("AX_SESSION_ID"), QStringLiteral("boss"));
    home.environment().insert(QStringLiteral("AX_DEPTH"), QStringLiteral("0"));
    const QString id = home.launch({QStringLiteral("mine"), QStringLiteral("paint")});
    QTRY_VERIFY_WITH_TIMEOUT(home.screenOf(id).contains(QStringLiteral("ready")), Patience);
    QCOMPARE(home.server().tmux({"display-message", "-p", "-t", "home:", "#{window_name}"}), "idle");
}

void AxTmuxTest::outsideNothingOpens() {
    const TmuxHome home(Tmux, TmuxHome::Place::Outside);
    const QString id = home.launch({QStringLiteral("mine"), QStringLiteral("paint")});
    QTRY_VERIFY_WITH_TIMEOUT(home.holderOf(id) != 0, Patience);
    QCOMPARE(home.server().tmux({"list-windows", "-a", "-F", "#{window_name}"}), "idle");
    const TmuxHome unset("", TmuxHome::Place::Inside);
    const QString other = unset.launch({QStringLiteral("mine"), QStringLiteral("paint")});
    QTRY_VERIFY_WITH_TIMEOUT(unset.holderOf(other) != 0, Patience);
    QCOMPARE(unset.server().tmux({"list-windows", "-a", "-F", "#{window_name}"}), "idle");
}

void AxTmuxTest::aFailureStaysToBeRead() {
    const TmuxHome home(Tmux);
    const QString id = home.launch({QStringLiteral("failing"), QStringLiteral("paint")});
    QTRY_VERIFY_WITH_TIMEOUT(home.screenOf(id).contains(QStringLiteral("press Enter")), Patience);
    const QString screen = home.screenOf(id);
    QVERIFY2(screen.contains(QStringLiteral("no paint left")) && screen.contains(QStringLiteral("code 3")),
             qPrintable(screen));
    home.server().tmux({"send-keys", "-t", home.windowOf(id).pane, "Enter"});
    QTRY_COMPARE_WITH_TIMEOUT(home.windowOf(id).pane, "", Patience);
}

void AxTmuxTest::unheldSessionsAreReached() {
    const TmuxHome home(Unheld);
    const QString id = home.launch({QStringLiteral("mine"), QStringLiteral("paint")});
    QTRY_VERIFY_WITH_TIMEOUT(home.screenOf(id).contains(QStringLiteral("ready")), Patience);
    QCOMPARE(home.holderOf(id), 0);
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(home.path(QStringLiteral("typed"))), Patience);
    QCOMPARE(
        complaint(home.run({QStringLiteral("send"), id, QStringLiteral("two"), QStringLiteral("words;")})),
        QByteArray());
    QTRY_COMPARE_WITH_TIMEOUT(home.typed(), QByteArray("two words;\r"), Patience);
    QCOMPARE(
        complaint(home.runShell(QStringLiteral("printf 'a\\nb' | $AX send %1 --stdin --no-enter").arg(id))),
        QByteArray());
    QTRY_COMPARE_WITH_TIMEOUT(home.typed(), QByteArray("two words;\ra\rb"), Patience);
    QCOMPARE(complaint(home.run({QStringLiteral("send"), id, QStringLiteral("--interrupt")})), QByteArray());
    QTRY_COMPARE_WITH_TIMEOUT(home.typed(), QByteArray("two words;\ra\rb\x03"), Patience);
    const Outcome unknown = home.run({QStringLiteral("send"), QStringLiteral("nobody"), QStringLiteral("x")});
    QCOMPARE(unknown.exitCode, 1);
    QVERIFY2(unknown.errors.contains("no session has the id \"nobody\""), unknown.errors.constData());
}

void AxTmuxTest::unheldSessionsAreKilled() {
    const TmuxHome home(Unheld);
    const QString id = home.launch({QStringLiteral("mine"), QStringLiteral("paint")});
    QTRY_VERIFY_WITH_TIMEOUT(home.screenOf(id).contains(QStringLiteral("ready")), Patience);
    QCOMPARE(complaint(home.run({QStringLiteral("kill"), id})), QByteArray());
    QCOMPARE(home.windowOf(id).pane, "");
    QCOMPARE(home.meta(id)[QStringLiteral("outcome")].toString(), QStringLiteral("failure"));
    QCOMPARE(home.meta(id)[QStringLiteral("fail_reason")].toString(), QStringLiteral("killed"));
    const Outcome again = home.run({QStringLiteral("kill"), id});
    QVERIFY2(again.errors.contains(id.toUtf8()), again.errors.constData());
}

void AxTmuxTest::longCommandsGoByAFile() {
    const TmuxHome home(Unheld);
    const QString task = QStringLiteral("it's long; ").repeated(3000) + QStringLiteral("END");
    home.write(QStringLiteral("agent.sh"), "printf '%s' \"$2\" > \"$HOME/task\"; exec cat\n");
    home.launch({QStringLiteral("mine"), task});
    QTRY_COMPARE_WITH_TIMEOUT(QFileInfo(home.path(QStringLiteral("task"))).size(), task.size(), Patience);
    QVERIFY(QDir(home.state(QStringLiteral("cmd"))).isEmpty()); // its reader has deleted it
}

void AxTmuxTest::handStartedAgentsAreReached() {
    const TmuxHome home("");
    const QString id = QStringLiteral("0a1b2c3d-0000-4000-8000-000000000001");
    const QByteArray work = QFileInfo(home.path(QStringLiteral("work"))).canonicalFilePath().toUtf8();
    QVERIFY(QFile::link(QStringLiteral("/bin/cat"), home.path(QStringLiteral("claude"))));
    home.server().tmux({"new-window", "-d", "-n", "mine", "-c", work.toStdString(), "exec sh"});
    home.server().tmux({"send-keys", "-t", "home:1", "../claude > ../typed", "Enter"});
    const auto window = [&home] { return home.server().multiplexer().list().value().back(); };
    QTRY_VERIFY_WITH_TIMEOUT(window().program.ends_with("claude"), Patience);
    // The agent begins its transcript.
    home.write(QStringLiteral(".claude/projects/-work/%1.jsonl").arg(id),
               R"({"type":"user","uuid":"u1","sessionId":")" + id.toUtf8() + R"(","cwd":")" + work +
                   R"(","timestamp":")" +
                   QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toUtf8() +
                   R"(","message":{"role":"user","content":"Paint"}})" + "\n");
    QCOMPARE(complaint(home.run({QStringLiteral("send"), QStringLiteral("0a1b"), QStringLiteral("hello")})),
             QByteArray());
    QTRY_COMPARE_WITH_TIMEOUT(home.typed(), QByteArray("hello\n"), Patience);
    QVERIFY(home.run({QStringLiteral("preview"), id}).output.contains("screen:\n"));
    const MuxWindow before = window();
    QVERIFY(before.front == MuxWindow::Front::Program);
    QCOMPARE(complaint(home.run({QStringLiteral("kill"), id})), QByteArray());
    QCOMPARE(window().pane, before.pane); // the person's shell is still there
    QTRY_VERIFY_WITH_TIMEOUT(window().front == MuxWindow::Front::Shell, Patience);
    const Outcome sent = home.run({QStringLiteral("send"), id, QStringLiteral("touch ran")});
    QCOMPARE(sent.exitCode, 1);
    QVERIFY2(sent.errors.contains("has no window in tmux"), sent.errors.constData());
}

void AxTmuxTest::attachShowsTheWindow() {
    TmuxHome home(Unheld);
    const QString id = home.launch({QStringLiteral("mine"), QStringLiteral("paint")});
    QTRY_VERIFY_WITH_TIMEOUT(home.screenOf(id).contains(QStringLiteral("ready")), Patience);
    home.server().tmux({"select-window", "-t", "home:0"});
    home.environment().remove(QStringLiteral("TMUX"));
    OnTerminal person(home, {QStringLiteral("attach"), id});
    QVERIFY(!person.waitFor("<paint>").isEmpty());
    home.server().tmux({"detach-client", "-s", "home"});
    QCOMPARE(person.waitForExit(), 0);
    QVERIFY(person.output().contains("detached"));
}

void AxTmuxTest::windowsMove() {
    const TmuxHome home(Tmux);
    const auto start = [&home](const QString& name) {
        const QString id =
            home.launch({QStringLiteral("mine"), QStringLiteral("--run"), QStringLiteral("r.1"),
                         QStringLiteral("--label"), QStringLiteral("team=red"), QStringLiteral("--name"),
                         name, QStringLiteral("paint")});
        return id;
    };
    const QString one = start(QStringLiteral("one"));
    const QString two = start(QStringLiteral("two"));
    const Outcome first = home.run({QStringLiteral("move"), one, QStringLiteral("side")});
    QCOMPARE(complaint(first), QByteArray());
    QCOMPARE(first.output, QByteArray("moved one -> ax_side\n"));
    QCOMPARE(home.windowOf(one).cell().substr(0, 7), "ax_side");
    const Outcome run = home.run({QStringLiteral("move"), QStringLiteral("--run"), QStringLiteral("r.1")});
    QCOMPARE(complaint(run), QByteArray());
    QCOMPARE(run.output.count("-> ax_r_1\n"), 2);
    QCOMPARE(home.server().tmux({"list-sessions", "-F", "#{session_name} #{session_windows}"}),
             "ax_r_1 2\nhome 1");
    const Outcome label =
        home.run({QStringLiteral("move"), QStringLiteral("--tag"), QStringLiteral("team=red"),
                  QStringLiteral("--to"), QStringLiteral("home")});
    QCOMPARE(label.output.count("-> ax_home\n"), 2);
    // What moved is found there.
    QCOMPARE(complaint(home.run({QStringLiteral("kill"), one, two})), QByteArray());
    QTRY_COMPARE_WITH_TIMEOUT(home.windowOf(one).pane, "", Patience);
}

void AxTmuxTest::moveRefuses_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("nothing") << QStringList{} << 2 << QByteArray("usage: ax move");
    QTest::newRow("no target") << QStringList{QStringLiteral("a")} << 2 << QByteArray("usage: ax move");
    QTest::newRow("no value") << QStringList{QStringLiteral("--to")} << 2 << QByteArray("--to needs a value");
    QTest::newRow("two ways") << QStringList{QStringLiteral("--run"), QStringLiteral("r"),
                                             QStringLiteral("a")}
                              << 2 << QByteArray("usage");
    QTest::newRow("no option") << QStringList{QStringLiteral("--all")} << 2
                               << QByteArray("unknown option --all");
    QTest::newRow("no label") << QStringList{QStringLiteral("--tag"), QStringLiteral("red")} << 2
                              << QByteArray("KEY=VALUE");
    QTest::newRow("no window") << QStringList{QStringLiteral("nobody"), QStringLiteral("side")} << 1
                               << QByteArray("session nobody has no window in tmux");
    QTest::newRow("no run") << QStringList{QStringLiteral("--run"), QStringLiteral("r")} << 1
                            << QByteArray("none of these sessions has a window");
}

void AxTmuxTest::moveRefuses() {
    QFETCH(const QStringList, words);
    QFETCH(const int, code);
    QFETCH(const QByteArray, said);
    const TmuxHome home(Tmux);
    const Outcome outcome = home.run(QStringList(QStringLiteral("move")) + words);
    QCOMPARE(outcome.exitCode, code);
    QVERIFY2(outcome.errors.contains(said), outcome.errors.constData());
    QCOMPARE(home.server().tmux({"list-sessions", "-F", "#{session_name}"}), "home");
    const AxHome bare;
    const Outcome without = bare.run({QStringLiteral("move"), QStringLiteral("a"), QStringLiteral("b")});
    QCOMPARE(without.exitCode, 1);
    QVERIFY2(without.errors.contains("there are no windows to move"), without.errors.constData());
}

void AxTmuxTest::windowsGetTheTrueId() {
    const TmuxHome home(Tmux);
    const QByteArray config = QByteArray("mux = \"tmux\"\n[[harness]]\nname = \"mint\"\nformat = \"claude\"\n"
                                         "id_regex = '(?P<id>[^/]+)\\.jsonl$'\nglob = \"~/.mint/*/*.jsonl\"\n"
                                         "launch = \"sh ~/mint.sh {task}\"\n");
    home.write(QStringLiteral(".config/ax/config.toml"), config);
    home.write(
        QStringLiteral("mint.sh"),
        "mkdir -p ~/.mint/x\nprintf "
        "'{\"type\":\"user\",\"sessionId\":\"true-id\",\"cwd\":\"%s\",\"timestamp\":"
        "\"2026-11-01T12:00:00.000Z\",\"message\":{\"role\":\"user\",\"content\":\"x\"}}\\n' \"$PWD\" > "
        "~/.mint/x/true-id.jsonl\nexec cat\n");
    const QString id = home.launch({QStringLiteral("mint"), QStringLiteral("--dir"),
                                    home.path(QStringLiteral("work")), QStringLiteral("paint")});
    QVERIFY(!home.windowOf(id).pane.empty());
    QTRY_VERIFY_WITH_TIMEOUT(!home.windowOf(QStringLiteral("true-id")).pane.empty(), Patience);
    QCOMPARE(complaint(home.run({QStringLiteral("move"), id, QStringLiteral("side")})), QByteArray());
    QCOMPARE(home.windowOf(QStringLiteral("true-id")).cell().substr(0, 7), "ax_side");
}

/// With a program in its place that writes down how it is called.
void AxTmuxTest::zellijGetsATab() {
    TmuxHome home("mux = \"zellij\"");
    home.write(QStringLiteral("bin/zellij"), "#!/bin/sh\n{ printf '<%s>' \"$@\"; echo; } >> ~/calls\n"
                                             "[ \"$2\" != dump-layout ] || cat ~/layout\n");
    QFile::setPermissions(home.path(QStringLiteral("bin/zellij")),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    home.write(QStringLiteral("layout"), "layout { tab { pane command=\"claude\" name=\"lone\"; }; }\n");
    home.environment().insert(QStringLiteral("PATH"),
                              home.path(QStringLiteral("bin:")) + qEnvironmentVariable("PATH"));
    home.environment().insert(QStringLiteral("ZELLIJ_SESSION_NAME"), QStringLiteral("hill"));
    const QString id = home.launch(
        {QStringLiteral("mine"), QStringLiteral("--run"), QStringLiteral("r"), QStringLiteral("paint")});
    const auto calls = [&home] {
        QFile file(home.path(QStringLiteral("calls")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QVERIFY2(calls().contains("<action><new-tab><--name><ax:r/mine>") &&
                 calls().contains("<attach><--hold><" + id.toUtf8() + ">\n"),
             calls().constData());
    QCOMPARE(complaint(home.run({QStringLiteral("send"), QStringLiteral("lone"), QStringLiteral("hello")})),
             QByteArray());
    QVERIFY2(
        calls().endsWith("<action><go-to-tab><1>\n<action><write-chars><--><hello>\n<action><write><13>\n"),
        calls().constData());
    const Outcome moved = home.run({QStringLiteral("move"), QStringLiteral("lone"), QStringLiteral("side")});
    QCOMPARE(moved.exitCode, 1);
    QVERIFY2(moved.errors.contains("zellij cannot move"), moved.errors.constData());
}

void AxTmuxTest::noneRunsHere() {
    const TmuxHome home("mux = \"none\"", TmuxHome::Place::Outside);
    home.write(QStringLiteral("agent.sh"), "pwd; read line; echo \"got $line\"; exit 7\n");
    OnTerminal person(home, {QStringLiteral("new"), QStringLiteral("mine")});
    person.waitFor("in which folder?");
    person.type(home.path(QStringLiteral("work")).toUtf8() + '\n');
    QVERIFY(!person.waitFor("/work\r\n").isEmpty());
    person.type("word\n");
    QVERIFY(!person.waitFor("got word").isEmpty());
    QCOMPARE(person.waitForExit(), 7);
    QVERIFY(!QDir(home.state(QStringLiteral("live"))).exists());
}

QTEST_GUILESS_MAIN(AxTmuxTest)
#include "ax_tmux_test.moc"
