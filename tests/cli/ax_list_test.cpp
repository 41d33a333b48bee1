// SPDX-License-Identifier: MIT
#include "tests/cli/ax_process.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <unistd.h>

using ax::cli::testing::AxHome;
using ax::cli::testing::Outcome;

namespace {

const QString First = QStringLiteral("11111111-1111-4111-8111-111111111111");
const QString Second = QStringLiteral("22222222-2222-4222-8222-222222222222");

QJsonArray sessionsOf(const Outcome& outcome) {
    return QJsonDocument::fromJson(outcome.output).object().value(u"sessions").toArray();
}

Outcome listJson(const AxHome& home) {
    return home.run({QStringLiteral("list"), QStringLiteral("--json")});
}

} // namespace

class AxListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void emptyHome();
    void oneSessionAsATable();
    void oneSessionAsJson();
    void unicodeTitles();
    void goneFolder();
    void hostileTitle();
    void brokenConfig();
    void storeWithoutPermission();
    void storeThatIsALoop();
    void damagedTranscript();
    void homeUnset();
    void runsAndTheArchive();
    void usage();
    void leavesTheHomeAlone();
};

void AxListTest::emptyHome() {
    const AxHome home;
    const Outcome table = home.run({QStringLiteral("list")});
    QCOMPARE(table.output, QByteArray());
    QCOMPARE(table.errors, QByteArray());
    QCOMPARE(table.exitCode, 0);
    const Outcome json = listJson(home);
    QVERIFY(json.output.contains("\n  \"sessions\": [],\n"));
    QVERIFY(json.output.endsWith("}\n"));
    QCOMPARE(json.exitCode, 0);
}

void AxListTest::oneSessionAsATable() {
    const AxHome home;
    home.writeClaudeSession(First, "Fix the parser", home.path().toUtf8());
    const Outcome outcome = home.run({QStringLiteral("list"), QStringLiteral("--from-the-future")});
    QCOMPARE(outcome.output.count('\n'), 1);
    QVERIFY2(outcome.output.contains("  claude  claude-opus-5-5  "), outcome.output.constData());
    QVERIFY(outcome.output.contains("  ~<1¢  ~  Fix the parser\n"));
    QCOMPARE(outcome.errors, QByteArray());
    QCOMPARE(outcome.exitCode, 0);
}

