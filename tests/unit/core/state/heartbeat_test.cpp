// SPDX-License-Identifier: MIT
#include "core/base/clock.h"
#include "core/base/process_identity.h"
#include "core/state/heartbeat.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace ax;
using namespace std::chrono_literals;

namespace {

Timestamp at(std::int64_t seconds) {
    return Timestamp(std::chrono::seconds(seconds));
}

} // namespace

class HeartbeatTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAllForms() {
        const auto now = parseHeartbeat("1700000000\t42\tprocstat:77\tcd x\t&& claude\nmore", at(1));
        QVERIFY(now.has_value());
        QCOMPARE(now->lastOutput, at(1'700'000'000));
        QCOMPARE(now->holder, 42);
        QCOMPARE(now->token, std::string("procstat:77"));
        QCOMPARE(now->command, std::string("cd x\t&& claude\nmore"));
        QCOMPARE(parseHeartbeat(heartbeatText(*now), at(1)), now);
        const auto older = parseHeartbeat("1700000000\t42\tclaude", at(1));
        QVERIFY(older && older->holder == 42 && older->token.empty() && older->command == "claude");
        const auto oldest = parseHeartbeat("1700000000\tclaude", at(1));
        QVERIFY(oldest && oldest->holder == 0 && oldest->command == "claude");
    }

    void refusesGarbage() {
        for (const char* text :
             {"", "x", "\t\t\t", "17\n", "-5\t1\tt\tc", "1700000000\tx\tt\tc", "1700000000\t-1\tt\tc",
              "99999999999999999999\t1\tt\tc", "1700000000.5\t1\tt\tc"})
            QVERIFY2(!parseHeartbeat(text, at(1)), text);
        const std::string whole = "1700000000\t42\tprocstat:77\tclaude";
        for (std::size_t cut = 0; cut < whole.size(); ++cut)
            (void)parseHeartbeat(whole.substr(0, cut), at(1));
    }

    void knowsHoldersByTheirWords_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<bool>("is");
        const auto row = [](const char* line, bool is) {
            QTest::newRow(line) << QString::fromLatin1(line).split(u' ') << is;
        };
        row("ax run id cmd", true);
        row("/usr/local/bin/ax run id cmd", true);
        row("ax.exe run id cmd", true);
        row("ax-1.2 run --hold id cmd", true);
        row("ax run --adopt codex id cmd", true);
        row("ax run --hold --adopt codex id cmd", true);
        row("ax run --cmd-file f id", true);
        row("nice ax run id cmd", true);
        row("ax list", false);
        row("ax run", false);
        row("axe run id cmd", false);
        row("vim run id", false);
    }
    void knowsHoldersByTheirWords() {
        QFETCH(const QStringList, words);
        QFETCH(const bool, is);
        std::vector<std::string> line;
        for (const QString& word : words)
            line.push_back(word.toStdString());
        QCOMPARE(looksLikeHolder(line), is);
    }

    // This process is no `ax run`, whatever its number and token.
    void aReusedNumberIsNoHolder() {
        Heartbeat heartbeat{.lastOutput = at(100),
                            .holder = ::getpid(),
                            .token = startToken(::getpid()),
                            .command = "c",
                            .beat = at(100)};
        QVERIFY(!heartbeat.token.empty());
        QVERIFY(!isHolderOf(heartbeat));
        QVERIFY(!isRunning(heartbeat, at(101)));
        heartbeat.holder = 0; // of an old version: the beat counts alone
        QVERIFY(isRunning(heartbeat, at(150)));
        QVERIFY(!isRunning(heartbeat, at(151)));
        QVERIFY(isRunning(heartbeat, at(50))); // a clock that was set back
        QVERIFY(hasFreshOutput(heartbeat, at(105)));
        QVERIFY(!hasFreshOutput(heartbeat, at(106)));
    }

    void writesTouchesRemoves() {
        const QTemporaryDir folder;
        const RealFileSystem files;
        const Paths paths{.home = {},
                          .configFile = {},
                          .stateDirectory = folder.filePath(QStringLiteral("ax")).toStdString(),
                          .cacheDirectory = {},
                          .dataDirectory = {}};
        const Heartbeat heartbeat{.lastOutput = at(5), .holder = 7, .token = "t", .command = "c", .beat = {}};
        QVERIFY(writeHeartbeat(files, paths, "s1", heartbeat).has_value());
        struct stat status{};
        QCOMPARE(::stat((heartbeatFolder(paths) + "/s1").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0600U);
        QCOMPARE(::stat(heartbeatFolder(paths).c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0700U);
        const auto read = readHeartbeat(files, paths, "s1");
        QVERIFY(read && read->command == "c" && read->beat > SystemClock().now() - 1min);
        QVERIFY(touchHeartbeat(paths, "s1").has_value());
        QCOMPARE(readHeartbeats(files, paths).size(), 1UL);
        removeHeartbeat(files, paths, "s1");
        QCOMPARE(touchHeartbeat(paths, "s1").error().code, ErrorCode::NotFound);
        QVERIFY(!writeHeartbeat(files, paths, "../s1", heartbeat));
        QVERIFY(!readHeartbeat(files, paths, "../s1"));
    }
};

QTEST_GUILESS_MAIN(HeartbeatTest)
#include "heartbeat_test.moc"
