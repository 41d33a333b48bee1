// SPDX-License-Identifier: MIT
#include "tests/cli/ax_process.h"

#include <QFile>
#include <QProcess>
#include <QtTest>

#include <unistd.h>

using ax::cli::testing::AxHome;
using ax::cli::testing::Outcome;

namespace {

const QString First = QStringLiteral("11111111-1111-4111-8111-111111111111");
const QString Second = QStringLiteral("11112222-2222-4222-8222-222222222222");

const QByteArray FirstPrompt =
    R"({"seq":1,"role":"user","ts":"2026-11-01T12:00:00.000Z","text":"Fix \u003cb\u003e","tokens":{"in":0,"out":0,)"
    R"("cache_read":0,"cache_write":0}})";
const QByteArray FirstAnswer =
    R"({"seq":2,"role":"assistant","model":"claude-opus-5-5","ts":"2026-11-01T12:00:05.000Z","text":"Done.",)"
    R"("tokens":{"in":1000,"out":100,"cache_read":0,"cache_write":0}})";

QByteArray line(const QByteArray& turns, int cursor) {
    return "{\"id\":\"" + First.toLatin1() + "\",\"turns\":" + turns +
           ",\"cursor\":" + QByteArray::number(cursor) + "}\n";
}

Outcome read(const AxHome& home, const QString& rest) {
    return home.run((QStringLiteral("read ") + rest).split(u' '));
}

void append(const AxHome& home, const QByteArray& bytes) {
    QFile file(home.path(QStringLiteral(".claude/projects/-work/%1.jsonl").arg(First)));
    QVERIFY(file.open(QIODevice::Append));
    file.write(bytes);
}

QByteArray answer(const QByteArray& text) {
    return R"({"type":"assistant","timestamp":"2026-11-01T12:01:00Z","message":{"id":"x","model":"m","content":")" +
           text + "\"}}\n";
}

} // namespace

class AxReadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void printsTurnsAsJson();
    void sinceAndLimit();
    void printsText();
    void findsIds();
    void readsARun();
    void damagedTranscripts();
    void hostileText();
    void withoutPermission();
    void usage();
    void followTellsATurn();
    void followEnds();
};

void AxReadTest::printsTurnsAsJson() {
    const AxHome home;
    home.writeClaudeSession(First, "Fix <b>", home.path().toUtf8());
    const Outcome outcome = read(home, First);
    QCOMPARE(outcome.output, line('[' + FirstPrompt + ',' + FirstAnswer + ']', 2));
    QCOMPARE(outcome.errors, QByteArray());
    QCOMPARE(outcome.exitCode, 0);
}

void AxReadTest::sinceAndLimit() {
    const AxHome home;
    home.writeClaudeSession(First, "Fix <b>", home.path().toUtf8());
    QCOMPARE(read(home, First + QStringLiteral(" --since 1")).output, line('[' + FirstAnswer + ']', 2));
    QCOMPARE(read(home, First + QStringLiteral(" --since=1 --of-the-future")).output,
             line('[' + FirstAnswer + ']', 2));
    QCOMPARE(read(home, First + QStringLiteral(" --limit 1")).output, line('[' + FirstAnswer + ']', 2));
    QCOMPARE(read(home, First + QStringLiteral(" --since 2")).output, line("null", 2));
    QCOMPARE(read(home, First + QStringLiteral(" --since 99 --limit 3")).output, line("null", 2));
    const QByteArray all = line('[' + FirstPrompt + ',' + FirstAnswer + ']', 2);
    QCOMPARE(read(home, First + QStringLiteral(" --since x --limit -4")).output, all); // as upstream: 0
}

void AxReadTest::printsText() {
    const AxHome home;
    home.writeClaudeSession(First, "Fix", home.path().toUtf8());
    QCOMPARE(read(home, First + QStringLiteral(" --format text")).output,
             QByteArray("[user 2026-11-01 12:00] Fix\n[assistant 2026-11-01 12:00] Done.\n"));
}

void AxReadTest::findsIds() {
    const AxHome home;
    home.writeClaudeSession(First, "First", home.path().toUtf8());
    home.writeClaudeSession(Second, "Second", home.path().toUtf8());
    home.write(QStringLiteral(".local/state/ax/alias/launch-7"), First.toLatin1());
    for (const QString& id : {QStringLiteral("11111"), QStringLiteral("claude/11111"),
                              QStringLiteral("launch-7"), QStringLiteral("lau"), First})
        QVERIFY2(read(home, id).output.startsWith("{\"id\":\"" + First.toLatin1()), qPrintable(id));

    const Outcome several = read(home, QStringLiteral("1111"));
    QVERIFY2(several.errors.startsWith("ax: \"1111\" begins the ids of 2 sessions: "),
             several.errors.constData());
    QVERIFY(several.errors.contains("(claude, \"First\")") &&
            several.errors.contains("(claude, \"Second\")"));
    QCOMPARE(several.exitCode, 1);
    const Outcome misspelt = read(home, QStringLiteral("11112223-2222-4222-8222-222222222222"));
    QVERIFY2(misspelt.errors.contains("the nearest is " + Second.toLatin1()), misspelt.errors.constData());
    QCOMPARE(misspelt.exitCode, 1);
    QCOMPARE(read(home, QStringLiteral("zzz")).errors,
             QByteArray("ax: no session has the id \"zzz\"; see: ax list\n"));
    QCOMPARE(read(home, QStringLiteral("../../../etc/passwd")).exitCode, 1);
}

