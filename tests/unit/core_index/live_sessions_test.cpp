// SPDX-License-Identifier: MIT
#include "core/base/process_identity.h"
#include "core/index/live_sessions.h"
#include "core/state/hook_state.h"
#include "core/status/reported_status.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>

using namespace ax;
using namespace std::chrono_literals;

class LiveSessionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_paths.stateDirectory = m_folder->path().toStdString();
        m_clock = std::make_unique<ManualClock>(SystemClock().now());
        // A process whose words are a holder's.
        m_holder.setProgram(QStringLiteral("/bin/sh"));
        m_holder.setArguments({QStringLiteral("-c"), QStringLiteral("read line"), QStringLiteral("ax"),
                               QStringLiteral("run"), QStringLiteral("s1"), QStringLiteral("claude")});
        m_holder.start();
        QVERIFY(m_holder.waitForStarted());
    }
    void cleanup() {
        m_holder.kill();
        m_holder.waitForFinished();
    }

    void outputMakesItWorkForAWhile() {
        LiveSessions live(m_files, *m_clock, m_paths);
        LiveSessions::Ids touched;
        live.rescan(touched);
        QVERIFY(touched.empty() && !live.timeOfNextChange());
        beat(m_clock->now());
        live.update(heartbeatFolder(m_paths) + "/s1", touched);
        QCOMPARE(touched, LiveSessions::Ids{"s1"});
        QVERIFY(live.find("s1")->witness.lives && live.find("s1")->witness.isWriting);
        QCOMPARE(live.processes().size(), 1UL);
        const auto next = live.timeOfNextChange();
        QVERIFY(next && *next > m_clock->now() && *next <= m_clock->now() + 7s);
        touched.clear();
        live.passTime(touched);
        QVERIFY(touched.empty()); // not yet
        m_clock->advance(*next - m_clock->now());
        live.passTime(touched);
        QCOMPARE(touched, LiveSessions::Ids{"s1"});
        QVERIFY(!live.find("s1")->witness.isWriting);
        QVERIFY(!live.timeOfNextChange()); // only a file can change it now
    }

    // The machine slept: the beat is old, the process is there.
    void aLateBeatIsNoCrash() {
        LiveSessions live(m_files, *m_clock, m_paths);
        beat(m_clock->now());
        m_clock->advance(2h);
        LiveSessions::Ids touched;
        live.rescan(touched);
        QVERIFY(live.find("s1")->witness.lives);
    }

    void aDeadHolderIsACrash() {
        LiveSessions live(m_files, *m_clock, m_paths);
        beat(m_clock->now());
        LiveSessions::Ids touched;
        live.rescan(touched);
        QVERIFY(live.find("s1")->witness.lives);
        m_holder.kill();
        QVERIFY(m_holder.waitForFinished());
        touched.clear();
        live.update(heartbeatFolder(m_paths) + "/s1", touched);
        QCOMPARE(touched, LiveSessions::Ids{"s1"});
        QVERIFY(!live.find("s1")->witness.lives);
        removeHeartbeat(m_files, m_paths, "s1");
        live.update(heartbeatFolder(m_paths) + "/s1", touched);
        QVERIFY(live.find("s1") == nullptr);
    }

    void anothersNumberIsACrash() {
        LiveSessions live(m_files, *m_clock, m_paths);
        beat(m_clock->now(), "procstat:1");
        LiveSessions::Ids touched;
        live.rescan(touched);
        QVERIFY(!live.find("s1")->witness.lives);
    }

    void anOldVersionsBeatAges() {
        LiveSessions live(m_files, *m_clock, m_paths);
        const Heartbeat old{
            .lastOutput = m_clock->now() - 1h, .holder = 0, .token = {}, .command = "claude", .beat = {}};
        QVERIFY(writeHeartbeat(m_files, m_paths, "s1", old).has_value());
        LiveSessions::Ids touched;
        live.rescan(touched);
        QVERIFY(live.find("s1")->witness.lives);
        touched.clear();
        m_clock->advance(*live.timeOfNextChange() - m_clock->now());
        live.passTime(touched);
        QCOMPARE(touched, LiveSessions::Ids{"s1"});
        QVERIFY(!live.find("s1")->witness.lives);
        QVERIFY(!live.timeOfNextChange());
    }

    void hooksAge() {
        LiveSessions live(m_files, *m_clock, m_paths);
        beat(m_clock->now() - 1h);
        LiveSessions::Ids touched;
        live.rescan(touched);
        QVERIFY(writeHookState(m_files, m_paths, "s1", HookWord::Working).has_value());
        touched.clear();
        live.update(hookStateFolder(m_paths) + "/s1", touched);
        QCOMPARE(touched, LiveSessions::Ids{"s1"});
        QVERIFY(live.find("s1")->witness.hook->isFresh);
        m_clock->advance(*live.timeOfNextChange() - m_clock->now());
        touched.clear();
        live.passTime(touched);
        QCOMPARE(touched, LiveSessions::Ids{"s1"});
        QVERIFY(!live.find("s1")->witness.hook->isFresh);
        QVERIFY(!live.timeOfNextChange());
    }

    void reportsArrive() {
        LiveSessions live(m_files, *m_clock, m_paths);
        beat(m_clock->now());
        LiveSessions::Ids touched;
        live.rescan(touched);
        ReportedStatus report;
        report.program = ReportedStatus::Report{.status = {.state = ProgramState::BlockedOnPermission,
                                                           .program = {},
                                                           .message = "make",
                                                           .title = {},
                                                           .progress = {}},
                                                .at = m_clock->now()};
        QVERIFY(writeReportedStatus(m_files, m_paths, "s1", report).has_value());
        touched.clear();
        live.update(reportedStatusFolder(m_paths) + "/s1.json", touched);
        QCOMPARE(touched, LiveSessions::Ids{"s1"});
        QCOMPARE(live.find("s1")->witness.program->status.message, std::string("make"));
        touched.clear();
        live.update(reportedStatusFolder(m_paths) + "/s1.json", touched);
        QVERIFY(touched.empty()); // says nothing new
    }

private:
    void beat(Timestamp lastOutput, const std::string& token = {}) {
        const long holder = m_holder.processId();
        const Heartbeat heartbeat{.lastOutput = lastOutput,
                                  .holder = holder,
                                  .token = token.empty() ? startToken(holder) : token,
                                  .command = "claude",
                                  .beat = {}};
        QVERIFY(writeHeartbeat(m_files, m_paths, "s1", heartbeat).has_value());
    }

    RealFileSystem m_files;
    Paths m_paths;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    QProcess m_holder;
};

QTEST_GUILESS_MAIN(LiveSessionsTest)
#include "live_sessions_test.moc"
