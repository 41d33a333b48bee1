// SPDX-License-Identifier: MIT
#include "core/base/faulty_file_system.h"
#include "core/launch/launch.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ax;

class LaunchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void resumes();
    void resumesWithoutAModelThatIsNone();
    void refusesToResume();
    void starts();
    void mintsIdsOnlyForThoseWhoTakeThem();
    void addsArgumentsOnRequest();
    void letsTheChosenPermissionsWin();
    void refusesToStart();
    void splitsTheShell();
    void keepsBulletPointsFromBeingFlags();

private:
    Session session(const char* harness) const {
        Session session;
        session.harness = harness;
        session.id = "0123-id";
        session.directory = m_directory;
        session.model = "opus";
        return session;
    }
    NewSessionRequest request(const char* harness) const {
        NewSessionRequest request;
        request.harness = harness;
        request.directory = m_directory;
        request.task = "fix it";
        return request;
    }
    std::string command(const NewSessionRequest& request) const {
        const auto spec = startSession(m_config, m_files, request);
        return spec ? spec->command : spec.error().message;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_directory;
    RealFileSystem m_files;
    Config m_config;
};

void LaunchTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_directory = m_folder->path().toStdString();
    m_config = builtInConfig();
}

void LaunchTest::resumes() {
    const auto spec = resumeSession(m_config, m_files, session("claude"));
    QVERIFY(spec);
    QCOMPARE(spec->sessionId, "0123-id");
    QCOMPARE(spec->harness, "claude");
    QCOMPARE(spec->directory, m_directory);
    QCOMPARE(spec->command, "cd '" + m_directory + "' && claude --resume '0123-id' --model 'opus'");
    QCOMPARE(spec->arguments, (std::vector<std::string>{"sh", "-c", spec->command}));
    QCOMPARE(resumeSession(m_config, m_files, session("opencode"))->command,
             "cd '" + m_directory + "' && opencode --session '0123-id'");
}

void LaunchTest::resumesWithoutAModelThatIsNone() {
    Session synthetic = session("claude");
    for (const char* model : {"<synthetic>", "", "<", "--dangerously-skip-permissions"}) {
        synthetic.model = model;
        QVERIFY(resumeSession(m_config, m_files, synthetic)->command.ends_with("claude --resume '0123-id'"));
    }
}

void LaunchTest::refusesToResume() {
    Session gone = session("claude");
    gone.directory = m_directory + "/gone";
    const auto spec = resumeSession(m_config, m_files, gone);
    QCOMPARE(spec.error().code, ErrorCode::NotFound);
    QCOMPARE(spec.error().message, "the folder " + gone.directory + " is gone");
    gone.directory.clear();
    QCOMPARE(resumeSession(m_config, m_files, gone).error().code, ErrorCode::NotFound);

    QVERIFY(m_files.append(m_directory + "/file", ""));
    Session odd = session("claude");
    odd.directory = m_directory + "/file";
    QCOMPARE(resumeSession(m_config, m_files, odd).error().code, ErrorCode::Invalid);

    FaultyFileSystem faulty(m_files);
    faulty.deny(m_directory);
    QCOMPARE(resumeSession(m_config, faulty, session("claude")).error().code, ErrorCode::Denied);

    QCOMPARE(resumeSession(m_config, m_files, session("unknown")).error().code, ErrorCode::Invalid);
    m_config.harnesses[0].resume.clear();
    const auto none = resumeSession(m_config, m_files, session("claude"));
    QCOMPARE(none.error().message, "the harness `claude` has no `resume` command in the configuration");
    for (const char* id : {"", "--dangerously-skip-permissions"}) {
        Session hostile = session("codex");
        hostile.id = id;
        QCOMPARE(resumeSession(m_config, m_files, hostile).error().code, ErrorCode::Invalid);
    }
}

