// SPDX-License-Identifier: MIT
#include "tests/cli/ax_process.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QtTest>

using namespace ax::cli::testing;

namespace {

const QString First = QStringLiteral("11111111-1111-4111-8111-111111111111");
const QString Second = QStringLiteral("22222222-2222-4222-8222-222222222222");

Outcome history(const AxHome& home, const QStringList& words) {
    return home.run(QStringList{QStringLiteral("history")} + words);
}

QString transcriptOf(const AxHome& home, const QString& id) {
    return home.path(QStringLiteral(".claude/projects/-work/%1.jsonl").arg(id));
}

void age(const QString& path, int days) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(
        file.setFileTime(QDateTime::currentDateTimeUtc().addDays(-days), QFileDevice::FileModificationTime));
}

QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
}

} // namespace

class AxHistoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void offByDefaultAndWritesNothing();
    void remembersWhatWasDecided();
    void tellsWhatIsAboutToGo();
    void keepsAndRestores();
    void keepsAllThatRest();
    void theLimit();
    void unknownAndAmbiguousIds();
    void usage();
};

void AxHistoryTest::offByDefaultAndWritesNothing() {
    const AxHome home;
    const Outcome outcome = history(home, {});
    QVERIFY2(outcome.output.startsWith("History insurance is off: 0 conversations kept, 0 B of 10 GB, in "
                                       "~/.local/share/ax/history\n"),
             outcome.output.constData());
    QVERIFY(
        outcome.output.contains("claude deletes a transcript 30 days after its last change, by default\n"));
    QCOMPARE(outcome.errors, QByteArray());
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY(!QFile::exists(home.path(QStringLiteral(".local"))));
}

void AxHistoryTest::remembersWhatWasDecided() {
    const AxHome home;
    QCOMPARE(
        history(home, {QStringLiteral("enable"), QStringLiteral("--limit"), QStringLiteral("3gb")}).exitCode,
        0);
    QVERIFY(history(home, {QStringLiteral("status")})
                .output.startsWith("History insurance is on: 0 conversations kept, 0 B of 3 GB, "));
    QVERIFY(read(home.path(QStringLiteral(".local/state/ax/history.json"))).contains("\"enabled\": true"));
    QCOMPARE(history(home, {QStringLiteral("disable")}).exitCode, 0);
    QVERIFY(
        history(home, {}).output.startsWith("History insurance is off: 0 conversations kept, 0 B of 3 GB, "));
}

void AxHistoryTest::tellsWhatIsAboutToGo() {
    const AxHome home;
    home.writeClaudeSession(First, "Mend the gate", home.path().toUtf8());
    home.writeClaudeSession(Second, "Paint the fence", home.path().toUtf8());
    age(transcriptOf(home, First), 6);
    home.write(QStringLiteral(".claude/settings.json"), R"({"cleanupPeriodDays": 7})");
    const Outcome outcome = history(home, {});
    QVERIFY2(outcome.output.contains("7 days after its last change, as ~/.claude/settings.json says\n"),
             outcome.output.constData());
    QVERIFY(outcome.output.contains("claude/" + First.toUtf8()));
    QVERIFY(outcome.output.endsWith("      Mend the gate\n"));
    QVERIFY(!outcome.output.contains("Paint"));
    QCOMPARE(history(home, {QStringLiteral("keep"), First.left(4)}).output,
             QByteArray("kept 1 conversation\n"));
    QVERIFY(history(home, {}).output.endsWith("  kept  Mend the gate\n"));
}

