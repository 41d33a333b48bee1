// SPDX-License-Identifier: MIT
#include "core/base/clock.h"
#include "core/base/process_identity.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace ax;
using namespace std::chrono_literals;

namespace {

constexpr long NoProcess = 4'194'400; // above the kernel's largest id

} // namespace

class ProcessIdentityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokensAreStable();
    void tokensOfStrangeNames();
    void theDeadHaveNone();
    void theDeadMakeNoGroup();
    void readsWords();
    void tellsANamesakeByTheTime();
};

void ProcessIdentityTest::tokensAreStable() {
    const std::string token = startToken(::getpid());
    QVERIFY(!token.empty());
    QCOMPARE(startToken(::getpid()), token);
#ifdef __linux__
    // Field 22, as upstream's `ax` takes it: here by counting blanks, since this test's name holds none.
    QFile stat(QStringLiteral("/proc/self/stat"));
    QVERIFY(stat.open(QIODevice::ReadOnly));
    QCOMPARE(token, "procstat:" + stat.readAll().split(' ')[21].toStdString());
#endif
    for (const long processId : {0L, -1L, NoProcess}) {
        QVERIFY(startToken(processId).empty());
        QVERIFY(commandLineOf(processId).empty());
    }
}

/// The name stands in brackets before the field, and may hold brackets and blanks itself.
void ProcessIdentityTest::tokensOfStrangeNames() {
    const QTemporaryDir folder;
    const QString program = folder.filePath(QStringLiteral("a) S 1 (b"));
    QVERIFY(QFile::copy(QStringLiteral("/bin/cat"), program));
    QProcess process;
    process.start(program, {QStringLiteral("-u")});
    process.write("x");
    QVERIFY(process.waitForReadyRead());
    const std::string token = startToken(static_cast<long>(process.processId()));
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QVERIFY2(!token.empty(), token.c_str());
#ifdef __linux__
    const auto ticks = [](const std::string& text) { return std::stoll(text.substr(text.find(':') + 1)); };
    QVERIFY(ticks(token) >= ticks(startToken(::getpid()))); // a field beside it would be far off
    QVERIFY(ticks(token) - ticks(startToken(::getpid())) < 60LL * ::sysconf(_SC_CLK_TCK));
#endif
}

/// Of one that has ended and has not been collected the kernel says that its group is there.
void ProcessIdentityTest::theDeadMakeNoGroup() {
    const pid_t child = ::fork();
    if (child == 0) {
        ::pause();
        ::_exit(0);
    }
    ::setpgid(child, child);
    QVERIFY(groupLives(child));
    ::kill(child, SIGKILL);
    siginfo_t information{};
    QCOMPARE(::waitid(P_PID, static_cast<id_t>(child), &information, WEXITED | WNOWAIT), 0);
    QCOMPARE(::kill(-child, 0), 0);
#ifdef __linux__
    QVERIFY(!groupLives(child));
#endif
    QCOMPARE(::waitpid(child, nullptr, 0), child);
    QVERIFY(!groupLives(child));
    QVERIFY(!groupLives(NoProcess));
}

/// Also while nobody has collected them.
void ProcessIdentityTest::theDeadHaveNone() {
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(0);
    QVERIFY(child > 0);
    siginfo_t information{};
    QCOMPARE(::waitid(P_PID, static_cast<id_t>(child), &information, WEXITED | WNOWAIT), 0);
    QVERIFY(startToken(child).empty());
    QVERIFY(!isProcessOfRecord(child, SystemClock().now()));
    QCOMPARE(::waitpid(child, nullptr, 0), child);
    QVERIFY(startToken(child).empty());
}

void ProcessIdentityTest::readsWords() {
    QProcess process;
    process.start(QStringLiteral("/bin/sh"),
                  {QStringLiteral("-c"), QStringLiteral("echo up; read line; :"), QStringLiteral("two words"),
                   QString(), QStringLiteral("tab\tline\n")});
    QVERIFY(process.waitForReadyRead());
    const std::vector<std::string> words = commandLineOf(static_cast<long>(process.processId()));
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QCOMPARE(words, (std::vector<std::string>{"/bin/sh", "-c", "echo up; read line; :", "two words", "",
                                              "tab\tline\n"}));
}

void ProcessIdentityTest::tellsANamesakeByTheTime() {
    const Timestamp now = SystemClock().now();
    QVERIFY(isProcessOfRecord(::getpid(), now));
    QVERIFY(isProcessOfRecord(::getpid(), now + 24h));
    QVERIFY(!isProcessOfRecord(::getpid(), now - 24h)); // the record is older than the process
    QVERIFY(!isProcessOfRecord(NoProcess, now));
    QVERIFY(!isProcessOfRecord(0, now));
}

QTEST_GUILESS_MAIN(ProcessIdentityTest)
#include "process_identity_test.moc"
