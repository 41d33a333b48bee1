// SPDX-License-Identifier: MIT
#include "core/base/faulty_file_system.h"
#include "core/state/alias.h"
#include "core/state/ask_receipt.h"
#include "core/state/ask_request.h"
#include "tests/unit/core/state/state_folder.h"

#include <QtTest>

#include <thread>

using namespace ax;
using namespace ax::test;

namespace {

const Timestamp Asked = *parseTimestamp("2026-11-05T10:00:00.123456789Z");
constexpr std::string_view Text = R"({"question":"a \u003c b?","answered":false,)"
                                  R"("asked":"2026-11-05T10:00:00.123456789Z"})";
constexpr std::string_view Answered = R"({"question":"Übel 'q'\n","answer":"ja \u0026 nein","answered":true,)"
                                      R"("asked":"2026-11-05T12:00:00.5+02:00"})";

AskRequest question(std::string text) {
    return {.question = std::move(text), .answer = {}, .asked = Asked};
}

} // namespace

class AskRequestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_state = std::make_unique<StateFolder>(); }
    void writesAsUpstreamDoes();
    void readsAsUpstreamDoes_data();
    void readsAsUpstreamDoes();
    void garbageIsNothing_data();
    void garbageIsNothing();
    void cutAnywhereIsNothing();
    void anyByteMayBeWrong();
    void hugeFilesAreRefused();
    void longTextsAreRefused();
    void repairsWhatIsNoUtf8();
    void pathsAreRefused();
    void answers();
    void answersOnce();
    void answersNothingThatIsNotAsked();
    void listsWhatCanBeRead();
    void listsByTrueIds();
    void removesUnderBothIds();
    void takesOnlyItsOwn();
    void takesWhatCameLast();
    void withoutPermission();
    void fullDiskLeavesTheQuestion();
    void receiptOfAnAnswer();
    void noReceipt();

private:
    Result<void> write(std::string_view id, const AskRequest& request) const {
        return writeAskRequest(m_state->files(), m_state->paths(), id, request);
    }
    Result<AskRequest> read(std::string_view id) const {
        return readAskRequest(m_state->files(), m_state->paths(), id);
    }
    Result<AskRequest> answer(std::string_view id, std::string_view text) const {
        return answerAskRequest(m_state->files(), m_state->paths(), id, text);
    }
    std::map<std::string, FiledAsk> all() const {
        return readAskRequests(m_state->files(), m_state->paths());
    }
    std::unique_ptr<StateFolder> m_state; ///< each test has one of its own
};

void AskRequestTest::writesAsUpstreamDoes() {
    QVERIFY(write("s1", question("a < b?")).has_value());
    QCOMPARE(m_state->read("ask/s1.json"), std::string(Text));
    QCOMPARE(m_state->permissions("ask/s1.json"), StateFolder::Private);
    QCOMPARE(m_state->permissions("ask"), StateFolder::Private | QFile::ExeOwner);
    QCOMPARE(m_state->files().list(m_state->path("ask"))->size(), 1UL); // nothing temporary is left
    QCOMPARE(askRequestText({.question = "q", .answer = "a", .isAnswered = true, .asked = std::nullopt}),
             std::string(R"({"question":"q","answer":"a","answered":true,"asked":"0001-01-01T00:00:00Z"})"));
}

void AskRequestTest::readsAsUpstreamDoes_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("question");
    QTest::addColumn<std::string>("answer");
    QTest::addColumn<bool>("isAnswered");
    QTest::newRow("answered, local time")
        << std::string(Answered) << std::string("Übel 'q'\n") << std::string("ja & nein") << true;
    QTest::newRow("unknown members") << std::string(R"({"pid":[1,{"a":2}],"question":"q","answered":false})")
                                     << std::string("q") << std::string() << false;
    QTest::newRow("capitals") << std::string(R"({"Question":"q","ANSWERED":true})") << std::string("q")
                              << std::string() << true;
    QTest::newRow("the last one counts")
        << std::string(R"({"question":"p","question":"q"})") << std::string("q") << std::string() << false;
    QTest::newRow("null") << std::string(R"({"question":"q","answer":null,"answered":null,"asked":null})")
                          << std::string("q") << std::string() << false;
    QTest::newRow("time not known") << std::string(R"({"question":"q","asked":"0001-01-01T00:00:00Z"})")
                                    << std::string("q") << std::string() << false;
    QTest::newRow("indented") << std::string("\n{ \"question\" :\t\"q\" }\r\n") << std::string("q")
                              << std::string() << false;
    QTest::newRow("empty") << std::string("{}") << std::string() << std::string() << false;
}

