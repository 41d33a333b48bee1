// SPDX-License-Identifier: MIT
#include "core/base/process.h"
#include "tests/unit/terminal/child.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace ax;
using namespace ax::terminal;
using namespace Qt::StringLiterals;

namespace {

/// A channel with all it gave.
struct Listener {
    explicit Listener(std::unique_ptr<PtyChannel> started) : channel(std::move(started)) {
        QObject::connect(channel.get(), &ByteChannel::received, channel.get(),
                         [this](const QByteArray& bytes) {
                             seen += bytes;
                             lateBytes = lateBytes || exit.has_value();
                         });
        QObject::connect(channel.get(), &ByteChannel::finished, channel.get(), [this](ProcessExit how) {
            exit = how;
            ++ends;
        });
    }
    std::unique_ptr<PtyChannel> channel;
    QByteArray seen;
    std::optional<ProcessExit> exit;
    int ends = 0;
    bool lateBytes = false;
};

constexpr int Patience = 20'000;

} // namespace

class PtyChannelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unknownProgram();
    void echo();
    void exitCode();
    void endBySignal();
    void largeOutputArrivesWhole();
    void lastWordsOfAShortLife();
    void largeInputArrivesWhole();
    void pauseStopsReading();
    void endWhilePaused();
    void resize();
    void close();
    void closeKillsTheDeaf();
    void closeGivesTheGroupItsGrace();
    void backgroundJobDoesNotKeepItOpen();
    void destructionDoesNotWait();
    void destructionInASlot();
    void writeAfterTheEnd();
};

void PtyChannelTest::unknownProgram() {
    const auto channel =
        PtyChannel::start({.arguments = {"no-such-program-7501"}, .workingDirectory = {}, .variables = {}},
                          {.columns = 80, .rows = 24});
    QVERIFY(!channel);
    QCOMPARE(channel.error().code, ErrorCode::NotFound);
}

void PtyChannelTest::echo() {
    Listener listener(startScript("stty raw -echo; echo ready; exec cat"));
    QVERIFY(listener.channel->processId() > 0);
    QTRY_VERIFY(listener.seen.contains("ready"));
    listener.channel->write("h\xc3\xa9llo\x7f");
    QTRY_VERIFY(listener.seen.contains("h\xc3\xa9llo\x7f"));
}

void PtyChannelTest::exitCode() {
    Listener listener(startScript("exit 7"));
    QTRY_VERIFY(listener.exit);
    QCOMPARE(listener.exit->code, 7);
    QVERIFY(!listener.exit->signal);
    QCOMPARE(listener.ends, 1);
}

void PtyChannelTest::endBySignal() {
    Listener listener(startScript("kill -KILL $$"));
    QTRY_VERIFY(listener.exit);
    QCOMPARE(listener.exit->signal, SIGKILL);
}

void PtyChannelTest::largeOutputArrivesWhole() {
    Listener listener(startScript("head -c 20000000 /dev/zero | tr '\\0' x; printf end"));
    QTRY_VERIFY_WITH_TIMEOUT(listener.exit, Patience);
    QCOMPARE(listener.seen.size(), 20'000'003);
    QVERIFY(listener.seen.endsWith("xend"));
    QVERIFY(!listener.lateBytes);
}

void PtyChannelTest::lastWordsOfAShortLife() {
    for (int i = 0; i < 20; ++i) {
        Listener listener(startScript("printf 'goodbye\\n'"));
        QTRY_VERIFY(listener.exit);
        QCOMPARE(listener.seen, "goodbye\r\n");
        QVERIFY(!listener.lateBytes);
    }
}

