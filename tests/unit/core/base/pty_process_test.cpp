// SPDX-License-Identifier: MIT
#include "core/base/file_system.h"
#include "core/base/process.h"
#include "core/base/process_exit.h"
#include "core/base/pty_process.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

using namespace ax;
using namespace std::chrono_literals;

namespace {

constexpr auto Patience = 20'000ms;

/// All output of the child until its end, or until `marker` was seen.
std::string readUntil(const PtyProcess& process, const std::string& marker) {
    std::string output;
    std::array<char, 4096> buffer{};
    while (marker.empty() || !output.contains(marker)) {
        if (!waitReadable(process.masterDescriptor(), Patience))
            return output + "(nothing more came)";
        const auto count = ::read(process.masterDescriptor(), buffer.data(), buffer.size());
        if (count <= 0) // EIO: the other side is closed
            return output;
        output.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return output;
}

ProcessExit waitForExit(PtyProcess& process) {
    waitReadable(process.exitDescriptor(), Patience);
    return process.collectExit().value_or(ProcessExit{-1, -1});
}

bool hasNoChildren() {
    return ::waitpid(-1, nullptr, WNOHANG) < 0 && errno == ECHILD;
}

} // namespace

class PtyProcessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void givesATerminalWithASize();
    void neverGivesATerminalWithoutSize();
    void resizes();
    void passesFolderArgumentsAndVariables();
    void takesBytesBothWays();
    void inheritsNothing();
    void reportsExitCodes();
    void reportsSignals();
    void explainsWhatCannotStart_data();
    void explainsWhatCannotStart();
    void hangsUpWhenDestroyed();
    void killsWhatIgnoresTheHangUp();
    void killsTheGroupBehindADeadLeader();
    void endsStoppedChildren();
    void refusesSignalsAfterTheEnd();
    void startsFromAProcessOfManyThreads();

private:
    static Result<std::unique_ptr<PtyProcess>> shell(const std::string& script, TerminalSize size = {}) {
        return PtyProcess::start({.arguments = {"sh", "-c", script},
                                  .workingDirectory = {},
                                  .variables = {{"PATH", "/usr/local/bin:/usr/bin:/bin"}}},
                                 size);
    }
};

void PtyProcessTest::cleanup() {
    QVERIFY(hasNoChildren());
}

void PtyProcessTest::givesATerminalWithASize() {
    const auto process =
        shell("test -t 0 && test -t 1 && test -t 2 && stty size && tty", {.columns = 97, .rows = 31});
    QVERIFY(process);
    const std::string output = readUntil(**process, "");
    QVERIFY2(output.starts_with("31 97\r\n/dev/"), output.c_str());
    QCOMPARE(waitForExit(**process).code, 0);
}

void PtyProcessTest::neverGivesATerminalWithoutSize() {
    const auto process = shell("stty size", {.columns = 0, .rows = 0});
    QCOMPARE(readUntil(**process, ""), "40 120\r\n");
    QCOMPARE((*process)->resize({.columns = 80, .rows = 0}).error().code, ErrorCode::Invalid);
    waitForExit(**process);
}

void PtyProcessTest::resizes() {
    const auto process = shell("trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.01; done");
    readUntil(**process, "ready");
    QVERIFY((*process)->resize({.columns = 132, .rows = 50}));
    QVERIFY(readUntil(**process, "").contains("50 132"));
    QCOMPARE(waitForExit(**process).code, 0);
}

void PtyProcessTest::passesFolderArgumentsAndVariables() {
    QTemporaryDir folder;
    const auto process = PtyProcess::start(
        {.arguments = {"sh", "-c", R"(pwd -P; printf '<%s>' "$@"; env | sort | tr '\n' ' ')", "sh", "a b", "",
                       "it's"},
         .workingDirectory = folder.path().toStdString(),
         .variables = {{"PATH", "/usr/bin:/bin"}, {"AX_ONLY", "value = x"}}},
        {});
    QVERIFY(process);
    const std::string output = readUntil(**process, "");
    QVERIFY2(output.contains(folder.path().toStdString()), output.c_str());
    QVERIFY2(output.contains("<a b><><it's>"), output.c_str());
    QVERIFY2(output.contains("AX_ONLY=value = x"), output.c_str());
    QVERIFY(!output.contains("HOME="));
    waitForExit(**process);
}

