// SPDX-License-Identifier: MIT
#include "tests/unit/core_transcripts/reading.h"

#include <algorithm>

using namespace ax;
using namespace ax::test;
using namespace std::string_literals;

namespace {

/// How many bytes of `bytes` are whole lines.
std::size_t wholeLines(std::string_view bytes) {
    const std::size_t newline = bytes.rfind('\n');
    return newline == std::string_view::npos ? 0 : newline + 1;
}

TokenCounts counts(std::uint64_t input, std::uint64_t output, std::uint64_t read, std::uint64_t write) {
    return {.input = input, .output = output, .cacheRead = read, .cacheWrite = write};
}

} // namespace

class ClaudeReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAWholeConversation();
    void leavesSubAgentsOutOfTheConversation();
    void readsASubAgent();
    void takesTheBestTitle_data();
    void takesTheBestTitle();
    void knowsPromptsFromWrappers_data();
    void knowsPromptsFromWrappers();
    void countsAnAnswerOnce();
    void doesNotCareHowBytesArrive();
    void givesThePrefixAtEveryByte();
    void countsALastLineWithoutNewlineOnce();
    void losesOnlyDamagedLines_data();
    void losesOnlyDamagedLines();
    void losesOnlyFieldsOfTheWrongType();
    void survivesGarbage();
    void parsesALineOfTwentyMegabytes();
    void dropsALineThatIsTooLong();
};

