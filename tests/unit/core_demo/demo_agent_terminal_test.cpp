// SPDX-License-Identifier: MIT
#include "terminal_driver.h"

#include "core/base/process.h"
#include "core/demo/claude_writer.h"
#include "core/transcripts/excerpt.h"
#include "core/transcripts/transcript_reader.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <filesystem>

using namespace ax;
using namespace Qt::StringLiterals;

/// The true program on a true terminal.
class DemoAgentTerminalTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdsAWholeConversation();
    void redrawsForAnotherSize();
    void resumesWhereItStopped();
    void hangingUpEndsItCleanly();
    void termEndsItCleanly();
    void goesOnWithAFullDisk();
    void unknownSessionIsRefused();
    void needsATerminal();
};

namespace {

const std::string SessionId = "0a1b2c3d-1111-4222-8333-444455556666";
constexpr auto StatusAnswer = "\x1b]7501;?\x1b\\";

/// A home, a project folder, and the program to run in them.
struct Place {
    QTemporaryDir root;
    std::string home = make(u"home"_s);
    std::string project = make(u"my project"_s);

    std::string make(const QString& name) const {
        QDir(root.path()).mkdir(name);
        return QFileInfo(root.filePath(name)).canonicalFilePath().toStdString();
    }

    TerminalDriver start(std::vector<std::string> arguments,
                         TerminalSize size = {.columns = 80, .rows = 24}) const {
        arguments.insert(arguments.begin(), {AX_BINARY_DIR "/ax-demo-agent", "--pace", "4"});
        return {{arguments, project, {{"HOME", home}, {"PATH", "/usr/bin:/bin"}, {"TERM", "xterm-256color"}}},
                size};
    }

    std::string transcript() const { return claudeProjectFolder(home, project) + "/" + SessionId + ".jsonl"; }

    QString stateFile(pid_t processId) const {
        return QString::fromStdString(home) + u"/.claude/sessions/%1.json"_s.arg(processId);
    }

    QJsonObject state(pid_t processId) const {
        QFile file(stateFile(processId));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                              : QJsonObject();
    }

    TranscriptFacts facts() const {
        const RealFileSystem files;
        const auto file = files.open(transcript());
        TranscriptReader reader("claude", TranscriptRole::Session);
        TranscriptScratch scratch;
        return file && reader.readAppended(**file, scratch) ? reader.facts() : TranscriptFacts();
    }
};

} // namespace

void DemoAgentTerminalTest::holdsAWholeConversation() {
    const Place place;
    TerminalDriver terminal = place.start({"--session-id", SessionId, "--model", "claude-haiku-5-5"});
    QVERIFY(terminal.started());
    QVERIFY(terminal.waitFor("\x1b]7501;?\a"));
    terminal.type(StatusAnswer);
    QVERIFY(terminal.waitFor("state=idle:app=claude-code\a"));
    QCOMPARE(place.state(terminal.processId()).value(u"status"_s), u"idle"_s);
    QCOMPARE(place.state(terminal.processId()).value(u"sessionId"_s).toString().toStdString(), SessionId);
    QCOMPARE(place.state(terminal.processId()).value(u"cwd"_s).toString().toStdString(), place.project);

    terminal.type("Test the \xe6\x97"); // a letter cut in two, a second line, something pasted
    terminal.type("\xa5 please\x1b\r");
    terminal.type("\x1b[200~pasted\x1b[201~");
    QVERIFY(terminal.waitFor("pasted"));
    terminal.type("\r");
    QVERIFY(terminal.waitFor("state=working"));
    QVERIFY(terminal.waitFor("state=blocked:app=claude-code:kind=permission:msg="));
    QVERIFY(terminal.waitFor("Do you want to run: npm test?"));
    QVERIFY(terminal.waitFor("1. Yes"));
    QCOMPARE(place.state(terminal.processId()).value(u"status"_s), u"waiting"_s);
    QCOMPARE(place.state(terminal.processId()).value(u"waitingFor"_s), u"permission prompt"_s);
    terminal.type("1");
    QVERIFY(terminal.waitFor("state=working"));
    QVERIFY(terminal.waitFor("state=done"));
    QCOMPARE(place.state(terminal.processId()).value(u"status"_s), u"idle"_s);

    terminal.type("/exit\r");
    QVERIFY(terminal.waitFor("state=clear"));
    QCOMPARE(terminal.waitForExit(), 0);
    QVERIFY(!QFileInfo::exists(place.stateFile(terminal.processId())));
    const TranscriptFacts facts = place.facts();
    QCOMPARE(facts.damagedRecords + facts.unknownRecords, 0U);
    QCOMPARE(facts.prompts, 1U);
    QCOMPARE(facts.model, "claude-haiku-5-5");
    QCOMPARE(facts.directory, place.project);
    const auto excerpt = readExcerpt(RealFileSystem(), "claude", place.transcript(), UINT64_MAX);
    QCOMPARE(std::get<TextBlock>(excerpt->turns.front().blocks.front()).markdown,
             "Test the 日 please\npasted");
}

