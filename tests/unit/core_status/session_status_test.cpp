// SPDX-License-Identifier: MIT
#include "core/status/agent_state_file.h"
#include "core/status/session_status.h"

#include <QTest>

using namespace ax;

namespace {

const Timestamp Then = *parseTimestamp("2026-03-04T10:00:00Z");

Witnesses::Report report(ProgramState state, std::string message = {}) {
    return {
        .status = {.state = state, .program = {}, .message = std::move(message), .title = {}, .progress = {}},
        .at = Then};
}

AgentStateFile stateFile(std::string status, std::string waitingFor = {}) {
    AgentStateFile file;
    file.processId = 77;
    file.status = std::move(status);
    file.waitingFor = std::move(waitingFor);
    file.updated = Then;
    return file;
}

HeldWitness held() {
    HeldWitness witness;
    witness.lives = true;
    witness.lastOutput = Then;
    return witness;
}

HeldWitness::Hook hook(HookWord word, Timestamp at = Then) {
    return {.word = word, .at = at, .question = {}, .isFresh = true};
}

SessionStatus decide(const HeldWitness& held) {
    Witnesses witnesses;
    witnesses.held = held;
    return decideStatus(witnesses);
}

} // namespace

class SessionStatusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsTheAgentsReport();
    void followsTheStateFile();
    void prefersTheNearerWitness();
    void followsItsHolder();
    void followsItsHooks();
    void takesTheLaterOfHooksAndStateFile();
    void aCrashSilencesTheHolder();
    void hasTheManualsWords();
    void readsAStateFile();
    void readsATimeAsText();
    void rejectsAStateFile_data();
    void rejectsAStateFile();
    void survivesCutStateFiles();
};

void SessionStatusTest::followsTheAgentsReport() {
    const auto decide = [](ProgramState state, std::string message = {}) {
        Witnesses witnesses;
        witnesses.program = report(state, std::move(message));
        return decideStatus(witnesses);
    };
    QVERIFY(decide(ProgramState::BlockedOnPermission).status == Status::NeedsYou);
    QCOMPARE(decide(ProgramState::BlockedOnQuestion, "Which?").detail, "Which?");
    QVERIFY(decide(ProgramState::Working, "Reading").status == Status::Working);
    QCOMPARE(decide(ProgramState::Working, "Reading").evidence, "reported by the agent");
    QVERIFY(decide(ProgramState::Working).since == Then);
    QVERIFY(decide(ProgramState::Done).status == Status::Idle);
    QVERIFY(decide(ProgramState::Idle).status == Status::Idle);
    QVERIFY(decide(ProgramState::Failed, "400").status == Status::Idle);
    QCOMPARE(decide(ProgramState::Failed, "400").detail, "error: 400");
    QCOMPARE(decide(ProgramState::Failed).detail, "error");
    QVERIFY(decide(ProgramState::Failed).evidence.contains("error"));
    QVERIFY(decide(ProgramState::Cleared).status == Status::Past);
}

void SessionStatusTest::followsTheStateFile() {
    const auto decide = [](AgentStateFile file) {
        Witnesses witnesses;
        witnesses.stateFile = std::move(file);
        return decideStatus(witnesses);
    };
    QVERIFY(decide(stateFile("waiting", "permission prompt")).status == Status::NeedsYou);
    QCOMPARE(decide(stateFile("waiting", "permission prompt")).detail, "permission prompt");
    QVERIFY(decide(stateFile("busy")).status == Status::Working);
    QVERIFY(decide(stateFile("idle")).status == Status::Idle);
    QCOMPARE(decide(stateFile("idle")).evidence, "Claude Code's state file (process 77)");
    QCOMPARE(decide(stateFile("dreaming")).detail, "dreaming");
    QVERIFY(decide(stateFile("busy")).since == Then);
}