void AxHistoryTest::keepsAndRestores() {
    const AxHome home;
    home.writeClaudeSession(First, "Mend the gate", home.path().toUtf8());
    const QByteArray before = read(transcriptOf(home, First));
    QCOMPARE(history(home, {QStringLiteral("keep"), First}).exitCode, 0);
    QVERIFY(read(transcriptOf(home, First)) == before);
    const Outcome refused = history(home, {QStringLiteral("restore"), First});
    QCOMPARE(refused.errors, "ax: " + transcriptOf(home, First).toUtf8() + " is there already\n");
    QCOMPARE(refused.exitCode, 1);
    QVERIFY(QFile::remove(transcriptOf(home, First)));
    QVERIFY(home.run({QStringLiteral("list")}).output.contains("Mend the gate")); // from the archive
    const Outcome restored = history(home, {QStringLiteral("restore"), QStringLiteral("claude/1111")});
    QCOMPARE(restored.output, transcriptOf(home, First).toUtf8() + '\n');
    QCOMPARE(restored.exitCode, 0);
    QVERIFY(read(transcriptOf(home, First)) == before);
    QVERIFY(home.run({QStringLiteral("list")}).output.contains("Mend the gate"));
}

void AxHistoryTest::keepsAllThatRest() {
    const AxHome home;
    home.writeClaudeSession(First, "Mend the gate", home.path().toUtf8());
    home.writeClaudeSession(Second, "Paint the fence", home.path().toUtf8());
    age(transcriptOf(home, First), 1);
    QCOMPARE(history(home, {QStringLiteral("keep")}).output, QByteArray("kept 1 conversation\n"));
    QCOMPARE(history(home, {QStringLiteral("keep")}).output, QByteArray("kept 0 conversations\n"));
}

void AxHistoryTest::theLimit() {
    const AxHome home;
    home.writeClaudeSession(First, "Mend the gate", home.path().toUtf8());
    QCOMPARE(
        history(home, {QStringLiteral("enable"), QStringLiteral("--limit"), QStringLiteral("10")}).exitCode,
        0);
    const Outcome outcome = history(home, {QStringLiteral("keep"), First});
    QVERIFY2(outcome.errors.startsWith("ax: The limit for kept conversations is reached"),
             outcome.errors.constData());
    QCOMPARE(outcome.output, QByteArray("kept 0 conversations\n"));
    QCOMPARE(outcome.exitCode, 1);
}

void AxHistoryTest::unknownAndAmbiguousIds() {
    const AxHome home;
    home.writeClaudeSession(First, "Mend the gate", home.path().toUtf8());
    home.writeClaudeSession(Second, "Paint the fence", home.path().toUtf8());
    const Outcome unknown = history(home, {QStringLiteral("keep"), QStringLiteral("9999")});
    QVERIFY2(unknown.errors.startsWith("ax: no session has the id \"9999\""), unknown.errors.constData());
    QCOMPARE(unknown.exitCode, 1);
    const Outcome notKept = history(home, {QStringLiteral("restore"), First});
    QVERIFY2(notKept.errors.startsWith("ax: there is no kept copy of claude/"), notKept.errors.constData());
    QCOMPARE(notKept.exitCode, 1);
    home.writeClaudeSession(QStringLiteral("11111111-2222-4222-8222-222222222222"), "Third", "/");
    QCOMPARE(history(home, {QStringLiteral("keep"), QStringLiteral("1111")}).exitCode, 1);
}

void AxHistoryTest::usage() {
    const AxHome home;
    for (const QStringList& words :
         {QStringList{QStringLiteral("forget")}, QStringList{QStringLiteral("restore")},
          QStringList{QStringLiteral("enable"), QStringLiteral("--limit"), QStringLiteral("-3")},
          QStringList{QStringLiteral("enable"), QStringLiteral("--limit"), QStringLiteral("99999999TB")},
          QStringList{QStringLiteral("disable"), QStringLiteral("now")}}) {
        const Outcome outcome = history(home, words);
        QVERIFY2(outcome.errors.startsWith("ax: usage: ax history "), outcome.errors.constData());
        QCOMPARE(outcome.output, QByteArray());
        QCOMPARE(outcome.exitCode, 2);
    }
}

QTEST_GUILESS_MAIN(AxHistoryTest)
#include "ax_history_test.moc"