void DemoAgentTerminalTest::redrawsForAnotherSize() {
    const Place place;
    TerminalDriver terminal = place.start({"hello"});
    QVERIFY(terminal.waitFor("an answer."));
    terminal.resize({.columns = 30, .rows = 8});
    QVERIFY(terminal.waitFor("\x1b[2J"));
    QVERIFY(terminal.waitFor("hello")); // the conversation is drawn again
    terminal.resize({.columns = 1, .rows = 1});
    QVERIFY(terminal.waitFor("\x1b[2J"));
    terminal.type("/exit\r");
    QCOMPARE(terminal.waitForExit(), 0);
}

void DemoAgentTerminalTest::resumesWhereItStopped() {
    const Place place;
    TerminalDriver first = place.start({"--session-id", SessionId, "explain"});
    QVERIFY(first.waitFor("disagree."));
    QVERIFY(first.waitFor("Enter to send"));
    first.type("/exit\r");
    QCOMPARE(first.waitForExit(), 0);
    const TranscriptFacts before = place.facts();

    TerminalDriver second = place.start({"--resume", SessionId});
    QVERIFY(second.waitFor("explain"));
    QVERIFY(second.waitFor("Enter to send"));
    second.type("thanks\r");
    QVERIFY(second.waitFor("an answer."));
    QVERIFY(second.waitFor("Enter to send"));
    QCOMPARE(place.facts().answers, before.answers + 1);
    QCOMPARE(place.facts().prompts, 2U);
    QCOMPARE(place.facts().sessionId, SessionId);
}

void DemoAgentTerminalTest::hangingUpEndsItCleanly() {
    const Place place;
    TerminalDriver terminal = place.start({"--session-id", SessionId, "test"});
    QVERIFY(terminal.waitFor("Do you want to"));
    const pid_t processId = terminal.processId();
    QVERIFY(QFileInfo::exists(place.stateFile(processId)));
    terminal.hangUp();
    QTRY_VERIFY(!processExists(processId));
    QVERIFY(!QFileInfo::exists(place.stateFile(processId)));
    QCOMPARE(place.facts().damagedRecords, 0U);
}

void DemoAgentTerminalTest::termEndsItCleanly() {
    const Place place;
    TerminalDriver terminal = place.start({"--session-id", SessionId});
    QVERIFY(terminal.waitFor("Enter to send"));
    ::kill(terminal.processId(), SIGTERM);
    QCOMPARE(terminal.waitForExit(), 0);
    QVERIFY(!QFileInfo::exists(place.stateFile(terminal.processId())));
}

void DemoAgentTerminalTest::goesOnWithAFullDisk() {
    if (!QFileInfo::exists(u"/dev/full"_s))
        QSKIP("this system has no /dev/full");
    const Place place;
    const std::filesystem::path transcript = place.transcript();
    std::filesystem::create_directories(transcript.parent_path());
    std::filesystem::create_symlink("/dev/full", transcript);
    TerminalDriver terminal = place.start({"--session-id", SessionId, "hello"});
    QVERIFY(terminal.waitFor("This is not saved"));
    QVERIFY(terminal.waitFor("Enter to send"));
    terminal.type("/exit\r");
    QCOMPARE(terminal.waitForExit(), 0);
}

void DemoAgentTerminalTest::unknownSessionIsRefused() {
    const Place place;
    TerminalDriver terminal = place.start({"--resume", SessionId});
    QVERIFY(terminal.waitFor("No conversation found with session ID: " + SessionId));
    QCOMPARE(terminal.waitForExit(), 1);
}

void DemoAgentTerminalTest::needsATerminal() {
    const Place place;
    const auto output = RealProcessRunner().run({"env", "HOME=" + place.home, AX_BINARY_DIR "/ax-demo-agent"},
                                                std::chrono::milliseconds(10'000));
    QVERIFY(output.has_value());
    QCOMPARE(output->exitCode, 2);
    QVERIFY(QDir(QString::fromStdString(place.home))
                .isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
}

QTEST_GUILESS_MAIN(DemoAgentTerminalTest)
#include "demo_agent_terminal_test.moc"
