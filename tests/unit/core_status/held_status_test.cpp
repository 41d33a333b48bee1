// SPDX-License-Identifier: MIT
#include "core/status/reported_status.h"
#include "core/status/session_status.h"

#include <QTest>

using namespace ax;

namespace {

Timestamp at(std::int64_t seconds) {
    return Timestamp(std::chrono::seconds(seconds));
}

HeldWitness running() {
    HeldWitness held;
    held.lives = true;
    held.lastOutput = at(100);
    return held;
}

} // namespace

/// What holders tell, and what it makes of a status.
class HeldStatusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTerminalIsTheLastToBeAsked() {
        Witnesses witnesses;
        witnesses.held = running();
        QCOMPARE(decideStatus(witnesses).status, Status::Idle);
        witnesses.held->isWriting = true;
        QCOMPARE(decideStatus(witnesses).status, Status::Working);
        witnesses.held->hook =
            HeldWitness::Hook{.word = HookWord::Idle, .at = at(90), .question = {}, .isFresh = true};
        QCOMPARE(decideStatus(witnesses).status, Status::Idle);
        witnesses.held->hook->isFresh = false; // too old to be believed
        QCOMPARE(decideStatus(witnesses).status, Status::Working);
    }

    void whatIsBlockedStaysSo() {
        Witnesses witnesses;
        witnesses.held = running();
        witnesses.held->isWriting = true;
        witnesses.held->hook =
            HeldWitness::Hook{.word = HookWord::Blocked, .at = at(90), .question = {}, .isFresh = false};
        witnesses.held->notification =
            HeldWitness::Text{.text = "Claude needs your permission", .at = at(88)};
        const SessionStatus status = decideStatus(witnesses);
        QCOMPARE(status.status, Status::NeedsYou);
        QCOMPARE(status.detail, std::string("Claude needs your permission"));
        witnesses.held->notification->at = at(50); // of something else
        QCOMPARE(decideStatus(witnesses).detail, std::string());
    }

    void theLaterOfHookAndStateFileCounts() {
        Witnesses witnesses;
        witnesses.held = running();
        witnesses.held->hook =
            HeldWitness::Hook{.word = HookWord::Working, .at = at(90), .question = {}, .isFresh = true};
        witnesses.stateFile = AgentStateFile{};
        witnesses.stateFile->status = "idle";
        witnesses.stateFile->updated = at(95); // interrupted: no hook tells
        QCOMPARE(decideStatus(witnesses).status, Status::Idle);
        witnesses.held->hook->at = at(99);
        QCOMPARE(decideStatus(witnesses).status, Status::Working);
    }

    void theAgentsOwnWordBeatsAll() {
        Witnesses witnesses;
        witnesses.held = running();
        witnesses.held->hook =
            HeldWitness::Hook{.word = HookWord::Working, .at = at(99), .question = {}, .isFresh = true};
        witnesses.held->program = HeldWitness::Report{.status = {.state = ProgramState::BlockedOnQuestion,
                                                                 .program = {},
                                                                 .message = "which?",
                                                                 .title = {},
                                                                 .progress = {}},
                                                      .at = at(90)};
        const SessionStatus status = decideStatus(witnesses);
        QCOMPARE(status.status, Status::NeedsYou);
        QCOMPARE(status.detail, std::string("which?"));
        QCOMPARE(status.since, std::optional(at(90)));
    }

    void aHolderThatIsGoneIsACrash() {
        Witnesses witnesses;
        witnesses.held = HeldWitness{};
        witnesses.held->program = HeldWitness::Report{.status = {.state = ProgramState::Working,
                                                                 .program = {},
                                                                 .message = {},
                                                                 .title = {},
                                                                 .progress = {}},
                                                      .at = at(90)};
        QCOMPARE(decideStatus(witnesses).status, Status::Crash);
        witnesses.stateFile = AgentStateFile{}; // the agent itself lives on, under nobody
        witnesses.stateFile->status = "busy";
        QCOMPARE(decideStatus(witnesses).status, Status::Working);
    }

    void reportsSurviveTheFile() {
        ReportedStatus status;
        status.program = ReportedStatus::Report{.status = {.state = ProgramState::BlockedOnPermission,
                                                           .program = "claude",
                                                           .message = "run \"make\"?",
                                                           .title = "t",
                                                           .progress = 40},
                                                .at = at(7)};
        status.title = ReportedStatus::Text{.text = "✳ 日本", .at = at(8)};
        status.notification = ReportedStatus::Text{.text = "look", .at = at(9)};
        status.bell = at(10);
        const std::string text = reportedStatusText(status);
        const auto read = parseReportedStatus(text);
        QVERIFY(read.has_value());
        QCOMPARE(read->program->status, status.program->status);
        QCOMPARE(read->program->at, at(7));
        QCOMPARE(read->title->text, status.title->text);
        QCOMPARE(read->notification->at, at(9));
        QCOMPARE(read->bell, status.bell);
        for (std::size_t cut = 0; cut < text.size(); ++cut)
            QVERIFY(!parseReportedStatus(text.substr(0, cut)));
        for (const char* strange : {"[]", "1", R"({"program":{"state":"flying","at":1}})",
                                    R"({"program":{"state":"idle","at":-4}})", R"({"title":7,"bell":"x"})"}) {
            const auto parsed = parseReportedStatus(strange);
            QVERIFY2(!parsed || (!parsed->program && !parsed->title && !parsed->bell), strange);
        }
    }
};

QTEST_GUILESS_MAIN(HeldStatusTest)
#include "held_status_test.moc"