void ClaudeReaderTest::readsAWholeConversation() {
    const std::string bytes = fixture(Conversation);
    const TranscriptFacts facts = factsOf(bytes);
    QCOMPARE(facts.sessionId, "11111111-1111-4111-8111-111111111111");
    QCOMPARE(facts.directory, "/home/ann/src/reader");
    QCOMPARE(facts.title, "Faster reader");
    QCOMPARE(facts.model, "claude-opus-4-1");
    QCOMPARE(facts.agentVersion, "2.1.329");
    QCOMPARE(formatTimestamp(facts.created), "2026-03-04T09:59:59.5Z");
    QCOMPARE(facts.prompts, 3U);
    QCOMPARE(facts.answers, 5U);
    QCOMPARE(facts.tokens, counts(68, 132, 13'800, 400));
    QCOMPARE(facts.usage.size(), 2U);
    QCOMPARE(facts.usage[0].model, "claude-opus-4-1");
    QCOMPARE(facts.usage[0].tokens, counts(32, 12, 4300, 100));
    QCOMPARE(facts.usage[1].model, "claude-sonnet-4-5");
    QCOMPARE(facts.usage[1].tokens, counts(36, 120, 9500, 300));
    QCOMPARE(facts.contextTokens, 920U);
    QCOMPARE(facts.records, static_cast<std::uint64_t>(std::ranges::count(bytes, '\n')));
    QCOMPARE(facts.unknownRecords, 1U);
    QCOMPARE(facts.damagedRecords, 0U);
}

void ClaudeReaderTest::leavesSubAgentsOutOfTheConversation() {
    const TranscriptFacts facts = factsOf(fixture(OlderVersion));
    QCOMPARE(facts.title, "Tidy the parser"); // of the summary record
    QCOMPARE(facts.prompts, 1U);
    QCOMPARE(facts.answers, 2U);
    QCOMPARE(facts.model, "claude-sonnet-4-5");
    QCOMPARE(facts.tokens.output, 19U); // money is money
    QCOMPARE(facts.contextTokens, 3112U);
}

void ClaudeReaderTest::readsASubAgent() {
    const std::string bytes = fixture(SubAgentFile);
    QCOMPARE(factsOf(bytes).prompts, 0U);
    const TranscriptFacts facts = factsOf(bytes, TranscriptRole::SubAgent);
    QCOMPARE(facts.prompts, 1U);
    QCOMPARE(facts.answers, 2U);
    QCOMPARE(facts.model, "claude-haiku-4-5");
    QCOMPARE(facts.tokens, counts(24, 20, 2000, 2050));
}

void ClaudeReaderTest::takesTheBestTitle_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("title");
    const QByteArray prompt = QByteArray::fromStdString(userLine(R"(\n  Do \"this\"\tnow\nand that)"));
    const QByteArray ai = R"({"type":"ai-title","aiTitle":"By the agent"})"
                          "\n";
    const QByteArray emptyAi = R"({"type":"ai-title","aiTitle":""})"
                               "\n";
    const QByteArray custom = R"({"type":"custom-title","customTitle":"By Ann"})"
                              "\n";
    const QByteArray summary = R"({"type":"summary","summary":"A summary"})"
                               "\n";
    QTest::newRow("prompt") << prompt << QByteArray("Do \"this\" now");
    QTest::newRow("agent beats prompt") << ai + prompt << QByteArray("By the agent");
    QTest::newRow("empty counts nothing") << ai + emptyAi << QByteArray("By the agent");
    QTest::newRow("last of the agent") << ai + summary << QByteArray("A summary");
    QTest::newRow("person beats agent") << custom + ai + prompt << QByteArray("By Ann");
    QTest::newRow("summary elsewhere is no title") << QByteArray(R"({"type":"attachment","summary":"no"})"
                                                                 "\n") +
                                                          prompt
                                                   << QByteArray("Do \"this\" now");
    QTest::newRow("lone surrogate") << QByteArray::fromStdString(userLine(R"(cut \ud83d)"))
                                    << QByteArray("cut \xEF\xBF\xBD");
    QTest::newRow("long") << QByteArray::fromStdString(userLine(std::string(5000, 'x')))
                          << QByteArray(200, 'x');
    QTest::newRow("second text block")
        << QByteArray(R"({"type":"user","message":{"content":[{"type":"text","text":"<system-reminder>x"},)"
                      R"({"text":"Real","type":"text"}]}})"
                      "\n")
        << QByteArray("Real");
}

void ClaudeReaderTest::takesTheBestTitle() {
    QFETCH(QByteArray, lines);
    QFETCH(QByteArray, title);
    QCOMPARE(QByteArray::fromStdString(factsOf(lines.toStdString()).title), title);
}

void ClaudeReaderTest::knowsPromptsFromWrappers_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("prompts");
    const auto user = [](const char* content, const char* more = "") {
        return QByteArray(R"({"type":"user",)") + more + R"("message":{"role":"user","content":)" + content +
               "}}\n";
    };
    QTest::newRow("text") << user(R"("hello")") << 1;
    QTest::newRow("blank") << user(R"(" \n ")") << 0;
    QTest::newRow("meta") << user(R"("hello")", R"("isMeta":true,)") << 0;
    QTest::newRow("compact summary") << user(R"("hello")", R"("isCompactSummary":true,)") << 0;
    QTest::newRow("sidechain") << user(R"("hello")", R"("isSidechain":true,)") << 0;
    QTest::newRow("tool result")
        << user(R"([{"type":"tool_result","content":"x"},{"type":"text","text":"x"}])") << 0;
    QTest::newRow("picture") << user(R"([{"type":"image","source":{}}])") << 1;
    QTest::newRow("interrupt") << user(R"([{"type":"text","text":"[Request interrupted by user]"}])") << 0;
    for (const char* wrapper : {"<local-command-stdout>", "Caveat: ", "<command-name>", "<command-message>",
                                "<system-reminder>", "<task-notification>"})
        QTest::newRow(wrapper) << user((QByteArray("\"\\n ") + wrapper + "x\"").constData()) << 0;
    QTest::newRow("other markup") << user(R"("<b>bold</b>")") << 1;
}

void ClaudeReaderTest::knowsPromptsFromWrappers() {
    QFETCH(QByteArray, line);
    QFETCH(int, prompts);
    QCOMPARE(factsOf(line.toStdString()).prompts, static_cast<std::uint32_t>(prompts));
}

void ClaudeReaderTest::countsAnAnswerOnce() {
    const TranscriptFacts facts = factsOf(answerLine("a", 5) + answerLine("a", 50) + answerLine("b", 7) +
                                          answerLine("", 1) + answerLine("", 1) + answerLine("a", 5));
    // The largest record of an id counts: streamed answers grow. Those without an id all count.
    QCOMPARE(facts.tokens.output, 59U);
    QCOMPARE(facts.answers, 4U);
    std::string many;
    for (int index = 0; index < 5000; ++index)
        many += answerLine("id" + std::to_string(index), 1);
    QCOMPARE(factsOf(many + many).answers, 5000U);
}