void AskRequestTest::readsAsUpstreamDoes() {
    QFETCH(const std::string, text);
    const auto request = parseAskRequest(text);
    QVERIFY(request.has_value());
    QTEST(request->question, "question");
    QTEST(request->answer, "answer");
    QTEST(request->isAnswered, "isAnswered");
    QCOMPARE(parseAskRequest(askRequestText(*request)), request);
}

void AskRequestTest::garbageIsNothing_data() {
    QTest::addColumn<std::string>("text");
    QTest::newRow("empty") << std::string();
    QTest::newRow("nothing but zeros") << std::string(4096, '\0');
    QTest::newRow("array") << std::string(R"(["question"])");
    QTest::newRow("null") << std::string("null");
    QTest::newRow("question is a number") << std::string(R"({"question":5})");
    QTest::newRow("answer is a list") << std::string(R"({"question":"q","answer":["a"]})");
    QTest::newRow("answered is a text") << std::string(R"({"question":"q","answered":"true"})");
    QTest::newRow("asked is a number") << std::string(R"({"question":"q","asked":5})");
    QTest::newRow("asked is no time") << std::string(R"({"question":"q","asked":"yesterday"})");
    QTest::newRow("something behind it") << std::string(Text) + "{}";
    QTest::newRow("no UTF-8") << std::string("{\"question\":\"\xff\xfe\"}");
    QTest::newRow("deep") << R"({"question":)" + std::string(200'000, '[');
}

void AskRequestTest::garbageIsNothing() {
    QFETCH(const std::string, text);
    QVERIFY(!parseAskRequest(text));
    m_state->write("ask/s1.json", text);
    const auto request = read("s1");
    QVERIFY(!request);
    QCOMPARE(request.error().code, ErrorCode::Invalid);
    QVERIFY2(request.error().message.contains("ask/s1.json is damaged"), request.error().message.c_str());
    QVERIFY(all().empty());
    QVERIFY(!answer("s1", "a"));
    QCOMPARE(m_state->read("ask/s1.json"), text);
}

void AskRequestTest::cutAnywhereIsNothing() {
    for (const std::string_view text : {Text, Answered}) {
        QVERIFY(parseAskRequest(text));
        for (std::size_t length = 0; length < text.size(); ++length)
            QVERIFY2(!parseAskRequest(text.substr(0, length)), std::to_string(length).c_str());
    }
}

void AskRequestTest::anyByteMayBeWrong() {
    int understood = 0;
    int refused = 0;
    for (std::size_t at = 0; at < Answered.size(); ++at) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string text(Answered);
            text[at] = static_cast<char>(byte);
            const auto request = parseAskRequest(text);
            ++(request ? understood : refused);
            if (request) // whatever it is, it can be written and is the same again
                QCOMPARE(parseAskRequest(askRequestText(*request)), request);
        }
    }
    QVERIFY(understood > 1000 && refused > 1000);
}

void AskRequestTest::hugeFilesAreRefused() {
    m_state->write("ask/s1.json", std::string((16 << 20) + 1, ' '));
    const auto request = read("s1");
    QVERIFY(!request && request.error().code == ErrorCode::Invalid);
    QVERIFY(all().empty());
}

void AskRequestTest::longTextsAreRefused() {
    const std::string longest(LongestAskText, '\x01'); // each byte takes six in the file
    QVERIFY(write("s1", question(longest)).has_value());
    QVERIFY(answer("s1", longest).has_value());
    QCOMPARE(read("s1")->answer.size(), LongestAskText);
    const auto written = write("s2", question(longest + "x"));
    QVERIFY(!written && written.error().code == ErrorCode::Invalid);
    QCOMPARE(m_state->read("ask/s2.json"), std::string("missing"));
}

