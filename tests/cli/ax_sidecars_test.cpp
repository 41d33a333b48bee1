// SPDX-License-Identifier: MIT
#include "tests/cli/ax_process.h"

#include <QtTest>

using ax::cli::testing::AxHome;
using ax::cli::testing::Outcome;

namespace {

const QString First = QStringLiteral("11111111-1111-4111-8111-111111111111");
const QString Second = QStringLiteral("22222222-2222-4222-8222-222222222222");

QString state(const QString& name) {
    return QStringLiteral(".local/state/ax/") + name;
}

} // namespace

/// The verbs that show what upstream's `ax`, or ours, wrote about sessions.
class AxSidecarsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listKnowsRunsAndTheArchive();
    void listPrintsWhatWasTagged();
    void damagedSidecarsCostThemselves();
    void resultOfAPastSession();
    void resultOfAConcludedOne();
    void resultOfNone();
    void preview();
    void metricsAsJson();
    void metricsForPrometheus();
    void metricsAsATable();
    void log();
};

void AxSidecarsTest::listKnowsRunsAndTheArchive() {
    const AxHome home;
    home.writeClaudeSession(First, "First", home.path().toUtf8());
    home.writeClaudeSession(Second, "Second", home.path().toUtf8());
    home.write(state(QStringLiteral("meta/%1.json").arg(First)), R"({"group":"r1"})");
    home.write(state(QStringLiteral("meta/%1.json").arg(Second)), R"({"group":"r1","archived":true})");
    const auto titles = [&home](const QStringList& words) {
        const QByteArray table = home.run(QStringList{QStringLiteral("list")} + words).output;
        return QByteArray(table.contains("First") ? "1" : "") + (table.contains("Second") ? "2" : "");
    };
    QCOMPARE(titles({}), QByteArray("1"));
    QCOMPARE(titles({QStringLiteral("--all")}), QByteArray("12"));
    QCOMPARE(titles({QStringLiteral("--archived")}), QByteArray("2"));
    QCOMPARE(titles({QStringLiteral("--run"), QStringLiteral("r1")}), QByteArray("1"));
    QCOMPARE(titles({QStringLiteral("--group"), QStringLiteral("r1"), QStringLiteral("--all")}),
             QByteArray("12"));
    QCOMPARE(titles({QStringLiteral("--run"), QStringLiteral("r2")}), QByteArray());
}

void AxSidecarsTest::listPrintsWhatWasTagged() {
    const AxHome home;
    home.writeClaudeSession(First, "First", home.path().toUtf8());
    home.write(
        state(QStringLiteral("meta/%1.json").arg(First)),
        R"({"name":"n","task":"t","group":"r","parent":"p","origin":"agent","mode":"headless","labels":["a=b"],)"
        R"("fail_reason":"f","keep_live":true,"keep_until":"2026-11-01T12:00:00Z","spec":{},"archived":true,)"
        R"("archived_at":"2026-11-02T12:00:00Z"})");
    const Outcome outcome =
        home.run({QStringLiteral("list"), QStringLiteral("--json"), QStringLiteral("--all")});
    qsizetype at = 0;
    for (const char* member :
         {"\"has_cost\"", "\"name\": \"n\"", "\"task\": \"t\"", "\"group\": \"r\"", "\"parent\": \"p\"",
          "\"origin\": \"agent\"", "\"mode\": \"headless\"", "\"labels\": [\n        \"a=b\"\n      ]",
          "\"state\"", "\"lifecycle\"", "\"archived\": true", "\"archived_at\": \"2026-11-02T12:00:00Z\"",
          "\"dir_exists\"", "\"restartable\": true", "\"fail_reason\": \"f\"", "\"keep_live\": true",
          "\"keep_until\": \"2026-11-01T12:00:00Z\"", "\"status\""}) {
        const qsizetype next = outcome.output.indexOf(member, at);
        QVERIFY2(next >= at, member);
        at = next;
    }
}

