// SPDX-License-Identifier: MIT
#include "app/demo-agent/agent.h"
#include "core/base/faulty_file_system.h"
#include "core/base/paths.h"
#include "core/transcripts/excerpt.h"
#include "core/transcripts/transcript_reader.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <ranges>

using namespace ax;
using namespace ax::demo;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// The agent without a terminal: keys and a clock that the test turns.
class DemoAgentTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersAndIsDone();
    void takesItsTimeWordByWord();
    void asksBeforeACommand();
    void alwaysAsksNoMore();
    void declinedGoesOnWithoutTheCommand();
    void escapeInterruptsAndRecordsIt();
    void promptsWaitInAQueue();
    void saysNothingToADeafTerminal();
    void tellsTheTerminalWhatItDoes();
    void leavesOnTheSecondInterrupt();
    void leavingInMidAnswerStaysLeft();
    void fullDiskIsSaidOnceAndGoesOn();
    void resumeAppendsToTheSameFile();
    void idsAreChecked();
};

namespace {

const std::string SessionId = "0a1b2c3d-1111-4222-8333-444455556666";

/// One agent process, made of true parts but for the clock, the terminal and the disk's size.
struct Rig {
    explicit Rig(const std::vector<std::string>& arguments = {"--session-id", SessionId})
        : options(parseOptions(arguments).value()), store(openStore()) {}

    Result<std::unique_ptr<SessionStore>> openStore() {
        return SessionStore::open(files, clock, {home(), "/work/berths", 4711}, options, DemoRandom(7));
    }

    std::string home() const { return folder.path().toStdString(); }
    std::string transcript() const {
        return claudeProjectFolder(home(), "/work/berths") + "/" + SessionId + ".jsonl";
    }

    void type(std::string_view bytes) {
        for (const Key& key : decoder.feed(bytes))
            agent.handle(key);
        for (const Key& key : decoder.decide())
            agent.handle(key);
    }

    /// Lets time go by until only a key goes on; how much that was.
    std::chrono::nanoseconds settle() {
        const Timestamp before = clock.now();
        while (const auto next = agent.nextMoment()) {
            clock.advance(std::max(*next - clock.now(), 0ns));
            agent.advance();
        }
        return clock.now() - before;
    }

    bool shows(std::string_view text) const { return output.contains(text); }

    QString status() const {
        QFile file(QString::fromStdString(home()) + u"/.claude/sessions/4711.json"_s);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const QJsonObject state = QJsonDocument::fromJson(file.readAll()).object();
        return state.value(u"status"_s).toString() + state.value(u"waitingFor"_s).toString();
    }

    std::vector<Turn> turns() const { return readExcerpt(real, "claude", transcript(), UINT64_MAX)->turns; }

    TranscriptFacts facts() const {
        TranscriptReader reader("claude", TranscriptRole::Session);
        TranscriptScratch scratch;
        const auto file = real.open(transcript());
        return file && reader.readAppended(**file, scratch) ? reader.facts() : TranscriptFacts();
    }

    const ToolCall* lastCall() {
        kept = turns();
        for (const Turn& turn : kept | std::views::reverse) {
            for (const TurnBlock& block : turn.blocks | std::views::reverse) {
                if (const auto* call = std::get_if<ToolCall>(&block))
                    return call;
            }
        }
        return nullptr;
    }