void SessionStatusTest::prefersTheNearerWitness() {
    Witnesses witnesses;
    QVERIFY(decideStatus(witnesses) == SessionStatus());
    witnesses.runsInOurTerminal = true;
    QCOMPARE(decideStatus(witnesses).evidence, "runs in a terminal of this window");
    QVERIFY(decideStatus(witnesses).status == Status::Idle);
    witnesses.stateFile = stateFile("busy");
    QVERIFY(decideStatus(witnesses).status == Status::Working);
    witnesses.program = report(ProgramState::BlockedOnPermission);
    QVERIFY(decideStatus(witnesses).status == Status::NeedsYou);
    witnesses.program = report(ProgramState::Cleared);
    QVERIFY(decideStatus(witnesses).status == Status::Working);
    witnesses.stateFile.reset();
    QVERIFY(decideStatus(witnesses).status == Status::Idle);
}

void SessionStatusTest::followsItsHolder() {
    HeldWitness witness = held();
    QVERIFY(decide(witness).status == Status::Idle);
    QCOMPARE(decide(witness).evidence, "its terminal is quiet");
    QCOMPARE(decide(witness).since, std::optional(Then));
    witness.isWriting = true;
    QVERIFY(decide(witness).status == Status::Working);
    witness.hook = hook(HookWord::Idle);
    QVERIFY(decide(witness).status == Status::Idle);
    witness.program = {.status = report(ProgramState::BlockedOnPermission, "make").status, .at = Then};
    QVERIFY(decide(witness).status == Status::NeedsYou);
    QCOMPARE(decide(witness).detail, "make");
    QCOMPARE(decide(witness).evidence, "reported by the agent");
    witness.program->status.state = ProgramState::Cleared;
    QCOMPARE(decide(witness).evidence, "the agent's hooks");
}

void SessionStatusTest::followsItsHooks() {
    HeldWitness witness = held();
    witness.isWriting = true;
    witness.hook = hook(HookWord::Blocked);
    witness.notification = {.text = "May I?", .at = Then - std::chrono::seconds(2)};
    QVERIFY(decide(witness).status == Status::NeedsYou);
    QCOMPARE(decide(witness).detail, "May I?");
    witness.notification->at = Then - std::chrono::minutes(2); // of an earlier question
    QVERIFY(decide(witness).detail.empty());
    witness.hook = hook(HookWord::Working);
    QVERIFY(decide(witness).status == Status::Working);
    for (const auto& [word, detail] :
         {std::pair{HookWord::Done, "done"}, std::pair{HookWord::Failed, "failed"}}) {
        witness.hook = hook(word);
        witness.hook->isFresh = false; // never too old
        QVERIFY(decide(witness).status == Status::Idle);
        QCOMPARE(decide(witness).detail, detail);
    }
    witness.isWriting = false;
    for (const HookWord word : {HookWord::Working, HookWord::Idle}) {
        witness.hook = hook(word);
        witness.hook->isFresh = false;
        QVERIFY(decide(witness).status == Status::Idle);
        QCOMPARE(decide(witness).evidence, "its terminal is quiet");
    }
    witness.hook = hook(HookWord::Blocked);
    witness.hook->isFresh = false;
    QVERIFY(decide(witness).status == Status::NeedsYou);
}

void SessionStatusTest::takesTheLaterOfHooksAndStateFile() {
    Witnesses witnesses;
    witnesses.held = held();
    witnesses.held->hook = hook(HookWord::Blocked, Then + std::chrono::seconds(1));
    witnesses.stateFile = stateFile("busy");
    QVERIFY(decideStatus(witnesses).status == Status::NeedsYou);
    witnesses.held->hook->at = Then - std::chrono::seconds(1); // answered since
    QVERIFY(decideStatus(witnesses).status == Status::Working);
    witnesses.stateFile->updated.reset(); // it does not say when: the hook does
    QVERIFY(decideStatus(witnesses).status == Status::NeedsYou);
}