void AxSidecarsTest::damagedSidecarsCostThemselves() {
    const AxHome home;
    home.writeClaudeSession(First, "First", home.path().toUtf8());
    home.write(state(QStringLiteral("meta/%1.json").arg(First)), "{\"group\":\"r1\"");
    home.write(state(QStringLiteral("runs/r1.json")), "\xff");
    home.write(state(QStringLiteral("models.json")), "<html>");
    for (const char* verb : {"list", "metrics", "models"}) {
        const Outcome outcome = home.run({QString::fromLatin1(verb)});
        QVERIFY(!outcome.output.isEmpty());
        QCOMPARE(outcome.errors, QByteArray());
        QCOMPARE(outcome.exitCode, 0);
    }
}

void AxSidecarsTest::resultOfAPastSession() {
    const AxHome home;
    home.writeClaudeSession(First, "First", home.path().toUtf8());
    const Outcome text = home.run({QStringLiteral("result"), QStringLiteral("1111")});
    QCOMPARE(text.output, QByteArray("Done.\n"));
    QCOMPARE(text.errors, QByteArray("outcome=pending exit=0\n"));
    QCOMPARE(text.exitCode, 0);
    const Outcome json = home.run({QStringLiteral("result"), First, QStringLiteral("--json")});
    QCOMPARE(json.output,
             "{\"id\":\"" + First.toLatin1() + R"(","outcome":"pending","exit":0,"result":"Done."})" + "\n");
    QCOMPARE(json.errors, QByteArray());
}

void AxSidecarsTest::resultOfAConcludedOne() {
    const AxHome home;
    home.writeClaudeSession(First, "First", home.path().toUtf8());
    home.write(state(QStringLiteral("hookstate/%1").arg(First)), "failed");
    home.write(state(QStringLiteral("alias/launch")), First.toLatin1());
    QCOMPARE(home.run({QStringLiteral("result"), First}).errors, QByteArray("outcome=failure exit=1\n"));
    home.write(state(QStringLiteral("meta/%1.json").arg(First)),
               R"({"outcome":"gave_up","exit":3,"result":"Kept <it>."})");
    const Outcome outcome =
        home.run({QStringLiteral("result"), QStringLiteral("--json"), QStringLiteral("launch")});
    QCOMPARE(outcome.output, R"({"id":"launch","session":")" + First.toLatin1() +
                                 R"(","outcome":"gave_up","exit":3,"result":"Kept \u003cit\u003e."})" + "\n");
    QCOMPARE(outcome.exitCode, 0); // a failure of the session is none of the verb
}

void AxSidecarsTest::resultOfNone() {
    const AxHome home;
    QCOMPARE(home.run({QStringLiteral("result")}).exitCode, 2);
    QCOMPARE(home.run({QStringLiteral("result"), QStringLiteral("x")}).exitCode, 1);
    QCOMPARE(home.run({QStringLiteral("preview")}).exitCode, 2);
    QCOMPARE(home.run({QStringLiteral("preview"), QStringLiteral("x")}).exitCode, 1);
}