void AxReadTest::readsARun() {
    const AxHome home;
    home.writeClaudeSession(First, "Fix <b>", home.path().toUtf8());
    home.writeClaudeSession(Second, "Second", home.path().toUtf8());
    home.write(QStringLiteral(".local/state/ax/meta/%1.json").arg(First), R"({"group":"r1"})");
    QCOMPARE(read(home, QStringLiteral("--run r1")).output,
             line('[' + FirstPrompt + ',' + FirstAnswer + ']', 2));
    const Outcome none = read(home, QStringLiteral("--run r2"));
    QCOMPARE(none.errors, QByteArray("ax: no matching session in the run \"r2\"\n"));
    QCOMPARE(none.exitCode, 1);
    QCOMPARE(read(home, QStringLiteral("--run r1 --active")).exitCode, 1);
    QCOMPARE(read(home, QStringLiteral("--run r1 --exclude ") + First).exitCode, 1);
}

void AxReadTest::damagedTranscripts() {
    const AxHome home;
    home.writeClaudeSession(First, "Fix <b>", home.path().toUtf8());
    append(home,
           QByteArray("{\"torn\n\0\xff{{{\n\n", 14) + "[]\n" + answer("back") + answer("cut").first(30));
    const Outcome outcome = read(home, First + QStringLiteral(" --since 2"));
    // Torn and odd records cost themselves; the last one is still being written.
    QVERIFY2(outcome.output.contains(R"("turns":[{"seq":6,"role":"assistant","model":"m",)"),
             outcome.output.constData());
    QVERIFY(outcome.output.endsWith("\"cursor\":6}\n"));
    QCOMPARE(outcome.exitCode, 0);
}

void AxReadTest::hostileText() {
    const AxHome home;
    home.writeClaudeSession(First, "Fix", home.path().toUtf8());
    append(home, answer(R"(\u001b]0;owned\u0007a\r\n\tb\u009b31m\u202ec\u0000)"));
    const Outcome text = read(home, First + QStringLiteral(" --limit 1 --format text"));
    QCOMPARE(text.output, QByteArray("[assistant 2026-11-01 12:01] a\n    bc\n"));
    const Outcome json = read(home, First + QStringLiteral(" --limit 1"));
    QVERIFY(!json.output.contains('\x1b') && json.output.contains("\\u001b"));
}

void AxReadTest::withoutPermission() {
    if (::geteuid() == 0)
        QSKIP("root reads everything");
    const AxHome home;
    home.writeClaudeSession(First, "Fix", home.path().toUtf8());
    QVERIFY(
        QFile::setPermissions(home.path(QStringLiteral(".claude/projects/-work/%1.jsonl").arg(First)), {}));
    QCOMPARE(read(home, First).exitCode, 1);
}

void AxReadTest::usage() {
    const AxHome home;
    for (const char* rest : {"--limit 3", "--follow"}) {
        const Outcome outcome = read(home, QString::fromLatin1(rest));
        QCOMPARE(outcome.errors, QByteArray("ax: read needs the id of a session, or --run RUN\n"));
        QCOMPARE(outcome.exitCode, 2);
    }
    const Outcome value = read(home, QStringLiteral("x --since"));
    QCOMPARE(value.errors, QByteArray("ax: --since needs a value\n"));
    QCOMPARE(value.exitCode, 2);
    QCOMPARE(read(home, QStringLiteral("--run x --hosts")).exitCode, 2);
}

void AxReadTest::followTellsATurn() {
    const AxHome home;
    home.writeClaudeSession(First, "Fix", home.path().toUtf8());
    QFile file(home.path(QStringLiteral(".claude/projects/-work/%1.jsonl").arg(First)));
    QVERIFY(file.open(QIODevice::ReadWrite));
    // Long ago: it is quiet already.
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-60), QFileDevice::FileModificationTime));
    file.close();
    home.write(QStringLiteral(".local/state/ax/meta/%1.json").arg(First), R"({"name":"n","group":"r1"})");
    const QByteArray event = "{\"id\":\"" + First.toLatin1() +
                             R"(","name":"n","group":"r1","event":"turn","cursor":2,"role":"assistant",)" +
                             R"("ts":"2026-11-01T12:00:05.000Z","preview":"Done."})" + "\n";
    const Outcome single = read(home, First + QStringLiteral(" --follow --limit 1"));
    QCOMPARE(single.output, event);
    QCOMPARE(single.exitCode, 0);
    QCOMPARE(read(home, QStringLiteral("--run r1 --follow --limit 1")).output, event);
}

void AxReadTest::followEnds() {
    const AxHome home;
    home.writeClaudeSession(First, "Fix", home.path().toUtf8());
    const Outcome timeout = read(home, First + QStringLiteral(" --follow --from-now --timeout 10ms"));
    QCOMPARE(timeout.output, QByteArray());
    QCOMPARE(timeout.exitCode, 0);
    const Outcome missing = read(home, QStringLiteral("zzz --follow --timeout 10ms"));
    QVERIFY(missing.errors.endsWith("; waiting for it\n") || missing.errors.isEmpty());
    // Whoever read it is gone: no signal, no word, and no waiting for the next event.
    const Outcome closed =
        home.runShell(QStringLiteral("\"$AX\" read %1 --follow --from-now | true; echo $?").arg(First));
    QCOMPARE(closed.output, QByteArray("0\n"));
    QCOMPARE(closed.errors, QByteArray());
}

QTEST_GUILESS_MAIN(AxReadTest)
#include "ax_read_test.moc"