void PtyProcessTest::takesBytesBothWays() {
    const auto process = shell("stty -echo; echo ready; read line; echo \"got $line\"");
    readUntil(**process, "ready");
    QCOMPARE(::write((*process)->masterDescriptor(), "hi\n", 3), ssize_t{3});
    QVERIFY(readUntil(**process, "got hi").contains("got hi"));
    QCOMPARE(waitForExit(**process).code, 0);
}

void PtyProcessTest::inheritsNothing() {
    const int leak = ::open("/dev/null", O_RDONLY); // without close-on-exec, as careless libraries do
    QVERIFY(::fcntl(leak, F_DUPFD, 100) >= 100);
    sigset_t blocked;
    sigset_t before;
    sigfillset(&blocked);
    ::pthread_sigmask(SIG_SETMASK, &blocked, &before);
    ::signal(SIGINT, SIG_IGN);
    const auto process = PtyProcess::start({.arguments = {"sh", "-c",
                                                          "ls /proc/$$/fd | tr '\\n' ' '; exec grep -E "
                                                          "'^Sig(Blk|Ign)' /proc/self/status"},
                                            .workingDirectory = {},
                                            .variables = {{"PATH", "/usr/bin:/bin"}}},
                                           {});
    ::signal(SIGINT, SIG_DFL);
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    ::close(leak);
    const std::string output = readUntil(**process, "");
    waitForExit(**process);
    if (!output.contains("SigBlk"))
        QSKIP("no /proc here");
    QVERIFY2(output.starts_with("0 1 2 ") || output.starts_with("0 1 10 2 "),
             output.c_str()); // dash saves one as 10
    QVERIFY2(!output.contains("100"), output.c_str());
    QVERIFY2(output.contains("SigBlk:\t0000000000000000"), output.c_str());
    QVERIFY2(output.contains("SigIgn:\t0000000000000000"), output.c_str());
}

void PtyProcessTest::reportsExitCodes() {
    const auto process = shell("read line; exit 7");
    QVERIFY(!(*process)->collectExit());
    QCOMPARE(::write((*process)->masterDescriptor(), "\n", 1), ssize_t{1});
    const ProcessExit exit = waitForExit(**process);
    QCOMPARE(exit.code, 7);
    QVERIFY(!exit.signal);
    QCOMPARE((*process)->collectExit()->code, 7); // remembered
}

void PtyProcessTest::reportsSignals() {
    const auto process = shell("echo ready; exec sleep 1000");
    readUntil(**process, "ready");
    QVERIFY((*process)->signalGroup(SIGTERM));
    QCOMPARE(waitForExit(**process).signal.value_or(0), SIGTERM);
}

void PtyProcessTest::explainsWhatCannotStart_data() {
    QTest::addColumn<QList<QByteArray>>("arguments");
    QTest::addColumn<QByteArray>("folder");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("named");
    using Words = QList<QByteArray>;
    QTest::newRow("nothing") << Words{} << QByteArray() << int(ErrorCode::Invalid) << QByteArray("name");
    QTest::newRow("not on PATH") << Words{"ax-no-such"} << QByteArray() << int(ErrorCode::NotFound)
                                 << QByteArray("ax-no-such");
    QTest::newRow("no such file") << Words{"/no/such"} << QByteArray() << int(ErrorCode::NotFound)
                                  << QByteArray("/no/such");
    QTest::newRow("not a program") << Words{"/etc/passwd"} << QByteArray() << int(ErrorCode::Denied)
                                   << QByteArray("/etc/passwd");
    QTest::newRow("no such folder") << Words{"sh"} << QByteArray("/no/such") << int(ErrorCode::NotFound)
                                    << QByteArray("/no/such");
    QTest::newRow("NUL") << Words{"sh", QByteArray("a\0b", 3)} << QByteArray() << int(ErrorCode::Invalid)
                         << QByteArray("NUL");
    QTest::newRow("too long") << Words{"sh", QByteArray(8'000'000, 'x')} << QByteArray() << int(ErrorCode::Io)
                              << QByteArray("sh");
}