void AxSidecarsTest::preview() {
    const AxHome home;
    home.writeClaudeSession(First, "Fix it", home.path().toUtf8());
    home.write(state(QStringLiteral("meta/%1.json").arg(First)),
               R"({"name":"n\u001b[31m","labels":["a=b","c"]})");
    const Outcome outcome = home.run({QStringLiteral("preview"), First});
    const QByteArray folder = home.path().toUtf8();
    QVERIFY2(outcome.output.startsWith("n\nclaude · claude-opus-5-5 · " + folder.first(10)),
             outcome.output.constData());
    QVERIFY(outcome.output.endsWith("a=b c\n" + QByteArray(60, '-') +
                                    "\n[you 2026-11-01 12:00]\nFix it\n[agent 2026-11-01 12:00]\nDone.\n"));
    QVERIFY(!outcome.output.contains('\x1b')); // not a terminal
    QCOMPARE(outcome.exitCode, 0);
}

void AxSidecarsTest::metricsAsJson() {
    const AxHome home;
    const QStringList words = {QStringLiteral("metrics"), QStringLiteral("--json")};
    QCOMPARE(home.run(words).output, QByteArray("{\"sessions\":null,\"runs\":null}\n"));
    home.writeClaudeSession(First, "First", home.path().toUtf8());
    home.write(state(QStringLiteral("models.json")),
               R"({"claude-opus-5-5":{"context":1000,"input":5,"output":25}})");
    home.write(state(QStringLiteral("meta/%1.json").arg(First)), R"({"outcome":"success"})");
    home.write(
        state(QStringLiteral("runs/r1.json")),
        R"({"group":"r1","root":"a","task":"t","cost":0.5,"tokens":{"in":1,"out":2,"cache_read":3,"cache_write":4},)"
        R"("workers":2,"max_depth":1,"tree":null,"outcome":"success","started":"2026-11-01T12:00:00Z",)"
        R"("concluded":"2026-11-01T12:00:01.5Z"})");
    QCOMPARE(
        home.run(words).output,
        "{\"sessions\":[{\"id\":\"" + First.toLatin1() +
            R"(","harness":"claude","model":"claude-opus-5-5","cost":0.0075,"has_cost":true,"in_tokens":1000,)"
            R"("out_tokens":100,"cache_read_tokens":0,"cache_write_tokens":0,"duration_ns":5000000000,)"
            R"("outcome":"success"}],"runs":[{"group":"r1","outcome":"success","cost":0.5,"tokens":{"in":1,"out":2,)"
            R"("cache_read":3,"cache_write":4},"workers":2,"max_depth":1,"duration_ns":1500000000,"task":"t"}]})"
            "\n");
}

void AxSidecarsTest::metricsForPrometheus() {
    const AxHome home;
    home.writeClaudeSession(First, "First", home.path().toUtf8());
    home.write(state(QStringLiteral("runs/r1.json")), R"({"group":"r1","cost":0.5,"outcome":"a\"b"})");
    const QByteArray text = home.run({QStringLiteral("metrics"), QStringLiteral("--prom")}).output;
    for (const char* expected :
         {"# TYPE ax_sessions_indexed gauge\nax_sessions_indexed 1\n",
          "ax_session_tokens{kind=\"in\"} 1000\nax_session_tokens{kind=\"out\"} 100\n"
          "ax_session_tokens{kind=\"cache_read\"} 0\n",
          "ax_runs_concluded{outcome=\"a\\\"b\"} 1\n", "ax_run_cost_dollars{outcome=\"a\\\"b\"} 0.5\n",
          "ax_run_tokens{outcome=\"a\\\"b\",kind=\"in\"} 0\n",
          "# TYPE ax_run_duration_seconds gauge\nax_run_duration_seconds_sum{outcome=\"a\\\"b\"} 0\n"
          "ax_run_duration_seconds_count{outcome=\"a\\\"b\"} 1\n"})
        QVERIFY2(text.contains(expected), expected);
    QVERIFY(!text.contains(First.toLatin1()));
}

void AxSidecarsTest::metricsAsATable() {
    const AxHome home;
    home.writeClaudeSession(First, "First", home.path().toUtf8());
    const QByteArray text = home.run({QStringLiteral("metrics")}).output;
    QVERIFY2(text.startsWith("SESSIONS  1\nID "), text.constData());
    QVERIFY(text.contains("\nRUNS  0\n") && text.endsWith("\nOUTCOMES \n"));
}

void AxSidecarsTest::log() {
    const AxHome home;
    const QStringList words = {QStringLiteral("log")};
    QCOMPARE(home.run(words).output, QByteArray());
    QCOMPARE(home.run(words).exitCode, 0);
    home.write(state(QStringLiteral("log")), "new\n");
    home.write(state(QStringLiteral("log.1")), "old \xff\n");
    QCOMPARE(home.run(words).output, QByteArray("old \xff\nnew\n"));
}

QTEST_GUILESS_MAIN(AxSidecarsTest)
#include "ax_sidecars_test.moc"
