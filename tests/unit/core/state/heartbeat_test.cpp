// SPDX-License-Identifier: MIT
#include "core/base/clock.h"
#include "core/base/process_identity.h"
#include "core/state/alias.h"
#include "core/state/heartbeat.h"
#include "core/state/hook_state.h"
#include "tests/unit/core/state/fake_holder.h"
#include "tests/unit/core/state/state_folder.h"

#include <QDir>
#include <QtTest>

#include <unistd.h>

using namespace ax;
using namespace ax::test;
using namespace std::chrono_literals;

namespace {

const Timestamp Now = *parseTimestamp("2026-11-05T10:00:00Z");
constexpr long NoProcess = 4'194'400; // above the kernel's largest id

Heartbeat beating(long holder, std::string token) {
    return {.lastOutput = Now, .holder = holder, .token = std::move(token), .command = "claude", .beat = Now};
}

} // namespace

/// The small sidecars that are one text each: heartbeats, what hooks said, aliases.
class HeartbeatTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAllForms();
    void refusesWhatIsNone_data();
    void refusesWhatIsNone();
    void survivesCutsAndDamage();
    void writesPrivately();
    void readsAFolder();
    void touches();
    void knowsAHoldersWords_data();
    void knowsAHoldersWords();
    void knowsARunningOne();
    void knowsFreshOutput();
    void keepsHookWords();
    void keepsAliases();

private:
    StateFolder m_state;
};

void HeartbeatTest::readsAllForms() {
    const auto full = parseHeartbeat("1772618400\t77\tprocstat:5\tclaude\t--tab\nline", Now);
    QVERIFY(full.has_value());
    QCOMPARE(*full, (Heartbeat{.lastOutput = *parseTimestamp("2026-03-04T10:00:00Z"),
                               .holder = 77,
                               .token = "procstat:5",
                               .command = "claude\t--tab\nline",
                               .beat = Now}));
    QCOMPARE(heartbeatText(*full), "1772618400\t77\tprocstat:5\tclaude\t--tab\nline");
    const auto three = parseHeartbeat("1772618400\t77\tcodex", Now);
    QVERIFY(three && three->holder == 77 && three->token.empty());
    QCOMPARE(three->command, "codex");
    const auto two = parseHeartbeat("1772618400\tpi", Now);
    QVERIFY(two && two->holder == 0 && two->token.empty());
    QCOMPARE(two->command, "pi");
    QVERIFY(parseHeartbeat("0\t0\t\t", Now).has_value());
}

void HeartbeatTest::refusesWhatIsNone_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "\t", "1772618400", "x\ty", "-1\tpi", "1.5\tpi", " 1\tpi", "1\t-7\tt\tc", "1\tx\tt\tc",
          "99999999999999999999\tpi", "9999999999999\tpi", "1\t99999999999999999999\tt\tc"})
        QTest::newRow(text) << QByteArray(text);
}

void HeartbeatTest::refusesWhatIsNone() {
    QFETCH(const QByteArray, text);
    QVERIFY(!parseHeartbeat(text.toStdString(), Now));
}

void HeartbeatTest::survivesCutsAndDamage() {
    const std::string whole = "1772618400\t77\tprocstat:5\tclaude";
    unsigned state = 5;
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        const auto heartbeat = parseHeartbeat(whole.substr(0, size), Now);
        QCOMPARE(heartbeat.has_value(), size > 10); // once there are two fields
    }
    for (int round = 0; round < 2000; ++round) {
        std::string damaged = whole;
        for (int change = 0; change < 3; ++change) {
            state = state * 1664525 + 1013904223;
            damaged[(state >> 8) % damaged.size()] = static_cast<char>(state >> 24);
        }
        const auto heartbeat = parseHeartbeat(damaged, Now);
        QVERIFY(!heartbeat || heartbeat->holder >= 0);
    }
}