void PtyChannelTest::largeInputArrivesWhole() {
    // The reader starts late: what does not fit into the kernel's buffer waits with us.
    Listener listener(
        startScript("stty raw -echo; echo ready; read -r go < /dev/null; head -c 1000000 | wc -c"));
    QTRY_VERIFY(listener.seen.contains("ready"));
    listener.seen.clear();
    for (int i = 0; i < 10; ++i)
        listener.channel->write(QByteArray(100'000, 'x'));
    QTRY_VERIFY_WITH_TIMEOUT(listener.exit, Patience);
    QCOMPARE(listener.seen.trimmed(), "1000000");
}

void PtyChannelTest::pauseStopsReading() {
    Listener listener(
        startScript("echo ready; read -r go; head -c 5000000 /dev/zero | tr '\\0' x; echo done"));
    QTRY_VERIFY(listener.seen.contains("ready"));
    const auto pausing = connect(listener.channel.get(), &ByteChannel::received, this, [&listener] {
        if (listener.seen.size() > 100'000)
            listener.channel->setFlow(ByteChannel::Flow::Paused);
    });
    listener.channel->write("go\n");
    QTRY_VERIFY(listener.seen.size() > 100'000);
    const qsizetype whenPaused = listener.seen.size();
    // Nothing may come any more: other work of the event loop goes on meanwhile.
    Listener other(startScript("echo other"));
    QTRY_VERIFY(other.exit);
    QCOMPARE(listener.seen.size(), whenPaused);
    QVERIFY(!listener.exit);
    disconnect(pausing);
    listener.channel->setFlow(ByteChannel::Flow::Running);
    QTRY_VERIFY_WITH_TIMEOUT(listener.exit, Patience);
    QVERIFY(listener.seen.endsWith("done\r\n"));
}

void PtyChannelTest::endWhilePaused() {
    Listener listener(startScript("echo ready; read -r go; printf last"));
    QTRY_VERIFY(listener.seen.contains("ready"));
    listener.channel->setFlow(ByteChannel::Flow::Paused);
    listener.channel->write("go\n");
    const auto process = listener.channel->processId();
    // A zombie still exists; it is our own collecting of it that must not happen yet.
    Listener other(startScript("while kill -0 " + std::to_string(process) +
                               " && ! grep -q '^State:.Z' /proc/" + std::to_string(process) +
                               "/status; do :; done"));
    QTRY_VERIFY(other.exit);
    QVERIFY(!listener.exit);
    listener.channel->setFlow(ByteChannel::Flow::Running);
    QTRY_VERIFY(listener.exit);
    QVERIFY(listener.seen.endsWith("last"));
}

void PtyChannelTest::resize() {
    Listener listener(
        startScript("stty size; trap 'stty size' WINCH; echo ready; while :; do sleep 0.02; done"));
    QTRY_VERIFY(listener.seen.contains("ready"));
    QVERIFY(listener.seen.startsWith("24 80"));
    listener.channel->resize({.columns = 101, .rows = 33});
    QTRY_VERIFY(listener.seen.contains("33 101"));
    listener.channel->resize({.columns = 0, .rows = 0}); // nonsense is not passed on
    listener.channel->resize({.columns = 102, .rows = 34});
    QTRY_VERIFY(listener.seen.contains("34 102"));
}

void PtyChannelTest::close() {
    Listener listener(startScript("echo ready; exec sleep 1000"));
    QTRY_VERIFY(listener.seen.contains("ready"));
    listener.channel->close();
    listener.channel->close();
    QTRY_VERIFY(listener.exit);
    QCOMPARE(listener.exit->signal, SIGHUP);
    QCOMPARE(listener.ends, 1);
}

void PtyChannelTest::closeKillsTheDeaf() {
    Listener listener(startScript("trap '' HUP; echo ready; while :; do sleep 1000; done"));
    QTRY_VERIFY(listener.seen.contains("ready"));
    listener.channel->close();
    QTRY_VERIFY_WITH_TIMEOUT(listener.exit, Patience);
    QCOMPARE(listener.exit->signal, SIGKILL);
}

void PtyChannelTest::closeGivesTheGroupItsGrace() {
    // The shell in front dies at once; what it runs puts its things away first.
    Listener listener(
        startScript("sh -c \"trap 'sleep 0.3; echo saved; exit' HUP; echo ready; while :; do sleep 0.02; "
                    "done\" & wait"));
    QTRY_VERIFY(listener.seen.contains("ready"));
    listener.channel->close();
    QTRY_VERIFY(listener.exit);
    QCOMPARE(listener.exit->signal, SIGHUP);
    QVERIFY(listener.seen.contains("saved"));
}

void PtyChannelTest::backgroundJobDoesNotKeepItOpen() {
    Listener listener(startScript("trap '' HUP; (sleep 2; :) & echo gone; exit 3"));
    QElapsedTimer timer;
    timer.start();
    QTRY_VERIFY(listener.exit);
    QCOMPARE(listener.exit->code, 3);
    QVERIFY(timer.elapsed() < 1500);
    QVERIFY(listener.seen.contains("gone"));
}

void PtyChannelTest::destructionDoesNotWait() {
    auto listener =
        std::make_unique<Listener>(startScript("trap '' HUP; echo ready; while :; do sleep 1000; done"));
    QTRY_VERIFY(listener->seen.contains("ready"));
    const long process = listener->channel->processId();
    QElapsedTimer timer;
    timer.start();
    listener.reset();
    QVERIFY2(timer.elapsed() < 50, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(processExists(process));
    QTRY_VERIFY_WITH_TIMEOUT(!processExists(process), Patience);
}

void PtyChannelTest::destructionInASlot() {
    for (const char* const script : {"echo ready; sleep 1000", "echo ready"}) {
        QPointer<PtyChannel> channel = startScript(script).release();
        const long process = channel->processId();
        connect(channel, &ByteChannel::received, this, [channel] { delete channel.get(); });
        QTRY_VERIFY(channel.isNull());
        QTRY_VERIFY_WITH_TIMEOUT(!processExists(process), Patience);
    }
    QPointer<PtyChannel> channel = startScript(":").release();
    connect(channel, &ByteChannel::finished, this, [channel] { delete channel.get(); });
    QTRY_VERIFY(channel.isNull());
}

void PtyChannelTest::writeAfterTheEnd() {
    Listener listener(startScript(":"));
    QTRY_VERIFY(listener.exit);
    listener.channel->write("nobody reads this");
    listener.channel->resize({.columns = 10, .rows = 10});
    listener.channel->setFlow(ByteChannel::Flow::Paused);
    listener.channel->setFlow(ByteChannel::Flow::Running);
    listener.channel->close();
    QTest::qWait(0);
    QCOMPARE(listener.ends, 1);
}

QTEST_GUILESS_MAIN(PtyChannelTest)
#include "pty_channel_test.moc"
