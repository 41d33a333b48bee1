// SPDX-License-Identifier: MIT
#include "tests/cli/ax_process.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

using ax::cli::testing::AxHome;
using ax::cli::testing::Outcome;

class AxDispatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysItsVersion_data();
    void saysItsVersion();
    void printsUsage_data();
    void printsUsage();
    void refuses_data();
    void refuses();
    void runsExtensions();
    void extensionDoesNotReplaceAVerb();
    void cleansWhatItRepeats();
    void needsNoQt();
};

void AxDispatchTest::saysItsVersion_data() {
    QTest::addColumn<QString>("word");
    QTest::newRow("verb") << QStringLiteral("version");
    QTest::newRow("option") << QStringLiteral("--version");
}

void AxDispatchTest::saysItsVersion() {
    QFETCH(QString, word);
    const Outcome outcome = AxHome().run({word});
    static const QRegularExpression form(QStringLiteral(
        "^ax v\\d+\\.\\d+\\.\\d+ \\((unknown|[0-9a-f]{7,}), built \\d{4}-\\d\\d-\\d\\d\\)\\n$"));
    QVERIFY2(form.match(QString::fromUtf8(outcome.output)).hasMatch(), outcome.output.constData());
    QCOMPARE(outcome.errors, QByteArray());
    QCOMPARE(outcome.exitCode, 0);
}

void AxDispatchTest::printsUsage_data() {
    QTest::addColumn<QStringList>("words");
    for (const char* line : {"help", "-h", "--help", "help list", "list --help", "list -h --json",
                             "version --help", "help --help", "kill --help", "send -h"})
        QTest::newRow(line) << QString::fromLatin1(line).split(u' ');
}

void AxDispatchTest::printsUsage() {
    QFETCH(QStringList, words);
    const Outcome outcome = AxHome().run(words);
    QVERIFY(outcome.output.startsWith("ax: every session"));
    for (const char* verb :
         {"\n  ax list ", "\n  ax read ", "\n  ax preview ", "\n  ax result ", "\n  ax metrics ",
          "\n  ax models ", "\n  ax log ", "\n  ax version ", "\n  ax help "})
        QVERIFY(outcome.output.contains(verb));
    QVERIFY(!outcome.output.contains("ax restart"));
    QCOMPARE(outcome.errors, QByteArray());
    QCOMPARE(outcome.exitCode, 0);
}

void AxDispatchTest::refuses_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("message");
    const QByteArray has =
        "; it has list, new, status, attach, send, ask, reply, kill, move, read, preview, result, metrics, "
        "models, hook, history, log, search, version and help\n";
    QTest::newRow("nothing") << QStringList() << QByteArray("ax: this version has no picker") + has;
    QTest::newRow("pick") << QStringList(QStringLiteral("pick"))
                          << QByteArray("ax: this version has no \"pick\"") + has;
    QTest::newRow("restart") << QStringList({QStringLiteral("restart"), QStringLiteral("x")})
                             << QByteArray("ax: this version has no \"restart\"") + has;
    QTest::newRow("misspelt") << QStringList(QStringLiteral("lst"))
                              << QByteArray("ax: unknown command \"lst\"; did you mean \"list\"?\n");
    QTest::newRow("misspelt, with an option")
        << QStringList({QStringLiteral("lists"), QStringLiteral("--json")})
        << QByteArray("ax: unknown command \"lists\"; did you mean \"list\"?\n");
    QTest::newRow("misspelt, but a task") << QStringList({QStringLiteral("lst"), QStringLiteral("x")})
                                          << QByteArray("ax: this version has no command \"lst\"") + has;
    QTest::newRow("too short to guess")
        << QStringList(QStringLiteral("as")) << QByteArray("ax: this version has no command \"as\"") + has;
    QTest::newRow("unknown") << QStringList(QStringLiteral("frobnicate"))
                             << QByteArray("ax: this version has no command \"frobnicate\"") + has;
    QTest::newRow("empty word") << QStringList(QString())
                                << QByteArray("ax: this version has no command \"\"") + has;
    QTest::newRow("option") << QStringList(QStringLiteral("--frob"))
                            << QByteArray("ax: this version has no picker, and no option \"--frob\"") + has;
}

void AxDispatchTest::refuses() {
    QFETCH(QStringList, words);
    QFETCH(QByteArray, message);
    const Outcome outcome = AxHome().run(words);
    QCOMPARE(outcome.errors, message);
    QCOMPARE(outcome.output, QByteArray());
    QCOMPARE(outcome.exitCode, 2);
}

void AxDispatchTest::runsExtensions() {
    AxHome home;
    home.write(QStringLiteral("bin/ax-greet"), "#!/bin/sh\nprintf '%s|' \"$@\"; \"$AX\" version; exit 7\n");
    QVERIFY(QFile::setPermissions(home.path(QStringLiteral("bin/ax-greet")),
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    home.environment().remove(QStringLiteral("AX"));
    home.environment().insert(QStringLiteral("PATH"),
                              home.path(QStringLiteral("bin")) + QStringLiteral(":/usr/bin:/bin"));
    const Outcome outcome =
        home.run({QStringLiteral("greet"), QStringLiteral("a b"), QStringLiteral("--help")});
    QVERIFY2(outcome.output.startsWith("a b|--help|ax v"), outcome.output.constData());
    QCOMPARE(outcome.exitCode, 7);
}

void AxDispatchTest::extensionDoesNotReplaceAVerb() {
    AxHome home;
    home.write(QStringLiteral("bin/ax-version"), "#!/bin/sh\nexit 7\n");
    QVERIFY(QFile::setPermissions(home.path(QStringLiteral("bin/ax-version")),
                                  QFile::ReadOwner | QFile::ExeOwner));
    home.environment().insert(QStringLiteral("PATH"),
                              home.path(QStringLiteral("bin")) + QStringLiteral(":/usr/bin:/bin"));
    QCOMPARE(home.run({QStringLiteral("version")}).exitCode, 0);
}

void AxDispatchTest::cleansWhatItRepeats() {
    const Outcome outcome = AxHome().run({QStringLiteral("\x1b[31mred\nline")});
    QVERIFY(outcome.errors.startsWith("ax: this version has no command \"red line\""));
    QCOMPARE(outcome.errors.count('\n'), 1);
    QVERIFY(!outcome.errors.contains('\x1b'));
}

void AxDispatchTest::needsNoQt() {
    QFile program(AxHome().environment().value(QStringLiteral("AX")));
    QVERIFY(program.open(QIODevice::ReadOnly));
    QVERIFY(!program.readAll().contains("libQt"));
}

QTEST_GUILESS_MAIN(AxDispatchTest)
#include "ax_dispatch_test.moc"