void HeartbeatTest::writesPrivately() {
    const Heartbeat heartbeat = beating(77, "procstat:5");
    QVERIFY(writeHeartbeat(m_state.files(), m_state.paths(), "w", heartbeat).has_value());
    QCOMPARE(m_state.read("live/w"), heartbeatText(heartbeat));
    QCOMPARE(m_state.permissions("live/w"), StateFolder::Private);
    QCOMPARE(m_state.permissions("live"), StateFolder::Private | QFile::ExeOwner);
    QCOMPARE(QDir(QString::fromStdString(m_state.path("live"))).entryList(QDir::Files | QDir::Hidden),
             QStringList(QStringLiteral("w")));
    for (const char* id : {"", "..", "../x", ".ax-1"})
        QCOMPARE(writeHeartbeat(m_state.files(), m_state.paths(), id, heartbeat).error().code,
                 ErrorCode::Invalid);
    removeHeartbeat(m_state.files(), m_state.paths(), "w");
    removeHeartbeat(m_state.files(), m_state.paths(), "w"); // it is gone already
    QVERIFY(!readHeartbeat(m_state.files(), m_state.paths(), "w"));
}

void HeartbeatTest::readsAFolder() {
    const StateFolder state;
    QVERIFY(readHeartbeats(state.files(), state.paths()).empty());
    state.write("live/a", "5\tpi");
    state.write("live/b", "nonsense");
    state.write("live/.ax-7", "5\tpi"); // somebody is writing
    state.write("live/c", std::string(2 << 20, '1') + "\tpi");
    state.write("secret", "5\tpi");
    const auto heartbeats = readHeartbeats(state.files(), state.paths());
    QCOMPARE(heartbeats.size(), std::size_t{1});
    QCOMPARE(heartbeats.at("a").command, "pi");
    QVERIFY(!readHeartbeat(state.files(), state.paths(), "../secret"));
}