void AxListTest::oneSessionAsJson() {
    const AxHome home;
    home.writeClaudeSession(First, "Fix the parser", home.path().toUtf8());
    const Outcome outcome = listJson(home);
    // The order of the keys is part of the format; Qt's parser forgets it.
    qsizetype at = 0;
    for (const char* key : {"schema_version",
                            "hostname",
                            "generated_at",
                            "sessions",
                            "harness",
                            "id",
                            "dir",
                            "model",
                            "title",
                            "last",
                            "in_tok",
                            "out_tok",
                            "cache_read_tok",
                            "cache_write_tok",
                            "ctx_tok",
                            "ctx_window",
                            "cost",
                            "has_cost",
                            "state",
                            "activity",
                            "lifecycle",
                            "dir_exists",
                            "status",
                            "estimated_cost",
                            "prompts",
                            "capability",
                            "ax_version",
                            "harnesses",
                            "os"}) {
        const qsizetype next = outcome.output.indexOf(QByteArray("\"") + key + "\": ", at);
        QVERIFY2(next >= at, key);
        at = next;
    }
    const QJsonObject session = sessionsOf(outcome).at(0).toObject();
    QCOMPARE(session.value(u"id").toString(), First);
    QCOMPARE(session.value(u"dir").toString(), home.path());
    QCOMPARE(session.value(u"last").toString(), QStringLiteral("2026-11-01T12:00:05Z"));
    QCOMPARE(session.value(u"in_tok").toInt(), 1000);
    QCOMPARE(session.value(u"prompts").toInt(), 1);
    QCOMPARE(session.value(u"has_cost").toBool(true), false);
    QVERIFY(session.value(u"estimated_cost").toDouble() > 0);
    QVERIFY(session.value(u"ctx_window").toInt() >= 200'000);
}

void AxListTest::unicodeTitles() {
    const AxHome home;
    const QByteArray title = "日本語 e\xcc\x81 🚀 <b>&amp;</b>";
    home.writeClaudeSession(First, title, home.path().toUtf8());
    QVERIFY(home.run({QStringLiteral("list")}).output.endsWith("  " + title + "\n"));
    const Outcome json = listJson(home);
    QVERIFY(json.output.contains("\\u003cb\\u003e\\u0026amp;"));
    QCOMPARE(sessionsOf(json).at(0).toObject().value(u"title").toString(), QString::fromUtf8(title));
}

void AxListTest::goneFolder() {
    const AxHome home;
    home.writeClaudeSession(First, "Lost", home.path(QStringLiteral("no such folder")).toUtf8());
    QVERIFY(home.run({QStringLiteral("list")}).output.contains("  !~/no such folder  Lost\n"));
    QCOMPARE(sessionsOf(listJson(home)).at(0).toObject().value(u"dir_exists").toBool(true), false);
}

void AxListTest::hostileTitle() {
    const AxHome home;
    home.writeClaudeSession(First, R"(\u001b]0;owned\u0007\u001b[31mred\u202e)", home.path().toUtf8());
    // The helper escapes backslashes: write the escapes as JSON has them.
    QFile file(home.path(QStringLiteral(".claude/projects/-work/%1.jsonl").arg(First)));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray text = file.readAll().replace("\\\\u", "\\u");
    QVERIFY(file.resize(0) && file.seek(0));
    file.write(text);
    file.close();

    const Outcome table = home.run({QStringLiteral("list")});
    QVERIFY2(table.output.endsWith("red\n"), table.output.constData());
    for (const QChar c : QString::fromUtf8(table.output))
        QVERIFY(c == u'\n' || c.category() != QChar::Other_Control);
    QVERIFY(!listJson(home).output.contains('\x1b'));
}

void AxListTest::brokenConfig() {
    const AxHome home;
    home.writeClaudeSession(First, "Fix the parser", home.path().toUtf8());
    home.write(QStringLiteral(".config/ax/config.toml"), "default_harness = \"claude\"\nshell = [[[\n");
    const Outcome outcome = home.run({QStringLiteral("list")});
    const QByteArray file = home.path(QStringLiteral(".config/ax/config.toml")).toUtf8();
    QVERIFY2(outcome.errors.startsWith("ax: " + file + ":2:"), outcome.errors.constData());
    QVERIFY(outcome.output.endsWith("  Fix the parser\n"));
    QCOMPARE(outcome.exitCode, 0);
}

void AxListTest::storeWithoutPermission() {
    if (::geteuid() == 0)
        QSKIP("root reads everything");
    const AxHome home;
    home.writeClaudeSession(First, "Fix the parser", home.path().toUtf8());
    const QString store = home.path(QStringLiteral(".claude/projects"));
    QVERIFY(QFile::setPermissions(store, {}));
    const Outcome outcome = home.run({QStringLiteral("list")});
    QFile::setPermissions(store, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QVERIFY2(outcome.errors.startsWith("ax: claude: "), outcome.errors.constData());
    QVERIFY(outcome.errors.contains(".claude/projects"));
    QCOMPARE(outcome.output, QByteArray());
    QCOMPARE(outcome.exitCode, 0);
}

void AxListTest::storeThatIsALoop() {
    const AxHome home;
    home.write(QStringLiteral(".pi/agent/sessions/-work/2026_%1.jsonl").arg(First), "{}\n");
    QVERIFY(QDir().mkpath(home.path(QStringLiteral(".claude"))));
    const QString store = home.path(QStringLiteral(".claude/projects"));
    QVERIFY(QFile::link(store, store));
    const Outcome outcome = home.run({QStringLiteral("list")});
    QVERIFY2(outcome.errors.startsWith("ax: claude: "), outcome.errors.constData());
    QVERIFY(outcome.errors.contains(".claude/projects"));
    QCOMPARE(outcome.exitCode, 0);
}

void AxListTest::damagedTranscript() {
    const AxHome home;
    home.writeClaudeSession(First, "Fix the parser", home.path().toUtf8());
    home.write(QStringLiteral(".claude/projects/-work/%1.jsonl").arg(Second),
               QByteArray("\0\xff{{{\n[1\n\"", 11));
    const Outcome outcome = home.run({QStringLiteral("list")});
    QVERIFY(outcome.output.contains("  Fix the parser\n"));
    QCOMPARE(outcome.exitCode, 0);
}

void AxListTest::homeUnset() {
    AxHome home;
    home.environment().remove(QStringLiteral("HOME"));
    home.environment().insert(QStringLiteral("AX_CONFIG"), home.path(QStringLiteral("config.toml")));
    home.environment().insert(QStringLiteral("XDG_STATE_HOME"), home.path());
    const Outcome outcome = listJson(home);
    QVERIFY(!QJsonDocument::fromJson(outcome.output).isNull());
    QCOMPARE(outcome.exitCode, 0);
}

void AxListTest::runsAndTheArchive() {
    const AxHome home;
    home.writeClaudeSession(First, "Fix the parser", home.path().toUtf8());
    const Outcome run = home.run({QStringLiteral("list"), QStringLiteral("--run"), QStringLiteral("r1")});
    QCOMPARE(run.output, QByteArray());
    QCOMPARE(run.errors, QByteArray("ax: no session is in the run \"r1\"\n"));
    QCOMPARE(run.exitCode, 0);
    const Outcome archived = home.run({QStringLiteral("list"), QStringLiteral("--archived")});
    QCOMPARE(archived.output, QByteArray());
    QCOMPARE(archived.exitCode, 0);
    QCOMPARE(home.run({QStringLiteral("list"), QStringLiteral("--all")}).output.count('\n'), 1);
}

void AxListTest::usage() {
    const Outcome outcome = AxHome().run({QStringLiteral("list"), QStringLiteral("--run")});
    QCOMPARE(outcome.errors, QByteArray("ax: --run needs a value\n"));
    QCOMPARE(outcome.exitCode, 2);
}

void AxListTest::leavesTheHomeAlone() {
    const AxHome home;
    home.writeClaudeSession(First, "Fix the parser", home.path().toUtf8());
    QVERIFY(!home.run({QStringLiteral("list")}).output.isEmpty());
    const QStringList entries =
        QDir(home.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    for (const QString& entry : entries)
        QVERIFY2(entry == QStringLiteral(".claude") || entry == QStringLiteral(".cache"), qPrintable(entry));
}

QTEST_GUILESS_MAIN(AxListTest)
#include "ax_list_test.moc"
