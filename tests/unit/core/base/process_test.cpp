// SPDX-License-Identifier: MIT
#include "core/base/file_system.h"
#include "core/base/process.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <unistd.h>

using namespace ax;
using namespace std::chrono_literals;

class ProcessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void collectsOutput();
    void tellsExitCodes();
    void missesPrograms();
    void endsWhatTakesTooLong();
    void endsWhatWritesTooMuch();
    void isNotHeldUpByGrandchildren();
    void givesChildrenCleanSignalsAndNoInput();
    void leavesNoDescriptorsBehind();
    void knowsProcesses();
    void findsPrograms();

private:
    static Result<ProcessOutput> shell(const std::string& script,
                                       std::chrono::milliseconds limit = 20'000ms) {
        return RealProcessRunner().run({"sh", "-c", script}, limit);
    }
};

void ProcessTest::collectsOutput() {
    QCOMPARE(shell("printf 'a\\nb'; echo error >&2")->standardOutput, "a\nb");
    QCOMPARE(shell("head -c 1000000 /dev/zero")->standardOutput.size(), std::size_t{1'000'000});
    QCOMPARE(RealProcessRunner().run({"printf", "%s", "it's; $HOME"}, 20'000ms)->standardOutput,
             "it's; $HOME");
    QCOMPARE(shell("true")->standardOutput, "");
    const auto both = shell("head -c 300000 /dev/zero >&2; echo out; echo error >&2");
    QCOMPARE(both->standardOutput, "out\n");
    QCOMPARE(both->standardError.size(), std::size_t{300'006});
    QVERIFY(both->standardError.ends_with("error\n"));
}

void ProcessTest::tellsExitCodes() {
    QCOMPARE(shell("exit 3")->exitCode, 3);
    QCOMPARE(shell("kill -TERM $$")->exitCode, 128 + SIGTERM);
}

void ProcessTest::missesPrograms() {
    const auto missing = RealProcessRunner().run({"ax-no-such-program"}, 20'000ms);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QVERIFY(missing.error().message.contains("ax-no-such-program"));
    QCOMPARE(RealProcessRunner().run({}, 20'000ms).error().code, ErrorCode::Invalid);
}

void ProcessTest::endsWhatTakesTooLong() {
    QTemporaryDir folder;
    const std::string marker = folder.filePath(QStringLiteral("pid")).toStdString();
    // The limit leaves time to write the marker, whatever else this machine does.
    const auto late = shell("echo $$ > '" + marker + "'; trap '' TERM HUP; sleep 1000", 2'000ms);
    QCOMPARE(late.error().code, ErrorCode::Busy);
    const long processId = std::stol(*readWholeFile(RealFileSystem(), marker, 100));
    QVERIFY(!processExists(processId));
}

void ProcessTest::endsWhatWritesTooMuch() {
    QCOMPARE(shell("yes").error().code, ErrorCode::Busy);
}

void ProcessTest::isNotHeldUpByGrandchildren() {
    const auto output = shell("sleep 1000 & echo $!");
    QVERIFY(output);
    QCOMPARE(output->exitCode, 0);
    ::kill(static_cast<pid_t>(std::stol(output->standardOutput)), SIGKILL);
}

void ProcessTest::givesChildrenCleanSignalsAndNoInput() {
    sigset_t blocked;
    sigset_t before;
    sigfillset(&blocked);
    ::pthread_sigmask(SIG_SETMASK, &blocked, &before);
    ::signal(SIGPIPE, SIG_IGN);
    const auto output =
        RealProcessRunner().run({"grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"}, 20'000ms);
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
    if (!output || output->exitCode != 0)
        QSKIP("no /proc here");
    QCOMPARE(output->standardOutput, "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
    QCOMPARE(shell("cat; echo end")->standardOutput, "end\n");
}

void ProcessTest::leavesNoDescriptorsBehind() {
    const auto open = [] {
        int count = 0;
        for (int descriptor = 0; descriptor < 512; ++descriptor)
            count += ::lseek(descriptor, 0, SEEK_CUR) >= 0 || errno != EBADF ? 1 : 0;
        return count;
    };
    const int before = open();
    for (int i = 0; i < 5; ++i) {
        QVERIFY(shell("true"));
        QVERIFY(!RealProcessRunner().run({"ax-no-such-program"}, 20'000ms));
        QVERIFY(!shell("yes"));
    }
    QCOMPARE(open(), before);
}

void ProcessTest::knowsProcesses() {
    QVERIFY(processExists(::getpid()));
    QVERIFY(processExists(1)); // of somebody else, maybe
    QVERIFY(!processExists(0));
    QVERIFY(!processExists(-1));
    QVERIFY(!processExists(99'999'999));
}

void ProcessTest::findsPrograms() {
    QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    for (const char* name : {"tool", "plain"}) {
        QFile file(folder.filePath(QString::fromUtf8(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    QFile::setPermissions(folder.filePath(QStringLiteral("tool")),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QVERIFY(RealFileSystem().makeDirectories(path + "/folder"));

    QCOMPARE(findProgram("tool", "/nowhere::" + path), path + "/tool");
    QCOMPARE(findProgram("tool", path + "/:/usr/bin"), path + "/tool");
    QCOMPARE(findProgram(path + "/tool", ""), path + "/tool");
    QCOMPARE(findProgram("plain", path), "");
    QCOMPARE(findProgram("folder", path), "");
    QCOMPARE(findProgram("", path), "");
    QCOMPARE(findProgram("./tool", path), "");
    QVERIFY(findProgram("sh", "/usr/bin:/bin").starts_with('/'));
}

QTEST_GUILESS_MAIN(ProcessTest)
#include "process_test.moc"