void LaunchTest::starts() {
    NewSessionRequest opus = request("claude");
    opus.model = "opus";
    const auto spec = startSession(m_config, m_files, opus);
    QVERIFY(spec);
    QCOMPARE(spec->sessionId.size(), std::size_t{36});
    QCOMPARE(spec->command, "claude --session-id '" + spec->sessionId + "' --model 'opus' 'fix it'");
    QCOMPARE(spec->directory, m_directory);
    QCOMPARE(spec->arguments, (std::vector<std::string>{"sh", "-c", spec->command}));
    QVERIFY(startSession(m_config, m_files, opus)->sessionId != spec->sessionId);
}

void LaunchTest::mintsIdsOnlyForThoseWhoTakeThem() {
    QCOMPARE(startSession(m_config, m_files, request("codex"))->sessionId, "");
    QCOMPARE(startSession(m_config, m_files, request("opencode"))->sessionId, "");
    QCOMPARE(startSession(m_config, m_files, request("pi"))->sessionId.size(), std::size_t{36});
    QCOMPARE(command(request("opencode")), "opencode --prompt='fix it'");
    NewSessionRequest silent = request("opencode");
    silent.task.clear();
    QCOMPARE(command(silent), "opencode");
}

void LaunchTest::addsArgumentsOnRequest() {
    m_config.harnesses[2].arguments = "--search -c x='a b'";
    NewSessionRequest with = request("codex");
    QVERIFY(!command(with).contains("--search"));
    with.withHarnessArguments = true;
    QCOMPARE(command(with), "codex --no-daemon --sandbox danger-full-access -c approval_policy=\"never\" "
                            "--search -c x='a b' 'fix it'");
}

void LaunchTest::letsTheChosenPermissionsWin() {
    NewSessionRequest asking = request("codex");
    asking.permissions = PermissionMode::AcceptEdits;
    QCOMPARE(command(asking),
             "codex --no-daemon --sandbox workspace-write --ask-for-approval on-request 'fix it'");

    m_config.harnesses[0].arguments = "--dangerously-skip-permissions --verbose";
    NewSessionRequest planning = request("claude");
    planning.permissions = PermissionMode::Plan;
    planning.withHarnessArguments = true;
    QVERIFY(command(planning).ends_with(" --verbose --permission-mode plan 'fix it'"));
    QVERIFY(!command(planning).contains("dangerously"));
    planning.permissions = PermissionMode::HarnessDefault;
    QVERIFY(command(planning).contains("--dangerously-skip-permissions --verbose"));
}

void LaunchTest::refusesToStart() {
    QCOMPARE(startSession(m_config, m_files, request("unknown")).error().message,
             "no harness is called `unknown`");
    NewSessionRequest impossible = request("pi");
    impossible.permissions = PermissionMode::Plan;
    QCOMPARE(startSession(m_config, m_files, impossible).error().code, ErrorCode::Invalid);
    NewSessionRequest gone = request("claude");
    gone.directory += "/gone";
    QCOMPARE(startSession(m_config, m_files, gone).error().code, ErrorCode::NotFound);
    m_config.harnesses[1].launch.clear();
    QCOMPARE(startSession(m_config, m_files, request("pi")).error().code, ErrorCode::Invalid);
}

void LaunchTest::splitsTheShell() {
    m_config.shell = "  zsh   -lic ";
    const auto spec = startSession(m_config, m_files, request("opencode"));
    QCOMPARE(spec->arguments, (std::vector<std::string>{"zsh", "-lic", spec->command}));
    m_config.shell = "";
    QCOMPARE(startSession(m_config, m_files, request("opencode"))->arguments[0], "sh");
}

void LaunchTest::keepsBulletPointsFromBeingFlags() {
    NewSessionRequest list = request("opencode");
    list.task = "- this\n- that";
    QCOMPARE(command(list), "opencode --prompt=' - this\n- that'");
}

QTEST_GUILESS_MAIN(LaunchTest)
#include "launch_test.moc"