void ClaudeReaderTest::doesNotCareHowBytesArrive() {
    const std::string bytes = fixture(Conversation);
    const TranscriptFacts whole = factsOf(bytes);
    TranscriptScratch scratch;
    for (const std::size_t size : {1, 2, 7, 64, 1000, 16'384}) {
        TranscriptReader reader("claude", TranscriptRole::Session);
        for (std::size_t at = 0; at < bytes.size(); at += size)
            reader.feed(std::string_view(bytes).substr(at, size), scratch);
        QVERIFY(reader.facts() == whole);
    }
}

void ClaudeReaderTest::givesThePrefixAtEveryByte() {
    const std::string bytes = fixture(Conversation);
    TranscriptScratch scratch;
    TranscriptReader reader("claude", TranscriptRole::Session);
    TranscriptFacts atLastLine;
    for (std::size_t end = 1; end <= bytes.size(); ++end) {
        reader.feed(std::string_view(bytes).substr(end - 1, 1), scratch);
        const TranscriptFacts facts = reader.facts();
        // A line counts from its closing brace on, and nothing changes with its newline.
        const bool lineEnds = end == bytes.size() || bytes[end] == '\n';
        if (bytes[end - 1] == '\n') {
            QVERIFY(facts == atLastLine);
        } else if (lineEnds) {
            QCOMPARE(facts.records, atLastLine.records + 1);
            atLastLine = facts;
        } else {
            QVERIFY2(facts == atLastLine, qPrintable(QString::number(end)));
        }
        if (end % 997 == 0) { // a reader that starts here sees the same
            QVERIFY(factsOf(bytes.substr(0, end)) == facts);
            QVERIFY(factsOf(bytes.substr(0, wholeLines(bytes.substr(0, end)))).records <= facts.records);
        }
    }
}

void ClaudeReaderTest::countsALastLineWithoutNewlineOnce() {
    TranscriptScratch scratch;
    TranscriptReader reader("claude", TranscriptRole::Session);
    std::string line = answerLine("a", 5);
    line.pop_back();
    reader.feed(userLine("hi") + line, scratch);
    QCOMPARE(reader.facts().tokens.output, 5U);
    QCOMPARE(reader.facts().tokens.output, 5U);
    reader.feed("\n" + answerLine("a", 5), scratch);
    QCOMPARE(reader.facts().tokens.output, 5U);
    QCOMPARE(reader.facts().records, 3U);
}

void ClaudeReaderTest::losesOnlyDamagedLines_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("records");
    QTest::addColumn<int>("damaged");
    const QByteArray good = QByteArray::fromStdString(userLine("inner")).trimmed();
    QTest::newRow("torn") << QByteArray(R"({"type":"user","message":{"con)") << 1 << 1;
    QTest::newRow("torn behind a brace")
        << QByteArray(R"({"type":"user","message":{"content":"x"})") << 1 << 1;
    QTest::newRow("two in one") << good + good << 1 << 1;
    QTest::newRow("torn, then whole") << good.left(30) + good << 1 << 1;
    QTest::newRow("not JSON") << QByteArray("Segmentation fault") << 1 << 1;
    QTest::newRow("array") << QByteArray("[1,2]") << 1 << 1;
    QTest::newRow("number") << QByteArray("12") << 1 << 1;
    QTest::newRow("empty object") << QByteArray("{}") << 1 << 0;
    QTest::newRow("blank") << QByteArray(" \t ") << 0 << 0;
    QTest::newRow("NULs of a crash") << QByteArray(4096, '\0') << 0 << 0;
    QTest::newRow("NULs, then whole") << QByteArray(100, '\0') + R"({"type":"mode"})" << 1 << 0;
    QTest::newRow("raw control characters") << QByteArray("{\"type\":\"mode\",\"mode\":\"a\x01\x1F"
                                                          "b\"}")
                                            << 1 << 0;
    QTest::newRow("invalid UTF-8") << QByteArray("{\"type\":\"mode\",\"mode\":\"\xFF\xC3\"}") << 1 << 0;
    QTest::newRow("carriage return") << QByteArray("{\"type\":\"mode\"}\r") << 1 << 0;
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{\"type\":\"mode\"}") << 1 << 0;
    QTest::newRow("deep") << QByteArray("{\"type\":\"mode\",\"x\":") + QByteArray(100'000, '[') +
                                 QByteArray(100'000, ']') + "}"
                          << 1 << 0;
    QTest::newRow("deep and torn") << QByteArray("{\"x\":") + QByteArray(100'000, '[') << 1 << 1;
}

void ClaudeReaderTest::losesOnlyDamagedLines() {
    QFETCH(QByteArray, line);
    QFETCH(int, records);
    QFETCH(int, damaged);
    const std::string bytes = userLine("before") + line.toStdString() + "\n" + userLine("after");
    const TranscriptFacts facts = factsOf(bytes);
    QCOMPARE(facts.prompts, 2U);
    QCOMPARE(facts.title, "before");
    QCOMPARE(facts.records, static_cast<std::uint64_t>(2 + records));
    QCOMPARE(facts.damagedRecords, static_cast<std::uint64_t>(damaged));
}

void ClaudeReaderTest::losesOnlyFieldsOfTheWrongType() {
    const TranscriptFacts facts = factsOf(
        R"({"type":"assistant","timestamp":12,"cwd":["/a"],"sessionId":{"x":1},"isSidechain":"no","version":null,)"
        R"("message":{"id":7,"model":"m","content":{"a":1},"usage":{"input_tokens":"many","output_tokens":3.5,)"
        R"("cache_read_input_tokens":-1,"cache_creation_input_tokens":9}}})"
        "\n"
        R"({"type":"user","message":"text","cwd":"/b","timestamp":"2026-01-02T03:04:05Z"})"
        "\n"
        R"({"type":["user"],"message":[],"aiTitle":true,"customTitle":{}})"
        "\n");
    QCOMPARE(facts.damagedRecords, 0U);
    QCOMPARE(facts.unknownRecords, 1U);
    QCOMPARE(facts.tokens, counts(0, 0, 0, 9));
    QCOMPARE(facts.model, "m");
    QCOMPARE(facts.directory, "/b");
    QCOMPARE(formatTimestamp(facts.last), "2026-01-02T03:04:05Z");
    QVERIFY(facts.title.empty());
}

void ClaudeReaderTest::survivesGarbage() {
    unsigned state = 12345;
    const auto random = [&state](unsigned below) {
        state = state * 1664525 + 1013904223;
        return (state >> 8) % below;
    };
    const std::string sound = fixture(Conversation);
    for (int round = 0; round < 300; ++round) {
        std::string bytes = sound;
        for (int change = 0; change < 40; ++change)
            bytes[random(static_cast<unsigned>(bytes.size()))] = static_cast<char>(random(256));
        const TranscriptFacts facts = factsOf(bytes);
        QVERIFY(facts.damagedRecords <= facts.records);
        QVERIFY(QByteArray::fromStdString(facts.title + facts.directory + facts.model).isValidUtf8());
    }
}

void ClaudeReaderTest::parsesALineOfTwentyMegabytes() {
    const std::string bytes = userLine("first") + R"({"type":"user","toolUseResult":")" +
                              std::string(20'000'000, 'x') +
                              R"(","message":{"role":"user","content":"behind it"}})"
                              "\n" +
                              userLine("last");
    const TranscriptFacts facts = factsOf(bytes);
    QCOMPARE(facts.prompts, 3U);
    QCOMPARE(facts.damagedRecords, 0U);
}

void ClaudeReaderTest::dropsALineThatIsTooLong() {
    TranscriptScratch scratch;
    TranscriptReader reader("claude", TranscriptRole::Session);
    reader.feed(userLine("first") + R"({"type":"user","x":")", scratch);
    const std::string piece(1 << 20, 'x');
    for (int count = 0; count < 70; ++count)
        reader.feed(piece, scratch);
    QCOMPARE(reader.facts().records, 1U);
    reader.feed("\"}\n" + userLine("last"), scratch);
    QCOMPARE(reader.facts().prompts, 2U);
    QCOMPARE(reader.facts().damagedRecords, 1U);
}

QTEST_GUILESS_MAIN(ClaudeReaderTest)
#include "claude_reader_test.moc"