    QTemporaryDir folder;
    RealFileSystem real;
    FaultyFileSystem files{real};
    ManualClock clock{Timestamp(1'800'000'000s)};
    Options options;
    Result<std::unique_ptr<SessionStore>> store;
    std::string output;
    ProgramReporter reporter{[this](std::string_view bytes) { output += bytes; }};
    Screen screen{[this](std::string_view bytes) { output += bytes; }, {.columns = 80, .rows = 24}};
    Agent agent{{clock, **store, reporter, screen}, options};
    KeyDecoder decoder;
    std::vector<Turn> kept;
};

} // namespace

void DemoAgentTest::answersAndIsDone() {
    Rig rig;
    rig.agent.begin({});
    QCOMPARE(rig.status(), u"idle"_s);
    rig.type("Explain the booking\r");
    QCOMPARE(rig.status(), u"busy"_s);
    rig.settle();
    QCOMPARE(rig.status(), u"idle"_s);
    const auto turns = rig.turns();
    QCOMPARE(turns.front().role, TurnRole::User);
    QCOMPARE(turns.back().role, TurnRole::Assistant);
    const TranscriptFacts facts = rig.facts();
    QCOMPARE(facts.damagedRecords + facts.unknownRecords, 0U);
    QCOMPARE(facts.sessionId, SessionId);
    QCOMPARE(facts.directory, "/work/berths");
    QCOMPARE(facts.prompts, 1U);
    QCOMPARE(facts.title, "Explain the booking");
    QVERIFY(facts.tokens.output > 0 && facts.contextTokens > 14'000);
}

void DemoAgentTest::takesItsTimeWordByWord() {
    Rig rig({"--pace", "100"});
    rig.agent.begin("hello");
    rig.clock.advance(800ms);
    rig.agent.advance();
    QVERIFY(rig.shows("I") && !rig.shows("script and"));
    const auto time = rig.settle();
    QVERIFY(rig.shows("script and execute nothing"));
    QVERIFY(time > 2s && time < 10s);
}

void DemoAgentTest::asksBeforeACommand() {
    Rig rig;
    rig.agent.begin("run the tests");
    rig.settle();
    QCOMPARE(rig.status(), u"waitingpermission prompt"_s);
    QVERIFY(rig.shows("Do you want to run: npm test?"));
    QVERIFY(rig.lastCall() != nullptr && rig.lastCall()->outcome == ToolOutcome::Pending);
    rig.type("1");
    QCOMPARE(rig.status(), u"busy"_s);
    rig.settle();
    QCOMPARE(rig.status(), u"idle"_s);
    QCOMPARE(rig.lastCall()->outcome, ToolOutcome::Succeeded);
    rig.type("test again\r");
    rig.settle();
    QCOMPARE(rig.status(), u"waitingpermission prompt"_s); // once was once
}

void DemoAgentTest::alwaysAsksNoMore() {
    Rig rig;
    rig.agent.begin("test");
    rig.settle();
    rig.type("\x1b[B\r"); // down to "Yes, always", and Enter
    rig.settle();
    QCOMPARE(rig.lastCall()->outcome, ToolOutcome::Succeeded);
    rig.type("test again\r");
    rig.settle();
    QCOMPARE(rig.status(), u"idle"_s);

    Rig granted({"--session-id", SessionId, "--dangerously-skip-permissions"});
    granted.agent.begin("test");
    granted.settle();
    QCOMPARE(granted.status(), u"idle"_s);
}

void DemoAgentTest::declinedGoesOnWithoutTheCommand() {
    Rig rig;
    rig.agent.begin("fix it");
    rig.settle();
    rig.type("3");
    rig.settle();
    QCOMPARE(rig.lastCall()->outcome, ToolOutcome::Failed);
    QVERIFY(rig.shows("I will not run the tests"));
    QVERIFY(!rig.shows("all 148 tests pass"));
    QCOMPARE(rig.status(), u"idle"_s);
}

void DemoAgentTest::escapeInterruptsAndRecordsIt() {
    Rig rig;
    rig.agent.begin("hello");
    for (int moment = 0; moment < 4; ++moment) {
        rig.clock.advance(*rig.agent.nextMoment() - rig.clock.now());
        rig.agent.advance();
    }
    rig.type("\x1b");
    QVERIFY(!rig.agent.nextMoment());
    QCOMPARE(rig.status(), u"idle"_s);
    auto turns = rig.turns();
    QCOMPARE(turns.back().role, TurnRole::Notice);
    QVERIFY(std::get<TextBlock>(turns[1].blocks.front()).markdown.starts_with("I am"));

    rig.type("test\r"); // and in the middle of a question
    rig.settle();
    rig.type("\x1b");
    QCOMPARE(rig.lastCall()->outcome, ToolOutcome::Failed);
    QCOMPARE(rig.turns().back().role, TurnRole::Notice);
    QCOMPARE(rig.status(), u"idle"_s);
}

void DemoAgentTest::promptsWaitInAQueue() {
    Rig rig;
    rig.agent.begin("first");
    rig.type("second\r");
    QCOMPARE(rig.facts().prompts, 1U);
    rig.settle();
    QCOMPARE(rig.facts().prompts, 2U);
    QCOMPARE(rig.turns().size(), 4U);
    rig.type(" \r");
    QCOMPARE(rig.status(), u"idle"_s);
}

void DemoAgentTest::saysNothingToADeafTerminal() {
    Rig rig;
    rig.agent.begin("test");
    rig.settle();
    QVERIFY(rig.shows("\x1b]7501;?\a"));
    QVERIFY(!rig.shows("state="));
    rig.type("\x1b]7501;?\x1b\\"); // late, but it hears
    QVERIFY(rig.shows(
        "\x1b]7501;state=blocked:app=claude-code:kind=permission:msg=YXBwcm92ZSBCYXNoOiBucG0gdGVzdA==\a"));
}

void DemoAgentTest::tellsTheTerminalWhatItDoes() {
    Rig rig;
    rig.agent.begin({});
    rig.type("\x1b]7501;?\x1b\\");
    rig.type("test\r");
    rig.settle();
    rig.type("1");
    rig.settle();
    rig.agent.end();
    QStringList states;
    for (const QString& piece : QString::fromStdString(rig.output).split(u"\x1b]7501;state="_s).mid(1))
        states << piece.section(u'\a', 0, 0).section(u':', 0, 0);
    QCOMPARE(states,
             QStringList({u"idle"_s, u"working"_s, u"blocked"_s, u"working"_s, u"done"_s, u"clear"_s}));
    QVERIFY(rig.shows("\x1b]0;◐ test\a"));
}

void DemoAgentTest::leavesOnTheSecondInterrupt() {
    Rig rig;
    rig.agent.begin("hello");
    rig.type("\x03");
    QCOMPARE(rig.status(), u"idle"_s);
    QVERIFY(!rig.agent.hasEnded());
    rig.settle(); // long enough: the first one is forgotten
    rig.type("\x03");
    QVERIFY(!rig.agent.hasEnded());
    rig.type("\x03");
    QVERIFY(rig.agent.hasEnded());

    for (const char* words : {"/exit\r", "\x04"}) {
        Rig other;
        other.agent.begin({});
        other.type(words);
        QVERIFY(other.agent.hasEnded());
    }
}

void DemoAgentTest::leavingInMidAnswerStaysLeft() {
    Rig rig;
    rig.agent.begin("hello");
    for (int moment = 0; moment < 3; ++moment) {
        rig.clock.advance(*rig.agent.nextMoment() - rig.clock.now());
        rig.agent.advance();
    }
    rig.type("/exit\r");
    QVERIFY(rig.agent.hasEnded());
    rig.clock.advance(1min);
    rig.agent.advance();
    QVERIFY(rig.agent.hasEnded());
    QCOMPARE(rig.turns().back().role, TurnRole::Notice);
}

void DemoAgentTest::fullDiskIsSaidOnceAndGoesOn() {
    Rig rig;
    rig.agent.begin({});
    rig.files.failWritesAfter(0);
    rig.type("hello\r");
    rig.settle();
    QCOMPARE(rig.output.find("This is not saved"), rig.output.rfind("This is not saved"));
    QVERIFY(rig.shows("This is not saved"));
    QVERIFY(rig.shows("execute nothing"));
    rig.files.heal();
    rig.type("once more\r");
    rig.settle();
    QCOMPARE(rig.facts().prompts, 1U);
    QCOMPARE(rig.facts().damagedRecords, 0U);
}

void DemoAgentTest::resumeAppendsToTheSameFile() {
    Rig first;
    first.agent.begin("explain");
    first.settle();
    const TranscriptFacts before = first.facts();
    first.store->reset();

    Options options = parseOptions({"--resume", SessionId}).value();
    auto store = SessionStore::open(first.real, first.clock, {first.home(), "/work/berths", 4712}, options,
                                    DemoRandom(8));
    QVERIFY(store.has_value());
    std::string output;
    ProgramReporter reporter([](std::string_view) {});
    Screen screen([&output](std::string_view bytes) { output += bytes; }, {.columns = 80, .rows = 24});
    Agent agent({first.clock, **store, reporter, screen}, options);
    agent.begin("and now?");
    QVERIFY(output.contains("a skipper asks for a berth")); // what was said before
    while (const auto next = agent.nextMoment()) {
        first.clock.advance(std::max(*next - first.clock.now(), 0ns));
        agent.advance();
    }
    const TranscriptFacts after = first.facts();
    QCOMPARE(after.prompts, before.prompts + 1);
    QCOMPARE(after.title, before.title);
    QVERIFY(after.contextTokens > before.contextTokens);
    QCOMPARE(after.damagedRecords, 0U);
}

void DemoAgentTest::idsAreChecked() {
    Rig rig;
    rig.agent.begin("hello");
    const auto again = rig.openStore();
    QVERIFY(!again.has_value());
    QCOMPARE(again.error().code, ErrorCode::Busy);
    rig.options = parseOptions({"--resume", "never-heard-of"}).value();
    const auto unknown = rig.openStore();
    QVERIFY(!unknown.has_value());
    QCOMPARE(unknown.error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(DemoAgentTest)
#include "demo_agent_test.moc"
