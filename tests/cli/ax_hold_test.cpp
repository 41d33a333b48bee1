// SPDX-License-Identifier: MIT
#include "tests/cli/held_session_rig.h"

#include <QFile>
#include <QFileInfo>
#include <QtTest>

#include <csignal>

using namespace ax;
using namespace ax::cli::testing;

namespace {

constexpr int Patience = 30'000;
const QString Stored = QStringLiteral("0a1b2c3d-0000-4000-8000-000000000001"); ///< with a transcript

bool lives(qint64 processId) {
    return ::kill(static_cast<pid_t>(processId), 0) == 0;
}

} // namespace

class AxHoldTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesBadArguments_data();
    void refusesBadArguments();
    void outlivesItsClients();
    void givesTheExitCodeOn();
    void remembersItsLines();
    void anotherHolderIsRefused();
    void sendTypes();
    void sendRefusesAShell();
    void killEnds();
    void leftoversGoToo();
    void aKilledHolderIsACrash();
    void aStoppedClientBlocksNobody();
    void modesAreRestored_data();
    void modesAreRestored();
    void longSocketPaths();
    void sizesFollowTheClient();
    void hooksTell();
    void hooksTellBeforeTheTrueIdIsFound();
    void findsTheTrueIdAmongOthers();
    void previewShowsTheScreen();
    void adoptsTheTrueId();
    void tellsWhatTheProgramReports();
};

void AxHoldTest::refusesBadArguments_data() {
    QTest::addColumn<QStringList>("words");
    QTest::newRow("none") << QStringList{};
    QTest::newRow("no command") << QStringList{QStringLiteral("id")};
    QTest::newRow("path for an id") << QStringList{QStringLiteral("../x"), QStringLiteral("true")};
    QTest::newRow("option without value") << QStringList{QStringLiteral("--adopt")};
    QTest::newRow("too many") << QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
}

void AxHoldTest::refusesBadArguments() {
    QFETCH(const QStringList, words);
    const Outcome outcome = AxHome().run(QStringList(QStringLiteral("run")) + words);
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY(!outcome.errors.isEmpty());
}

void AxHoldTest::outlivesItsClients() {
    const HeldHome home;
    home.hold(QStringLiteral("s1"), QStringLiteral("exec cat"));
    for (int round = 0; round < 3; ++round) {
        OnTerminal client(home, {QStringLiteral("attach"), QStringLiteral("s1")});
        QVERIFY(!client.waitFor("\x1b[H").isEmpty());
        const QByteArray word = "word" + QByteArray::number(round);
        client.type(word + '\r');
        client.waitFor(word + "\r\n" + word);
        if (round == 0) {
            client.type("\x01"
                        "d");
            QCOMPARE(client.waitForExit(), 0);
            QVERIFY(client.output().contains("detached"));
        } else if (round == 1) {
            ::kill(client.processId(), SIGKILL);
            QCOMPARE(client.waitForExit(), 128 + SIGKILL);
        } else {
            QVERIFY(client.output().contains("word0")); // the picture that the first one left
            client.type("\x1c");
            QCOMPARE(client.waitForExit(), 0);
        }
        QVERIFY(lives(home.holderOf(QStringLiteral("s1"))));
    }
}

void AxHoldTest::givesTheExitCodeOn() {
    const HeldHome home;
    home.hold(QStringLiteral("s1"), QStringLiteral("read line; exit 7"));
    OnTerminal client(home, {QStringLiteral("attach"), QStringLiteral("s1")});
    client.waitFor("\x1b[H");
    client.type("\r");
    QCOMPARE(client.waitForExit(), 7);
    QTRY_VERIFY(home.heartbeatOf(QStringLiteral("s1")).isEmpty());
    const QByteArray log = home.run({QStringLiteral("log")}).output;
    QVERIFY2(log.contains("run s1: read line; exit 7\n") && log.contains("run s1 exited: code=7 after="),
             log.constData());
}