void AskRequestTest::repairsWhatIsNoUtf8() {
    const AskRequest broken = question("a\xff");
    QVERIFY(write("s1", broken).has_value());
    QCOMPARE(read("s1")->question, std::string("a\uFFFD"));
    QCOMPARE(*read("s1"), asStored(broken));
}

void AskRequestTest::pathsAreRefused() {
    for (const std::string_view id : {"", "../x", ".hidden", "a/b", "/etc/passwd"}) {
        QVERIFY(!write(id, question("q")));
        QCOMPARE(read(id).error().code, ErrorCode::Invalid);
        QCOMPARE(answer(id, "a").error().code, ErrorCode::Invalid);
        removeAskRequest(m_state->files(), m_state->paths(), id);
    }
}

void AskRequestTest::answers() {
    m_state->write("ask/s1.json", R"({"question":"q","answered":false,"asked":"2026-11-05T12:00:00+02:00"})");
    const auto answered = answer("s1", "yes, <b>");
    QVERIFY(answered.has_value());
    QCOMPARE(
        m_state->read("ask/s1.json"),
        std::string(
            R"({"question":"q","answer":"yes, \u003cb\u003e","answered":true,"asked":"2026-11-05T10:00:00Z"})"));
    QCOMPARE(*answered, *read("s1"));
    QCOMPARE(m_state->permissions("ask/s1.json"), StateFolder::Private);
}

void AskRequestTest::answersOnce() {
    QVERIFY(write("s1", question("q")).has_value());
    QVERIFY(answer("s1", "").has_value()); // an empty one is one
    QVERIFY(read("s1")->isAnswered);
    const auto second = answer("s1", "no");
    QVERIFY(!second && second.error().code == ErrorCode::Busy);
    QVERIFY(second.error().message.contains("not taken yet"));
    QCOMPARE(read("s1")->answer, std::string());
}

void AskRequestTest::answersNothingThatIsNotAsked() {
    const auto answered = answer("s1", "a");
    QVERIFY(!answered && answered.error().code == ErrorCode::NotFound);
    QVERIFY(answered.error().message.contains("session s1 asks nothing"));
    QCOMPARE(m_state->read("ask/s1.json"), std::string("missing"));
}

void AskRequestTest::listsWhatCanBeRead() {
    QVERIFY(all().empty()); // no folder
    QVERIFY(write("s1", question("first")).has_value());
    QVERIFY(write("s2", question("second")).has_value());
    QVERIFY(answer("s2", "a").has_value());
    m_state->write("ask/.ax-temporary.json", Text);
    m_state->write("ask/.json", Text);
    m_state->write("ask/s3.txt", Text);
    m_state->write("ask/s4.json", Text.substr(1));
    m_state->write("ask/s5.json/inside", "a folder");
    const auto asks = all();
    QCOMPARE(asks.size(), 2UL);
    QVERIFY(asks.at("s1").isPending());
    QCOMPARE(asks.at("s1").request, question("first"));
    QVERIFY(!asks.at("s2").isPending());
}

void AskRequestTest::listsByTrueIds() {
    QVERIFY(writeAlias(m_state->files(), m_state->paths(), "launch", "true").has_value());
    QVERIFY(write("launch", question("q")).has_value());
    QCOMPARE(all().size(), 1UL);
    QCOMPARE(all().at("true").fileId, std::string("launch"));
    AskRequest later = question("later");
    later.asked = Asked + std::chrono::seconds(1);
    QVERIFY(write("true", later).has_value());
    QCOMPARE(all().size(), 1UL);
    QCOMPARE(all().at("true").request.question, std::string("later"));
    later.asked = Asked - std::chrono::seconds(1);
    QVERIFY(write("true", later).has_value());
    QCOMPARE(all().at("true").request.question, std::string("q"));
}