void SessionStatusTest::aCrashSilencesTheHolder() {
    HeldWitness witness = held();
    witness.lives = false;
    witness.program = {.status = report(ProgramState::Working).status, .at = Then};
    witness.hook = hook(HookWord::Blocked);
    QVERIFY(decide(witness).status == Status::Crash);
    QVERIFY(!decide(witness).evidence.empty() && !decide(witness).detail.empty());
    Witnesses witnesses;
    witnesses.held = witness;
    witnesses.stateFile = stateFile("busy"); // resumed by hand meanwhile
    QVERIFY(decideStatus(witnesses).status != Status::Crash);
    witnesses.stateFile.reset();
    witnesses.runsInOurTerminal = true;
    QVERIFY(decideStatus(witnesses).status != Status::Crash);
}

void SessionStatusTest::hasTheManualsWords() {
    QCOMPARE(statusWord(Status::NeedsYou), "needs you");
    QCOMPARE(statusWord(Status::NeedsAuth), "needs auth");
    QCOMPARE(statusWord(Status::Review), "review");
    QCOMPARE(statusWord(Status::Working), "working");
    QCOMPARE(statusWord(Status::Idle), "idle");
    QCOMPARE(statusWord(Status::Crash), "crash");
    QVERIFY(statusWord(Status::Past).empty());
}

void SessionStatusTest::readsAStateFile() {
    const auto file = parseClaudeStateFile(R"({
        "pid": 4711, "sessionId": "11111111-1111-4111-8111-111111111111", "cwd": "/home/ann/a \"b\"",
        "status": "waiting", "waitingFor": "permission\u001b prompt", "name": "Tidy", "future": {"x": [1]},
        "statusUpdatedAt": 1772618400123 })");
    QVERIFY(file.has_value());
    QCOMPARE(file->processId, 4711L);
    QCOMPARE(file->sessionId, "11111111-1111-4111-8111-111111111111");
    QCOMPARE(file->directory, "/home/ann/a \"b\"");
    QCOMPARE(file->status, "waiting");
    QCOMPARE(file->waitingFor, "permission prompt");
    QCOMPARE(file->name, "Tidy");
    QCOMPARE(formatTimestamp(file->updated), "2026-03-04T10:00:00.123Z");
}

void SessionStatusTest::readsATimeAsText() {
    const auto file =
        parseClaudeStateFile(R"({"sessionId":"a","statusUpdatedAt":"2026-03-04T10:00:00Z","pid":-4})");
    QVERIFY(file.has_value());
    QVERIFY(file->updated == Then);
    QCOMPARE(file->processId, 0L);
    QVERIFY(!parseClaudeStateFile(R"({"sessionId":"a","statusUpdatedAt":9223372036854775807})")->updated);
}

void SessionStatusTest::rejectsAStateFile_data() {
    QTest::addColumn<QByteArray>("json");
    for (const char* json : {"", "{}", "[]", "null", "{", R"({"sessionId":7})", R"({"sessionId":""})",
                             R"({"sessionId":"../../etc"})", R"({"sessionId":"a\u0000b"})",
                             R"({"sessionId":"a"}})", R"({"sessionId":"a b"})"})
        QTest::newRow(json) << QByteArray(json);
    QTest::newRow("long") << QByteArray(R"({"sessionId":")") + QByteArray(1000, 'x') + "\"}";
}

void SessionStatusTest::rejectsAStateFile() {
    QFETCH(QByteArray, json);
    QVERIFY(!parseClaudeStateFile(json.toStdString()));
}

void SessionStatusTest::survivesCutStateFiles() {
    const std::string json =
        R"({"sessionId":"a","pid":12,"status":"busy","name":"caf\u00e9","x":{"y":[{}]}})";
    for (std::size_t end = 0; end < json.size(); ++end)
        QVERIFY(!parseClaudeStateFile(std::string_view(json).substr(0, end)));
    unsigned state = 5;
    for (int round = 0; round < 2000; ++round) {
        std::string damaged = json;
        for (int change = 0; change < 3; ++change) {
            state = state * 1664525 + 1013904223;
            damaged[(state >> 8) % damaged.size()] = static_cast<char>(state >> 24);
        }
        const auto file = parseClaudeStateFile(damaged);
        QVERIFY(!file || !file->sessionId.empty());
    }
}

QTEST_GUILESS_MAIN(SessionStatusTest)
#include "session_status_test.moc"