void HeartbeatTest::touches() {
    QVERIFY(writeHeartbeat(m_state.files(), m_state.paths(), "t", beating(1, "x")).has_value());
    QFile file(QString::fromStdString(m_state.path("live/t")));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(
        file.setFileTime(QDateTime::fromSecsSinceEpoch(1'000'000'000), QFileDevice::FileModificationTime));
    file.close();
    QCOMPARE(readHeartbeat(m_state.files(), m_state.paths(), "t")->beat, Timestamp(1'000'000'000s));
    QVERIFY(touchHeartbeat(m_state.paths(), "t").has_value());
    const auto touched = readHeartbeat(m_state.files(), m_state.paths(), "t");
    QVERIFY(SystemClock().now() - touched->beat < 60s);
    QCOMPARE(touched->command, "claude");
    removeHeartbeat(m_state.files(), m_state.paths(), "t");
    QCOMPARE(touchHeartbeat(m_state.paths(), "t").error().code, ErrorCode::NotFound);
}

void HeartbeatTest::knowsAHoldersWords_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* line, bool expected) {
        QTest::newRow(line) << QString::fromLatin1(line).split(u' ', Qt::SkipEmptyParts) << expected;
    };
    row("/usr/bin/ax run 1a claude", true);
    row("ax run --hold 1a", true);
    row("ax run --adopt codex 1a codex", true);
    row("ax run --hold --adopt codex 1a", true);
    row("ax.exe run 1a", true);
    row("ax-1.2 run 1a", true);
    row("/bin/sh /opt/ax/ax run 1a", true);
    row("ax run --cmd-file /tmp/x 1a", true);
    row("ax run", false);
    row("ax run --hold", false);
    row("ax run --adopt", false);
    row("ax run --adopt codex", false);
    row("ax list", false);
    row("axe run 1a", false);
    row("max run 1a", false);
    row("run ax 1a", false);
    row("", false);
}

void HeartbeatTest::knowsAHoldersWords() {
    QFETCH(const QStringList, words);
    QFETCH(const bool, expected);
    std::vector<std::string> line;
    for (const QString& word : words)
        line.push_back(word.toStdString());
    QCOMPARE(looksLikeHolder(line), expected);
}

void HeartbeatTest::knowsARunningOne() {
    // Without a process the beat alone counts.
    QVERIFY(isRunning(beating(0, {}), Now + 50s));
    QVERIFY(!isRunning(beating(0, {}), Now + 50s + 1ns));
    QVERIFY(isRunning(beating(0, {}), Now - 1h)); // the clock was set back
    QVERIFY(!isHolderOf(beating(0, {})));         // nobody to be signalled
    QVERIFY(!isRunning(beating(NoProcess, {}), Now));
    QVERIFY(!isRunning(beating(::getpid(), {}), Now)); // some other program has the number now
    QVERIFY(!isRunning(beating(::getpid(), startToken(::getpid())), Now));

    FakeHolder holder({QStringLiteral("ax"), QStringLiteral("run"), QStringLiteral("1a")});
    const long processId = holder.processId();
    const std::string token = startToken(processId);
    QVERIFY(!token.empty());
    QVERIFY(isRunning(beating(processId, {}), Now));
    QVERIFY(isRunning(beating(processId, token), Now));
    QVERIFY(!isRunning(beating(processId, token), Now + 51s));
    QVERIFY(!isRunning(beating(processId, token + "0"), Now)); // it has the number of one that is gone
    QVERIFY(isHolderOf(beating(processId, token)));
    QVERIFY(isHolderOf(beating(processId, "pslstart:Thu Nov  5 09:59:58 2026"))); // upstream's on macOS
    FakeHolder other({QStringLiteral("ax"), QStringLiteral("list")});
    QVERIFY(!isRunning(beating(other.processId(), startToken(other.processId())), Now));
    holder.end();
    QVERIFY(!isRunning(beating(processId, token), Now));
    QVERIFY(!isRunning(beating(processId, {}), Now));
}

void HeartbeatTest::knowsFreshOutput() {
    const Heartbeat heartbeat = beating(1, {});
    QVERIFY(hasFreshOutput(heartbeat, Now));
    QVERIFY(hasFreshOutput(heartbeat, Now + 5s));
    QVERIFY(!hasFreshOutput(heartbeat, Now + 5s + 1ns));
    QVERIFY(hasFreshOutput(heartbeat, Now - 1s));
    QVERIFY(!hasFreshOutput(heartbeat, Now - 1h)); // the clock was set back: not at work for an hour
}

void HeartbeatTest::keepsHookWords() {
    for (const HookWord word :
         {HookWord::Working, HookWord::Idle, HookWord::Blocked, HookWord::Done, HookWord::Failed}) {
        QVERIFY(writeHookState(m_state.files(), m_state.paths(), "h", word).has_value());
        QCOMPARE(m_state.read("hookstate/h"), hookWordText(word));
        const auto state = readHookState(m_state.files(), m_state.paths(), "h");
        QVERIFY(state && state->word == word);
        QVERIFY(SystemClock().now() - state->at < 60s);
        QCOMPARE(isTerminal(word), word == HookWord::Done || word == HookWord::Failed);
    }
    QCOMPARE(m_state.permissions("hookstate/h"), StateFolder::Private);
    QVERIFY(parseHookWord("blocked\r\n") == HookWord::Blocked);
    for (const char* text : {"", "\n", "Working", "workin", "working idle", " working", "\xff"})
        QVERIFY(!parseHookWord(text));
    m_state.write("hookstate/large", "done" + std::string(8192, ' '));
    QVERIFY(!readHookState(m_state.files(), m_state.paths(), "large"));
    QVERIFY(!readHookState(m_state.files(), m_state.paths(), "../hookstate/h"));
    QVERIFY(!writeHookState(m_state.files(), m_state.paths(), "../h", HookWord::Done));
    removeHookState(m_state.files(), m_state.paths(), "h");
    QVERIFY(!readHookState(m_state.files(), m_state.paths(), "h"));
}

void HeartbeatTest::keepsAliases() {
    QVERIFY(aliasesWith(m_state.files(), m_state.paths(), "").empty());
    QVERIFY(aliasTarget(m_state.files(), m_state.paths(), "launch-1").empty());
    QVERIFY(writeAlias(m_state.files(), m_state.paths(), "launch-1", "true-1").has_value());
    m_state.write("alias/launch-2", "true-2\n");
    m_state.write("alias/.ax-9", "true-3");
    QCOMPARE(aliasTarget(m_state.files(), m_state.paths(), "launch-1"), "true-1");
    QCOMPARE(aliasTarget(m_state.files(), m_state.paths(), "launch-2"), "true-2");
    QCOMPARE(aliasesWith(m_state.files(), m_state.paths(), "launch"),
             (std::vector<std::string>{"launch-1", "launch-2"}));
    QCOMPARE(aliasesWith(m_state.files(), m_state.paths(), "").size(), std::size_t{2});
    QVERIFY(aliasTarget(m_state.files(), m_state.paths(), "../alias/launch-1").empty());
    QVERIFY(!writeAlias(m_state.files(), m_state.paths(), "../x", "y"));
}

QTEST_GUILESS_MAIN(HeartbeatTest)
#include "heartbeat_test.moc"