void AskRequestTest::removesUnderBothIds() {
    QVERIFY(writeAlias(m_state->files(), m_state->paths(), "launch", "true").has_value());
    for (const std::string_view id : {"launch", "true", "other"})
        QVERIFY(write(id, question("q")).has_value());
    m_state->write("ask/damaged.json", "{");
    removeAskRequest(m_state->files(), m_state->paths(), "true");
    QCOMPARE(all().size(), 1UL);
    QVERIFY(all().contains("other"));
    removeAskRequest(m_state->files(), m_state->paths(), "damaged");
    QCOMPARE(m_state->read("ask/damaged.json"), std::string("missing"));
}

void AskRequestTest::takesOnlyItsOwn() {
    const auto take = [this](const AskRequest& own) {
        return takeAskRequest(m_state->files(), m_state->paths(), "s1", own);
    };
    QVERIFY(!take(question("q"))); // nothing there
    AskRequest later = question("q");
    later.asked = Asked + std::chrono::nanoseconds(1);
    QVERIFY(write("s1", later).has_value());
    QVERIFY(!take(question("q")));
    QCOMPARE(*read("s1"), later);
    m_state->write("ask/.ax-s1", "left by one that was killed");
    QCOMPARE(take(later), std::optional(later));
    QVERIFY(m_state->files().list(m_state->path("ask"))->empty());
}

void AskRequestTest::takesWhatCameLast() {
    // However the two meet: the answer is taken, or it is refused, or it lies there untaken; never lost.
    for (int round = 0; round < 300; ++round) {
        QVERIFY(write("s1", question("q")).has_value());
        Result<AskRequest> answered;
        std::jthread replier([this, &answered] { answered = answer("s1", "a"); });
        const auto last = takeAskRequest(m_state->files(), m_state->paths(), "s1", question("q"));
        replier.join();
        const auto left = read("s1");
        const bool isTaken = last && last->isAnswered;
        const bool isLeft = left && left->isAnswered;
        QVERIFY(last.has_value());
        QCOMPARE(isTaken || isLeft, answered.has_value());
        removeAskRequest(m_state->files(), m_state->paths(), "s1");
    }
}

void AskRequestTest::withoutPermission() {
    QVERIFY(write("s1", question("q")).has_value());
    FaultyFileSystem faulty(m_state->files());
    faulty.denyChanges(m_state->path("ask"));
    const auto answered = answerAskRequest(faulty, m_state->paths(), "s1", "a");
    QVERIFY(!answered && answered.error().code == ErrorCode::Denied);
    QVERIFY(answered.error().message.contains("ask"));
    faulty.deny(m_state->path("ask"));
    QCOMPARE(readAskRequest(faulty, m_state->paths(), "s1").error().code, ErrorCode::Denied);
    QVERIFY(readAskRequests(faulty, m_state->paths()).empty());
    QVERIFY(read("s1").has_value());
}

void AskRequestTest::fullDiskLeavesTheQuestion() {
    QVERIFY(write("s1", question("q")).has_value());
    FaultyFileSystem faulty(m_state->files());
    faulty.failWritesAfter(10);
    const auto answered = answerAskRequest(faulty, m_state->paths(), "s1", "a");
    QVERIFY(!answered && answered.error().code == ErrorCode::NoSpace);
    QCOMPARE(*read("s1"), question("q"));
}

void AskRequestTest::receiptOfAnAnswer() {
    for (const std::string_view next : {"", "another question"}) {
        QVERIFY(write("s1", question("q")).has_value());
        const auto answered = answer("s1", "a");
        QVERIFY(answered.has_value());
        std::jthread asker([this, next] {
            if (next.empty())
                removeAskRequest(m_state->files(), m_state->paths(), "s1");
            else
                (void)write("s1", question(std::string(next)));
        });
        QCOMPARE(awaitAskReceipt(m_state->files(), m_state->paths(), "s1", *answered,
                                 deadlineAfter(std::chrono::seconds(30))),
                 AskReceipt::Taken);
    }
}

void AskRequestTest::noReceipt() {
    QVERIFY(write("s1", question("q")).has_value());
    const auto answered = answer("s1", "a");
    QCOMPARE(awaitAskReceipt(m_state->files(), m_state->paths(), "s1", *answered,
                             deadlineAfter(std::chrono::milliseconds(1))),
             AskReceipt::NotYet);
}

QTEST_GUILESS_MAIN(AskRequestTest)
#include "ask_request_test.moc"