void PtyProcessTest::explainsWhatCannotStart() {
    QFETCH(QList<QByteArray>, arguments);
    QFETCH(QByteArray, folder);
    QFETCH(int, code);
    QFETCH(QByteArray, named);
    ProcessSpec spec{
        .arguments = {}, .workingDirectory = folder.toStdString(), .variables = {{"PATH", "/usr/bin:/bin"}}};
    for (const QByteArray& argument : arguments)
        spec.arguments.push_back(argument.toStdString());
    const auto process = PtyProcess::start(spec, {});
    QVERIFY(!process);
    QCOMPARE(int(process.error().code), code);
    QVERIFY2(process.error().message.contains(named.toStdString()), process.error().message.c_str());
}

void PtyProcessTest::hangsUpWhenDestroyed() {
    QTemporaryDir folder;
    const std::string marker = folder.filePath(QStringLiteral("hung-up")).toStdString();
    {
        const auto process =
            shell("trap 'echo yes > \"" + marker + "\"; exit' HUP; echo ready; while :; do sleep 0.01; done");
        readUntil(**process, "ready");
    }
    QCOMPARE(*readWholeFile(RealFileSystem(), marker, 100), "yes\n");
}

void PtyProcessTest::killsWhatIgnoresTheHangUp() {
    long processId = 0;
    {
        const auto process = shell("trap '' HUP TERM INT; echo ready; while :; do sleep 0.01; done");
        processId = (*process)->processId();
        readUntil(**process, "ready");
    }
    QVERIFY(!processExists(processId)); // and no zombie: cleanup() looks
}

void PtyProcessTest::killsTheGroupBehindADeadLeader() {
#ifdef __linux__
    ::prctl(PR_SET_CHILD_SUBREAPER, 1); // orphans come to us and can tell how they ended
    pid_t childId = 0;
    {
        const auto process =
            shell("sh -c 'trap \"\" HUP; echo ready $$.; while :; do sleep 0.01; done' & wait");
        const std::string output = readUntil(**process, ".");
        childId = static_cast<pid_t>(std::stol(output.substr(output.find(' '))));
    }
    int status = 0;
    QCOMPARE(::waitpid(childId, &status, 0), childId);
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGKILL);
    while (::waitpid(-1, nullptr, 0) > 0) { // its `sleep`
    }
    ::prctl(PR_SET_CHILD_SUBREAPER, 0);
#else
    QSKIP("orphans cannot be followed here");
#endif
}

void PtyProcessTest::endsStoppedChildren() {
    const auto process = shell("echo ready; kill -STOP $$; exit 5");
    readUntil(**process, "ready");
}

void PtyProcessTest::refusesSignalsAfterTheEnd() {
    const auto process = shell("true");
    waitForExit(**process);
    QCOMPARE((*process)->signalGroup(SIGTERM).error().code, ErrorCode::NotFound);
}

void PtyProcessTest::startsFromAProcessOfManyThreads() {
    std::atomic<bool> stop = false;
    std::vector<std::jthread> busy;
    for (int i = 0; i < 4; ++i)
        busy.emplace_back([&] {
            while (!stop) // holds the allocator's locks at all times
                std::vector<std::string>(100, std::string(100, 'x')).clear();
        });
    std::vector<std::jthread> starters;
    std::atomic<int> good = 0;
    for (int i = 0; i < 4; ++i)
        starters.emplace_back([&] {
            for (int j = 0; j < 5; ++j) {
                const auto process = shell("echo hello");
                good += process && readUntil(**process, "hello").contains("hello") ? 1 : 0;
            }
        });
    starters.clear();
    stop = true;
    QCOMPARE(good.load(), 20);
}

QTEST_GUILESS_MAIN(PtyProcessTest)
#include "pty_process_test.moc"
