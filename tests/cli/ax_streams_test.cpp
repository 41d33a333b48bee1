// SPDX-License-Identifier: MIT
#include "tests/cli/ax_process.h"

#include <QtTest>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

using ax::cli::testing::AxHome;
using ax::cli::testing::Outcome;

namespace {

const QString Session = QStringLiteral("11111111-1111-4111-8111-111111111111");

/// Runs with standard output on a new terminal of this width; what came out of it is in `output`.
Outcome runOnTerminal(AxHome& home, const QStringList& arguments, unsigned short columns) {
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    ::grantpt(master);
    ::unlockpt(master);
    const int terminal = ::open(::ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    const winsize size = {24, columns, 0, 0};
    ::ioctl(terminal, TIOCSWINSZ, &size);
    home.setChildModifier([terminal] { ::dup2(terminal, STDOUT_FILENO); });
    Outcome outcome = home.run(arguments);
    std::array<char, 65536> buffer;
    const ssize_t count = ::read(master, buffer.data(), buffer.size());
    outcome.output = QByteArray(buffer.data(), qMax<ssize_t>(count, 0)).replace("\r\n", "\n");
    ::close(terminal);
    ::close(master);
    return outcome;
}

} // namespace

class AxStreamsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headerOnlyOnATerminal();
    void clipsToTheTerminalsWidth();
    void jsonIsTheSameOnATerminal();
    void fullDisk();
    void closedOutput_data();
    void closedOutput();
    void closedErrors();
    void brokenPipeIsQuiet_data();
    void brokenPipeIsQuiet();
};

void AxStreamsTest::headerOnlyOnATerminal() {
    AxHome home;
    home.writeClaudeSession(Session, "Fix the parser", home.path().toUtf8());
    const Outcome outcome = runOnTerminal(home, {QStringLiteral("list")}, 200);
    QVERIFY2(outcome.output.startsWith("STATUS  HARNESS  MODEL "), outcome.output.constData());
    QCOMPARE(outcome.output.count('\n'), 2);
    QVERIFY(outcome.output.endsWith("Fix the parser\n"));
}

void AxStreamsTest::clipsToTheTerminalsWidth() {
    AxHome home;
    home.writeClaudeSession(Session, QByteArray("wide 日本語 ").repeated(8), home.path().toUtf8());
    const Outcome outcome = runOnTerminal(home, {QStringLiteral("list")}, 70);
    QVERIFY(outcome.output.endsWith("…\n"));
    QCOMPARE(outcome.output.count('\n'), 2);
}

void AxStreamsTest::jsonIsTheSameOnATerminal() {
    AxHome home;
    const Outcome outcome = runOnTerminal(home, {QStringLiteral("list"), QStringLiteral("--json")}, 20);
    QVERIFY(outcome.output.startsWith("{\n  \"schema_version\": 7,\n"));
}

void AxStreamsTest::fullDisk() {
    if (!QFile::exists(QStringLiteral("/dev/full")))
        QSKIP("this system has no /dev/full");
    const AxHome home;
    for (const char* verb : {"version", "help", "list --json"}) {
        const Outcome outcome =
            home.runShell(QStringLiteral("exec \"$AX\" %1 >/dev/full").arg(QLatin1String(verb)));
        QCOMPARE(outcome.errors,
                 QByteArray("ax: cannot write to standard output: No space left on device\n"));
        QCOMPARE(outcome.exitCode, 1);
    }
}

void AxStreamsTest::closedOutput_data() {
    QTest::addColumn<QString>("line");
    QTest::newRow("output") << QStringLiteral("exec \"$AX\" list --json >&-");
    QTest::newRow("input and output") << QStringLiteral("exec \"$AX\" version <&- >&-");
}

void AxStreamsTest::closedOutput() {
    QFETCH(QString, line);
    const Outcome outcome = AxHome().runShell(line);
    QCOMPARE(outcome.errors, QByteArray("ax: cannot write to standard output: Bad file descriptor\n"));
    QCOMPARE(outcome.exitCode, 1);
}

void AxStreamsTest::closedErrors() {
    const AxHome home;
    QCOMPARE(home.runShell(QStringLiteral("exec \"$AX\" frobnicate 2>&-")).exitCode, 2);
    const Outcome outcome = home.runShell(QStringLiteral("exec \"$AX\" version 2>&-"));
    QVERIFY(outcome.output.startsWith("ax v"));
    QCOMPARE(outcome.exitCode, 0);
}

void AxStreamsTest::brokenPipeIsQuiet_data() {
    QTest::addColumn<bool>("ignored");
    QTest::newRow("signal as usual") << false;
    QTest::newRow("signal ignored by the caller") << true;
}

void AxStreamsTest::brokenPipeIsQuiet() {
    QFETCH(bool, ignored);
    std::array<int, 2> ends{};
    QCOMPARE(::pipe2(ends.data(), O_CLOEXEC), 0);
    ::close(ends[0]);
    AxHome home;
    home.setChildModifier([ignored, end = ends[1]] {
        ::dup2(end, STDOUT_FILENO);
        if (ignored)
            std::signal(SIGPIPE, SIG_IGN);
    });
    const Outcome outcome = home.run({QStringLiteral("help")});
    ::close(ends[1]);
    QCOMPARE(outcome.errors, QByteArray());
    QVERIFY(outcome.killed);
}

QTEST_GUILESS_MAIN(AxStreamsTest)
#include "ax_streams_test.moc"
