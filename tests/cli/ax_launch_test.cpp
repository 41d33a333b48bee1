// SPDX-License-Identifier: MIT
#include "tests/cli/held_session_rig.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace ax::cli::testing;

namespace {

/// A home with a harness whose agent writes down what it was started with, and stays.
class LaunchHome : public HeldHome {
public:
    LaunchHome() {
        write(QStringLiteral("agent.sh"), "{ pwd; printf '<%s>' \"$@\"; echo; env; } > \"$HOME/seen.new\"\n"
                                          "mv \"$HOME/seen.new\" \"$HOME/seen\"\nexec cat\n");
        write(QStringLiteral(".config/ax/config.toml"),
              "default_harness = \"mine\"\n[[harness]]\nname = \"mine\"\nformat = \"claude\"\n"
              "id_regex = '(?P<id>[^/]+)\\.jsonl$'\nglob = \"~/.mine/*/*.jsonl\"\nargs = "
              "\"--configured\"\nskip_permissions = \"--unasked\"\n"
              "launch = \"sh ~/agent.sh --session-id {newid} --model {model} --system {behavior} {args} "
              "{task}\"\n");
        write(QStringLiteral("work/keep"), "");
    }
    QByteArray seen() const {
        QFile file(path(QStringLiteral("seen")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QJsonObject meta(const QByteArray& id) const {
        QFile file(state(QStringLiteral("meta/%1.json").arg(QString::fromUtf8(id))));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                              : QJsonObject();
    }
};

} // namespace

class AxLaunchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsATask();
    void theDefaultHarnessNeedsNoName();
    void workersKnowTheirParent();
    void tasksAreConcluded_data();
    void tasksAreConcluded();
    void readsTaskAndBehavior();
    void refuses_data();
    void refuses();
    void longCommandsGoByAFile();
    void newAsksAndAttaches();
};

void AxLaunchTest::startsATask() {
    const LaunchHome home;
    const Outcome outcome =
        home.run({QStringLiteral("mine"), QStringLiteral("--dir"), home.path(QStringLiteral("work")),
                  QStringLiteral("--model"), QStringLiteral("large"), QStringLiteral("--name"),
                  QStringLiteral("fence"), QStringLiteral("--label"), QStringLiteral("kind=paint"),
                  QStringLiteral("--env"), QStringLiteral("COLOUR=it's green"), QStringLiteral("paint"),
                  QStringLiteral("it's fence"), QStringLiteral("--"), QStringLiteral("--flag"),
                  QStringLiteral("two words")});
    QCOMPARE(outcome.errors, QByteArray());
    QCOMPARE(outcome.exitCode, 0);
    const QList<QByteArray> fields = outcome.output.trimmed().split('\t');
    QCOMPARE(fields.size(), 2);
    const QByteArray id = fields[0];
    QCOMPARE(fields[1].size(), 8);
    QTRY_VERIFY(!home.seen().isEmpty());
    const QByteArray seen = home.seen();
    QVERIFY2(
        seen.startsWith(home.path(QStringLiteral("work")).toUtf8() + "\n<--session-id><" + id +
                        "><--model><large><--configured><--flag><two words><--unasked><paint it's fence>\n"),
        seen.constData());
    QVERIFY(seen.contains("\nAX_SESSION_ID=" + id + '\n'));
    QVERIFY(seen.contains("\nAX_RUN=" + fields[1] + '\n'));
    QVERIFY(seen.contains("\nAX_DEPTH=0\n"));
    QVERIFY(seen.contains("\nCOLOUR=it's green\n"));
    const QJsonObject meta = home.meta(id);
    QCOMPARE(meta[QStringLiteral("task")].toString(), QStringLiteral("paint it's fence"));
    QCOMPARE(meta[QStringLiteral("name")].toString(), QStringLiteral("fence"));
    QCOMPARE(meta[QStringLiteral("origin")].toString(), QStringLiteral("human"));
    QCOMPARE(meta[QStringLiteral("harness")].toString(), QStringLiteral("mine"));
    QCOMPARE(meta[QStringLiteral("labels")].toArray(), QJsonArray{QStringLiteral("kind=paint")});
    // Listed before it has written a word.
    const Outcome list = home.run({QStringLiteral("list")});
    QVERIFY2(list.output.contains("fence") && list.output.contains("mine"), list.output.constData());
}

void AxLaunchTest::theDefaultHarnessNeedsNoName() {
    const LaunchHome home;
    const Outcome outcome = home.run({QStringLiteral("--json"), QStringLiteral("paint the fence")});
    QCOMPARE(outcome.exitCode, 2); // an option comes first: no task
    const Outcome started = home.run({QStringLiteral("paint the fence"), QStringLiteral("--json")});
    QCOMPARE(started.errors, QByteArray());
    const QJsonObject told = QJsonDocument::fromJson(started.output).object();
    QTRY_VERIFY(home.seen().contains("<paint the fence>"));
    QVERIFY(home.seen().contains(told[QStringLiteral("id")].toString().toUtf8()));
    QVERIFY(!told[QStringLiteral("group")].toString().isEmpty());
}

void AxLaunchTest::workersKnowTheirParent() {
    LaunchHome home;
    home.write(QStringLiteral(".local/state/ax/meta/boss.json"), R"({"labels":["team=red","role=lead"]})");
    home.environment().insert(QStringLiteral("AX_SESSION_ID"), QStringLiteral("boss"));
    home.environment().insert(QStringLiteral("AX_RUN"), QStringLiteral("run-1"));
    home.environment().insert(QStringLiteral("AX_DEPTH"), QStringLiteral("0"));
    const Outcome outcome = home.run({QStringLiteral("mine"), QStringLiteral("sand it")});
    QCOMPARE(outcome.errors, QByteArray());
    const QByteArray id = outcome.output.split('\t').first();
    QVERIFY(outcome.output.endsWith("\trun-1\n"));
    const QJsonObject meta = home.meta(id);
    QCOMPARE(meta[QStringLiteral("parent")].toString(), QStringLiteral("boss"));
    QCOMPARE(meta[QStringLiteral("origin")].toString(), QStringLiteral("agent"));
    QCOMPARE(meta[QStringLiteral("labels")].toArray(),
             (QJsonArray{QStringLiteral("team=red"), QStringLiteral("role=worker")}));
    QTRY_VERIFY(home.seen().contains("\nAX_PARENT=boss\n"));
    home.environment().insert(QStringLiteral("AX_DEPTH"), QStringLiteral("1"));
    QCOMPARE(home.run({QStringLiteral("mine"), QStringLiteral("deeper")}).exitCode, 4);
}

void AxLaunchTest::tasksAreConcluded_data() {
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("form");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("code");
    const QString headless = QStringLiteral("--headless");
    const QString interactive = QStringLiteral("--interactive");
    QTest::newRow("well") << QByteArray("echo fine") << headless << QStringLiteral("success") << QString()
                          << 0;
    QTest::newRow("badly") << QByteArray("echo no paint left; exit 3") << headless
                           << QStringLiteral("failure") << QStringLiteral("no paint left") << 3;
    QTest::newRow("without a word") << QByteArray("exit 4") << headless << QStringLiteral("failure")
                                    << QStringLiteral("exited with code 4 before concluding") << 4;
    QTest::newRow("left early") << QByteArray("echo bye") << interactive << QStringLiteral("failure")
                                << QStringLiteral("bye") << 1;
}

void AxLaunchTest::tasksAreConcluded() {
    QFETCH(const QByteArray, script);
    QFETCH(const QString, form);
    QFETCH(const QString, outcome);
    QFETCH(const QString, reason);
    QFETCH(const int, code);
    const LaunchHome home;
    home.write(QStringLiteral("agent.sh"), script);
    const Outcome started = home.run({QStringLiteral("mine"), form, QStringLiteral("paint")});
    QCOMPARE(started.errors, QByteArray());
    const QByteArray id = started.output.split('\t').first();
    QTRY_COMPARE(home.meta(id)[QStringLiteral("outcome")].toString(), outcome);
    QCOMPARE(home.meta(id)[QStringLiteral("fail_reason")].toString(), reason);
    QCOMPARE(home.meta(id)[QStringLiteral("exit")].toInt(-1), code);
    QTRY_VERIFY(QFileInfo::exists(home.state(QStringLiteral("hookstate/") + QString::fromUtf8(id))));
}

void AxLaunchTest::readsTaskAndBehavior() {
    const LaunchHome home;
    home.write(QStringLiteral("behavior/b.md"), "Be brief.\n\n");
    home.write(QStringLiteral("behavior/a/first.md"), "Be kind.\n");
    home.write(QStringLiteral("behavior/.hidden"), "no");
    const Outcome outcome = home.runShell(
        QStringLiteral("printf 'line one\\nline two\\n' | $AX mine --behavior ~/behavior --task-file -"));
    QCOMPARE(outcome.errors, QByteArray());
    QTRY_VERIFY(!home.seen().isEmpty());
    QVERIFY2(home.seen().contains(
                 "<--system><--- path: a/first.md ---\n\nBe kind.\n\n--- path: b.md ---\n\nBe brief.>"),
             home.seen().constData());
    QVERIFY(home.seen().contains("<line one\nline two>"));
}

void AxLaunchTest::refuses_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("option") << QStringList{QStringLiteral("--frob"), QStringLiteral("x")}
                            << QByteArray("--frob");
    QTest::newRow("no value") << QStringList{QStringLiteral("x"), QStringLiteral("--dir")}
                              << QByteArray("needs a value");
    QTest::newRow("folder") << QStringList{QStringLiteral("--dir"), QStringLiteral("/no/such/place"),
                                           QStringLiteral("x")}
                            << QByteArray("/no/such/place");
    QTest::newRow("both tasks") << QStringList{QStringLiteral("--task-file"), QStringLiteral("f"),
                                               QStringLiteral("x")}
                                << QByteArray("--task-file");
    QTest::newRow("task file") << QStringList{QStringLiteral("--task-file"), QStringLiteral("/no/such/file")}
                               << QByteArray("/no/such/file");
    QTest::newRow("variable") << QStringList{QStringLiteral("--env"), QStringLiteral("1X=2"),
                                             QStringLiteral("x")}
                              << QByteArray("NAME=VALUE");
    QTest::newRow("key") << QStringList{QStringLiteral("--auth"), QStringLiteral("magic"),
                                        QStringLiteral("x")}
                         << QByteArray("--auth");
}

void AxLaunchTest::refuses() {
    QFETCH(const QStringList, words);
    QFETCH(const QByteArray, says);
    const LaunchHome home;
    const Outcome outcome = home.run(QStringList(QStringLiteral("mine")) + words);
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY2(outcome.errors.contains(says), outcome.errors.constData());
    QVERIFY(!QFileInfo::exists(home.state(QStringLiteral("live"))));
}

void AxLaunchTest::longCommandsGoByAFile() {
    const LaunchHome home;
    const QString task = QStringLiteral("word ").repeated(4000).trimmed();
    QCOMPARE(home.run({QStringLiteral("mine"), task}).exitCode, 0);
    QTRY_VERIFY(home.seen().contains('<' + task.toUtf8() + '>'));
    QTRY_VERIFY(QDir(home.state(QStringLiteral("cmd"))).isEmpty());
}

void AxLaunchTest::newAsksAndAttaches() {
    const LaunchHome home;
    OnTerminal terminal(home, {QStringLiteral("new"), QStringLiteral("mine")});
    terminal.waitFor("in which folder?");
    terminal.type(home.path(QStringLiteral("work")).toUtf8() + "\n");
    terminal.waitFor("\x1b[H");
    QTRY_VERIFY(home.seen().startsWith(home.path(QStringLiteral("work")).toUtf8() + '\n'));
    terminal.type("hello\r");
    terminal.waitFor("hello\r\nhello");
    terminal.type("\x1c");
    QCOMPARE(terminal.waitForExit(), 0);
}

QTEST_GUILESS_MAIN(AxLaunchTest)
#include "ax_launch_test.moc"