void AxHoldTest::remembersItsLines() {
    const HeldHome home;
    home.hold(QStringLiteral("s1"), QStringLiteral("seq 1 2000; exec cat"));
    {
        OnTerminal first(home, {QStringLiteral("attach"), QStringLiteral("s1")});
        first.waitFor("2000"); // all of it has been written
        first.type("\x1c");
        first.waitForExit();
    }
    OnTerminal client(home, {QStringLiteral("attach"), QStringLiteral("s1")});
    const QByteArray seen =
        client.waitFor("\x1b[J"); // above the picture its lines, for the client's scrollback
    QVERIFY(seen.contains("\r\n1500\r\n"));
    client.type("\x1c");
    client.waitForExit();
    QCOMPARE(home.run({QStringLiteral("kill"), QStringLiteral("s1")}).exitCode, 0);
    QFile file(home.state(QStringLiteral("scrollback/s1")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray expected;
    for (int i = 1; i <= 2000; ++i)
        expected += QByteArray::number(i) + '\n';
    QCOMPARE(file.readAll(), expected);
}

void AxHoldTest::anotherHolderIsRefused() {
    const HeldHome home;
    home.hold(QStringLiteral("s1"), QStringLiteral("exec cat"));
    const Outcome second =
        home.run({QStringLiteral("run"), QStringLiteral("s1"), QStringLiteral("touch ran")});
    QCOMPARE(second.exitCode, 1);
    QVERIFY(second.errors.contains("already running"));
    QVERIFY(!QFileInfo::exists(home.path(QStringLiteral("ran"))));
    QVERIFY(lives(home.holderOf(QStringLiteral("s1"))));
}

void AxHoldTest::sendTypes() {
    const HeldHome home;
    home.hold(QStringLiteral("s1"), QStringLiteral("stty raw -echo; exec cat > typed"));
    const auto typed = [&home] {
        QFile file(home.path(QStringLiteral("typed")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QTRY_VERIFY(QFileInfo::exists(home.path(QStringLiteral("typed"))));
    QCOMPARE(home.run({QStringLiteral("send"), QStringLiteral("s1"), QStringLiteral("two"),
                       QStringLiteral("words")})
                 .exitCode,
             0);
    QTRY_COMPARE(typed(), QByteArray("two words\r"));
    QCOMPARE(home.runShell(QStringLiteral("printf 'a\\nb\\n' | $AX send s1 --stdin --no-enter")).exitCode, 0);
    QTRY_COMPARE(typed(), QByteArray("two words\r\x1b[200~a\nb\x1b[201~"));
    QCOMPARE(home.run({QStringLiteral("send"), QStringLiteral("s1"), QStringLiteral("--interrupt")}).exitCode,
             0);
    QTRY_VERIFY(typed().endsWith('\x03'));
    QCOMPARE(home.run({QStringLiteral("send"), QStringLiteral("s1")}).exitCode, 2);
    QCOMPARE(home.run({QStringLiteral("send"), QStringLiteral("nobody"), QStringLiteral("x")}).exitCode, 1);
}

void AxHoldTest::sendRefusesAShell() {
    const HeldHome home;
    home.hold(QStringLiteral("s1"), QStringLiteral("echo ready; exec sh -i"));
    OnTerminal client(home, {QStringLiteral("attach"), QStringLiteral("s1")});
    client.waitFor("ready");
    const Outcome outcome =
        home.run({QStringLiteral("send"), QStringLiteral("s1"), QStringLiteral("touch ran")});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.errors.contains("a shell is in front"), outcome.errors.constData());
    QVERIFY(!QFileInfo::exists(home.path(QStringLiteral("ran"))));
}

void AxHoldTest::killEnds() {
    const HeldHome home;
    home.hold(QStringLiteral("s1"), QStringLiteral("exec cat"));
    home.write(QStringLiteral(".local/state/ax/meta/s1.json"),
               R"({"task":"paint the fence","mode":"interactive","unknown":[1,{"a":2}]})");
    const qint64 holder = home.holderOf(QStringLiteral("s1"));
    const Outcome outcome =
        home.run({QStringLiteral("kill"), QStringLiteral("s1"), QStringLiteral("nobody")});
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY(outcome.errors.contains("nobody"));
    QTRY_VERIFY(!lives(holder));
    QVERIFY(home.heartbeatOf(QStringLiteral("s1")).isEmpty());
    QFile meta(home.state(QStringLiteral("meta/s1.json")));
    QVERIFY(meta.open(QIODevice::ReadOnly));
    const QByteArray text = meta.readAll();
    QVERIFY2(text.contains(R"("outcome":"failure")") && text.contains(R"("fail_reason":"killed")") &&
                 text.contains(R"("unknown":[1,{"a":2}])"),
             text.constData());
    QCOMPARE(home.run({QStringLiteral("kill")}).exitCode, 2);
}

void AxHoldTest::leftoversGoToo() {
    const HeldHome home;
    home.hold(QStringLiteral("s1"), QStringLiteral("sleep 1000 & echo $! > child; read line"));
    QTRY_VERIFY(QFileInfo(home.path(QStringLiteral("child"))).size() > 1);
    QFile file(home.path(QStringLiteral("child")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const qint64 child = file.readAll().trimmed().toLongLong();
    QVERIFY(child > 1 && lives(child));
    QCOMPARE(home.run({QStringLiteral("send"), QStringLiteral("s1"), QStringLiteral("--interrupt")}).exitCode,
             0);
    QTRY_VERIFY_WITH_TIMEOUT(!lives(child), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(home.heartbeatOf(QStringLiteral("s1")).isEmpty(), Patience);
}

void AxHoldTest::aKilledHolderIsACrash() {
    const HeldHome home;
    home.write(QStringLiteral("work/keep"), "");
    home.writeClaudeSession(Stored, "Paint", home.path(QStringLiteral("work")).toUtf8());
    home.hold(Stored, QStringLiteral("exec cat"));
    const auto status = [&home] { return home.run({QStringLiteral("list")}).output.split(' ').first(); };
    QTRY_COMPARE(status(), QByteArray("working"));
    ::kill(static_cast<pid_t>(home.holderOf(Stored)), SIGKILL);
    QTRY_COMPARE(status(), QByteArray("crash"));
    const Outcome sent = home.run({QStringLiteral("send"), Stored, QStringLiteral("x")});
    QCOMPARE(sent.exitCode, 1);
    QVERIFY(home.run({QStringLiteral("kill"), Stored}).errors.contains("had crashed"));
    QVERIFY(home.heartbeatOf(Stored).isEmpty());
    home.hold(Stored, QStringLiteral("exec cat")); // over the socket that the dead one left
}

void AxHoldTest::aStoppedClientBlocksNobody() {
    const HeldHome home;
    home.hold(QStringLiteral("s1"),
              QStringLiteral("read line; yes 'a line of a flood' | head -c 20000000; echo over > over; "
                             "echo end-of-flood; exec cat"));
    OnTerminal client(home, {QStringLiteral("attach"), QStringLiteral("s1")});
    client.waitFor("\x1b[H");
    ::kill(client.processId(), SIGSTOP);
    QCOMPARE(home.run({QStringLiteral("send"), QStringLiteral("s1"), QStringLiteral("go")}).exitCode,
             1); // sh reads
    OnTerminal other(home, {QStringLiteral("attach"), QStringLiteral("s1")});
    other.waitFor("\x1b[H");
    other.type("go\r");
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(home.path(QStringLiteral("over"))), Patience);
    other.waitFor("end-of-flood");
    ::kill(client.processId(), SIGCONT);
    client.waitFor("end-of-flood");
    QVERIFY(client.output().size() < 10'000'000); // it got the picture, not the flood
}

void AxHoldTest::modesAreRestored_data() {
    QTest::addColumn<int>("signal"); // 0: the chord
    QTest::newRow("chord") << 0;
    QTest::newRow("terminate") << SIGTERM;
    QTest::newRow("hang-up") << SIGHUP;
    QTest::newRow("quit") << SIGQUIT;
}

void AxHoldTest::modesAreRestored() {
    QFETCH(const int, signal);
    const HeldHome home;
    home.hold(
        QStringLiteral("s1"),
        QStringLiteral("printf '\\033[?1049h\\033[?1003h\\033[?2004h\\033[>1u\\033[?25lready'; exec cat"));
    OnTerminal client(home, {QStringLiteral("attach"), QStringLiteral("s1")});
    QByteArray seen = client.waitFor("ready");
    seen = client.waitFor("\x1b[?1003h");
    QVERIFY(!seen.contains("\x1b[>1u")); // the client could not find its chords any more
    client.forget();
    if (signal == 0)
        client.type("\x01"
                    "d");
    else
        ::kill(client.processId(), signal);
    QCOMPARE(client.waitForExit(), 0);
    for (const char* sequence : {"\x1b[?1049l", "\x1b[?1003l", "\x1b[?2004l", "\x1b[?25h", "\x1b[<u"})
        QVERIFY2(client.output().contains(sequence), client.output().constData());
    QVERIFY(lives(home.holderOf(QStringLiteral("s1"))));
}

void AxHoldTest::longSocketPaths() {
    HeldHome home;
    home.environment().insert(QStringLiteral("XDG_RUNTIME_DIR"),
                              home.path(QStringLiteral("runtime-").repeated(20).chopped(10)));
    home.hold(QStringLiteral("s1"), QStringLiteral("echo reached; exec cat"));
    OnTerminal client(home, {QStringLiteral("attach"), QStringLiteral("s1")});
    client.waitFor("reached");
}

void AxHoldTest::sizesFollowTheClient() {
    const HeldHome home;
    home.hold(QStringLiteral("s1"),
              QStringLiteral("trap 'stty size' WINCH; stty size; while :; do sleep 0.05; done"));
    OnTerminal client(home, {QStringLiteral("attach"), QStringLiteral("s1")}, {.columns = 91, .rows = 33});
    client.waitFor("33 91");
    client.resize({.columns = 70, .rows = 20});
    client.waitFor("20 70");
}

/// As its agent does: both know only their own id.
void AxHoldTest::hooksTellBeforeTheTrueIdIsFound() {
    HeldHome home;
    home.hold(QStringLiteral("launch"), QStringLiteral("exec cat"),
              {QStringLiteral("--adopt"), QStringLiteral("codex")});
    const auto hook = [&home](const QString& launchId) {
        return home.runShell(QStringLiteral("export AX_SESSION_ID=%1; echo '{\"session_id\":\"own\"}' | "
                                            "$AX hookstate working")
                                 .arg(launchId));
    };
    QCOMPARE(hook(QStringLiteral("launch")).exitCode, 0);
    QVERIFY(QFileInfo::exists(home.state(QStringLiteral("hookstate/launch"))));
    QVERIFY(QFileInfo::exists(home.state(QStringLiteral("hookstate/own"))));
    home.hold(QStringLiteral("parent"), QStringLiteral("exec cat")); // another agent's, with an id of its own
    QCOMPARE(hook(QStringLiteral("parent")).exitCode, 0);
    QVERIFY(!QFileInfo::exists(home.state(QStringLiteral("hookstate/parent"))));
}

void AxHoldTest::findsTheTrueIdAmongOthers() {
    HeldHome home;
    const QByteArray folder = QFileInfo(home.path()).canonicalFilePath().toUtf8();
    home.writeClaudeSession(Stored, "Paint", folder);
    home.hold(QStringLiteral("launch"), QStringLiteral("exec cat"),
              {QStringLiteral("--adopt"), QStringLiteral("claude")});
    const QString own = QStringLiteral("0b5a2b1e-1111-4222-8333-944455556666");
    home.writeClaudeSession(own, "Sing", folder);
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(home.state(QStringLiteral("live/") + own)), 30'000);
}

void AxHoldTest::hooksTell() {
    HeldHome home;
    home.write(QStringLiteral("work/keep"), "");
    home.writeClaudeSession(Stored, "Paint", home.path(QStringLiteral("work")).toUtf8());
    const Outcome installed =
        home.run({QStringLiteral("hook"), QStringLiteral("install"), QStringLiteral("claude")});
    QCOMPARE(installed.exitCode, 0);
    QVERIFY(QFileInfo::exists(home.path(QStringLiteral(".claude/settings.json"))));
    home.hold(Stored, QStringLiteral("exec cat"));
    const auto hook = [&home](const QString& word, const QString& event) {
        QCOMPARE(home.runShell(QStringLiteral("echo '%1' | $AX hookstate %2").arg(event, word)).exitCode, 0);
    };
    const auto status = [&home] {
        return home.run({QStringLiteral("status"), Stored}).output.split('\n').first().mid(Stored.size() + 2);
    };
    const QString event = QStringLiteral("{\"session_id\":\"%1\"%2}");
    hook(QStringLiteral("working"), event.arg(Stored, QString()));
    QTRY_COMPARE(status(), QByteArray("working"));
    hook(QStringLiteral("blocked"),
         event.arg(Stored, QStringLiteral(",\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"make\"}")));
    QCOMPARE(status(), QByteArray("needs you (Bash: make)"));
    hook(QStringLiteral("working"), event.arg(Stored, QString()));
    QCOMPARE(status(), QByteArray("working"));
    hook(QStringLiteral("stop"), event.arg(Stored, QString()));
    QCOMPARE(status(), QByteArray("idle"));
    // Whatever happens, the agent is not disturbed.
    hook(QStringLiteral("blocked"), QStringLiteral("garbage"));
    QCOMPARE(home.run({QStringLiteral("hookstate")}).exitCode, 0);
    for (const char* agent : {"opencode", "pi"}) {
        const QString plugin =
            home.path(qstrcmp(agent, "pi") == 0 ? QStringLiteral(".pi/agent/extensions/ax-hooks.ts")
                                                : QStringLiteral(".config/opencode/plugin/ax-hooks.js"));
        const auto change = [&](const QString& what) {
            return home.run({QStringLiteral("hook"), what, QString::fromLatin1(agent)});
        };
        QCOMPARE(change(QStringLiteral("install")).exitCode, 0);
        QVERIFY(change(QStringLiteral("install")).output.contains("nothing to change"));
        QVERIFY(QFileInfo::exists(plugin));
        QCOMPARE(change(QStringLiteral("uninstall")).exitCode, 0);
        QVERIFY(!QFileInfo::exists(plugin));
    }
    QCOMPARE(home.run({QStringLiteral("hook"), QStringLiteral("install"), QStringLiteral("vim")}).exitCode,
             1);
    QCOMPARE(home.run({QStringLiteral("hook"), QStringLiteral("dance")}).exitCode, 2);
}

void AxHoldTest::previewShowsTheScreen() {
    const HeldHome home;
    home.write(QStringLiteral("work/keep"), "");
    home.writeClaudeSession(Stored, "Paint", home.path(QStringLiteral("work")).toUtf8());
    home.hold(Stored, QStringLiteral("printf 'on \\033[31mthe\\033[0m screen'; exec cat"));
    const auto preview = [&home] { return home.run({QStringLiteral("preview"), Stored}).output; };
    QTRY_VERIFY2(preview().endsWith("\nscreen:\non the screen\n"), preview().constData());
}

void AxHoldTest::adoptsTheTrueId() {
    const HeldHome home;
    const QString transcript = QStringLiteral("%1/.codex/sessions/2026/11/01").arg(home.path());
    home.write(QStringLiteral(".local/state/ax/meta/placeholder.json"),
               R"({"name":"paint","harness":"codex"})");
    home.write(
        QStringLiteral("work/agent.sh"),
        "mkdir -p " + transcript.toUtf8() + "\ncat > " + transcript.toUtf8() +
            "/rollout-2026-11-01T12-00-00-11111111-2222-3333-4444-555555555555.jsonl <<END\n"
            R"({"timestamp":"2026-11-01T12:00:00.000Z","type":"session_meta","payload":{"id":"11111111-2222-3333-4444-555555555555","cwd":")" +
            home.path().toUtf8() +
            R"("}})"
            "\nEND\nexec cat\n");
    home.hold(QStringLiteral("placeholder"), QStringLiteral("sh work/agent.sh"),
              {QStringLiteral("--adopt"), QStringLiteral("codex")});
    const QString id = QStringLiteral("11111111-2222-3333-4444-555555555555");
    QTRY_VERIFY_WITH_TIMEOUT(home.holderOf(id) != 0, Patience);
    QTRY_VERIFY(home.heartbeatOf(QStringLiteral("placeholder")).isEmpty());
    QFile alias(home.state(QStringLiteral("alias/placeholder")));
    QTRY_VERIFY(alias.exists());
    QVERIFY(alias.open(QIODevice::ReadOnly));
    QCOMPARE(alias.readAll(), id.toUtf8());
    QVERIFY(QFileInfo::exists(home.state(QStringLiteral("meta/%1.json").arg(id))));
    // Under both names, at both sockets.
    for (const QString& name : {QStringLiteral("placeholder"), id}) {
        OnTerminal client(home, {QStringLiteral("attach"), name});
        client.waitFor("\x1b[H");
        client.type("\x1c");
        QCOMPARE(client.waitForExit(), 0);
    }
}

void AxHoldTest::tellsWhatTheProgramReports() {
    const HeldHome home;
    home.write(QStringLiteral("work/keep"), "");
    home.writeClaudeSession(Stored, "Paint", home.path(QStringLiteral("work")).toUtf8());
    // The program asks whether its reports are read, and says so when they are.
    home.hold(
        Stored,
        QStringLiteral("stty raw -echo; printf '\\033]7501;?\\033\\\\'; head -c 9 > answer; "
                       "printf '\\033]7501;state=blocked:kind=permission:msg=bWFrZQ==\\033\\\\'; exec cat"));
    const auto list = [&home] { return home.run({QStringLiteral("list"), QStringLiteral("--json")}).output; };
    QTRY_VERIFY2(list().contains(R"("status": "needs you")"), list().constData());
    QVERIFY(list().contains("make"));
    const QByteArray status = home.run({QStringLiteral("status"), Stored}).output;
    QVERIFY2(status.startsWith(Stored.toUtf8() + ": needs you (make)\nbecause: reported by the agent"),
             status.constData());
    QVERIFY2(status.contains("asks for permission: make") && status.contains(" runs"), status.constData());
    QFile answer(home.path(QStringLiteral("answer")));
    QVERIFY(answer.open(QIODevice::ReadOnly));
    QCOMPARE(answer.readAll(), QByteArray("\x1b]7501;?\x1b"));
}

QTEST_GUILESS_MAIN(AxHoldTest)
#include "ax_hold_test.moc"
