// SPDX-License-Identifier: MIT
// What readers of all formats have in common, tried on each, and the facts of those but Claude Code's.
#include "tests/unit/core_transcripts/reading.h"
#include "tests/unit/core_transcripts/sample_transcripts.h"

#include <QTemporaryDir>

using namespace ax;
using namespace ax::test;

namespace {

TranscriptFacts read(const std::string& format, std::string_view bytes, InheritedAnswers inherited = {}) {
    TranscriptScratch scratch;
    TranscriptReader reader(format, TranscriptRole::Session, std::move(inherited));
    reader.feed(bytes, scratch);
    return reader.facts();
}

std::string saved(const TranscriptReader& reader) {
    ByteWriter writer;
    reader.save(writer);
    return writer.take();
}

bool restore(TranscriptReader& reader, std::string_view bytes) {
    ByteReader from(bytes);
    return reader.restore(from) && from.atEnd();
}

std::string sample(const std::string& format) {
    if (format == "codex")
        return std::string(CodexSession);
    if (format == "pi")
        return std::string(PiSession);
    return format == "gemini" ? std::string(GeminiSession) : fixture(Conversation);
}

TokenCounts counts(std::uint64_t input, std::uint64_t output, std::uint64_t read, std::uint64_t write) {
    return {.input = input, .output = output, .cacheRead = read, .cacheWrite = write};
}

std::string codexLine(std::string_view time, std::string_view type, std::string_view payload) {
    return std::string(R"({"timestamp":"2026-01-01T)")
               .append(time)
               .append(R"(Z","type":")")
               .append(type)
               .append(R"(","payload":)")
               .append(payload) +
           "}\n";
}

std::string tokenCount(std::string_view time, int total, int last) {
    return codexLine(time, "event_msg",
                     R"({"type":"token_count","info":{"total_token_usage":{"input_tokens":)" +
                         std::to_string(total) +
                         R"(,"output_tokens":1},"last_token_usage":{"input_tokens":)" + std::to_string(last) +
                         R"(,"cached_input_tokens":1,"output_tokens":1}}})");
}

} // namespace

class FactsFormatsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsCodex();
    void readsOldCodex();
    void leavesOutWhatCodexCopied();
    void readsASpawnedCodexAgent();
    void readsPi();
    void readsGemini();
    void readsNothingOfAnUnknownFormat();
    void keepsUsageByDayAndLength();
    void letsCopiesCostNothing();
    void knowsCacheWritesForAnHour();

    void givesWholeRecordsAtEveryByte_data() { formats(); }
    void givesWholeRecordsAtEveryByte();
    void goesOnFromACheckpointAtEveryByte_data() { formats(); }
    void goesOnFromACheckpointAtEveryByte();
    void leavesALongTailOutOfACheckpoint();
    void refusesOtherBytes_data() { formats(); }
    void refusesOtherBytes();
    void survivesAnything_data() { formats(); }
    void survivesAnything();
    void losesOnlyDamagedLines_data() { formats(); }
    void losesOnlyDamagedLines();

private:
    static void formats() {
        QTest::addColumn<std::string>("format");
        for (const char* format : {"claude", "codex", "pi", "gemini"})
            QTest::newRow(format) << std::string(format);
    }
};

void FactsFormatsTest::readsCodex() {
    const TranscriptFacts facts = read("codex", CodexSession);
    QCOMPARE(facts.sessionId, "01a1fc17-292e-7dd0-8d0c-2f306018385a");
    QCOMPARE(facts.directory, "/home/ann/src");
    QCOMPARE(facts.title, "Explain \"add\"");
    QCOMPARE(facts.model, "gpt-6-astra");
    QCOMPARE(facts.agentVersion, "0.169.0");
    QCOMPARE(facts.prompts, 1U);
    QCOMPARE(facts.answers, 1U);
    QCOMPARE(facts.tokens, counts(400, 32, 500, 100)); // the token count repeats the usage record
    QCOMPARE(facts.contextTokens, 1000U);
    QCOMPARE(facts.contextWindow, 258'400U);
    QCOMPARE(facts.usage.size(), 1U);
    QCOMPARE(facts.usage[0].model, "gpt-6-astra");
    QCOMPARE(facts.firstAnswer, messageIdHash("resp_1"));
    QCOMPARE(facts.records, 11U);
    QCOMPARE(facts.unknownRecords + facts.damagedRecords, 0U);
    const std::string named =
        codexLine("10:00:00", "event_msg", R"({"type":"thread_name_updated","thread_name":"By Ann"})");
    QCOMPARE(read("codex", std::string(CodexSession) + named).title, "By Ann");
}

void FactsFormatsTest::readsOldCodex() {
    // Without envelopes, which is how the first versions wrote.
    const TranscriptFacts bare =
        read("codex", R"({"id":"old","timestamp":"2025-05-01T10:00:00Z","instructions":null})"
                      "\n"
                      R"({"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]})"
                      "\n"
                      R"({"type":"reasoning","summary":[]})"
                      "\n");
    QCOMPARE(bare.sessionId, "old");
    QCOMPARE(bare.title, "Hi");
    QCOMPARE(bare.prompts, 1U);
    QCOMPARE(bare.unknownRecords, 0U);
    // Token counts only; each is written again when rate limits change, and may lack its info.
    const TranscriptFacts counted =
        read("codex", codexLine("10:00:00", "session_meta", R"({"id":"a","cwd":"/a"})") +
                          codexLine("10:00:01", "turn_context", R"({"model":"gpt-5"})") +
                          codexLine("10:00:01", "event_msg", R"({"type":"token_count","info":null})") +
                          codexLine("10:00:01", "event_msg", R"({"type":"user_message","message":"Hi"})") +
                          tokenCount("10:00:02", 10, 10) + tokenCount("10:00:02", 10, 10) +
                          codexLine("10:00:03", "turn_context", R"({"model":"gpt-5-mini"})") +
                          tokenCount("10:00:04", 30, 20));
    QCOMPARE(counted.tokens, counts(28, 2, 2, 0));
    QCOMPARE(counted.answers, 2U);
    QCOMPARE(counted.contextTokens, 20U);
    QCOMPARE(counted.title, "Hi");
    QCOMPARE(counted.usage.size(), 2U);
    QCOMPARE(counted.usage[1].model, "gpt-5-mini");
    QCOMPARE(counted.usage[1].tokens, counts(19, 1, 1, 0));
}

void FactsFormatsTest::leavesOutWhatCodexCopied() {
    const std::string child = "01a1fc17-292e-7dd0-8d0c-2f306018385a";
    const std::string parent = "01a1fc00-0000-7dd0-8d0c-2f306018385a";
    const std::string copied =
        codexLine("10:00:00", "session_meta",
                  R"({"id":")" + child + R"(","forked_from_id":")" + parent + "\"}") +
        codexLine("10:00:00", "session_meta", R"({"id":")" + parent + R"(","cwd":"/parent"})") +
        codexLine("10:00:00", "event_msg",
                  R"({"type":"task_started","turn_id":"01a1fc00-0001-7000-8000-000000000000"})") +
        codexLine("10:00:00", "response_item",
                  R"({"type":"message","role":"user","content":[{"text":"Parent's prompt"}]})") +
        tokenCount("10:00:00", 1000, 1000);
    const std::string own =
        codexLine("10:00:05", "event_msg",
                  R"({"type":"task_started","turn_id":"01a1fc17-2930-7000-8000-000000000000"})") +
        codexLine("10:00:05", "response_item",
                  R"({"type":"message","role":"user","content":[{"text":"Own"}]})") +
        tokenCount("10:00:09", 1020, 20);
    const TranscriptFacts facts = read("codex", copied + own);
    QCOMPARE(facts.sessionId, child);
    QCOMPARE(facts.forkedFrom, parent);
    QCOMPARE(facts.tokens, counts(19, 1, 1, 0));
    QCOMPARE(facts.prompts, 2U); // the history is part of the conversation
    QCOMPARE(facts.title, "Parent's prompt");
    // Usage records name their thread.
    const auto record = [](const std::string& thread, const std::string& response) {
        return codexLine("10:00:09", "token_usage_record",
                         R"({"thread_id":")" + thread + R"(","response_id":")" + response +
                             R"(","usage":{"input_tokens":5,"output_tokens":1}})");
    };
    QCOMPARE(read("codex", copied + record(parent, "r1") + record(child, "r2")).tokens.total(), 6U);
}

void FactsFormatsTest::readsASpawnedCodexAgent() {
    const std::string meta = codexLine(
        "10:00:00", "session_meta",
        R"({"id":"b","cwd":"/b","source":{"subagent":{"thread_spawn":{"parent_thread_id":"a","depth":1,"agent_nickname":"Planck","agent_role":null}}}})");
    const std::string prompt =
        codexLine("10:00:01", "event_msg", R"({"type":"user_message","message":"Subtask: look"})");
    const TranscriptFacts facts = read("codex", meta + prompt);
    QCOMPARE(facts.parentId, "a");
    QCOMPARE(facts.agentKind, "Planck");
    QCOMPARE(facts.agentDescription, "Subtask: look");
    QCOMPARE(
        read("codex", codexLine("10:00:00", "session_meta", R"({"id":"c","source":{"subagent":"review"}})"))
            .agentKind,
        "review");
    // What it copied from its parent keeps its times, and is not its conversation.
    const std::string older =
        codexLine("09:00:00", "event_msg", R"({"type":"user_message","message":"Parent's"})") +
        tokenCount("09:00:01", 500, 500);
    const TranscriptFacts replayed = read("codex", meta + older + prompt);
    QCOMPARE(replayed.tokens.total(), 0U);
    QCOMPARE(replayed.title, "Subtask: look");
    QCOMPARE(replayed.prompts, 1U);
}

void FactsFormatsTest::readsPi() {
    const TranscriptFacts facts = read("pi", PiSession);
    QCOMPARE(facts.sessionId, "fork");
    QCOMPARE(facts.forkedFrom, "first");
    QCOMPARE(facts.directory, "/home/ann/p1");
    QCOMPARE(facts.title, "Named");
    QCOMPARE(facts.model, "larger");
    QCOMPARE(facts.prompts, 2U);
    QCOMPARE(facts.answers, 2U);                    // the one that failed at once is none
    QCOMPARE(facts.tokens, counts(10, 4, 900, 20)); // what came before the fork was the parent's
    QCOMPARE(facts.recordedCost, std::optional(0.5));
    QCOMPARE(facts.contextTokens, 930U);
    QCOMPARE(facts.unknownRecords + facts.damagedRecords, 0U);
}

void FactsFormatsTest::readsGemini() {
    const TranscriptFacts facts = read("gemini", GeminiSession);
    QCOMPARE(facts.sessionId, "5f0e-1");
    QCOMPARE(facts.title, "Adding");
    QCOMPARE(facts.model, "gemini-4-pro");
    QCOMPARE(facts.prompts, 2U);
    QCOMPARE(facts.answers, 1U);
    QCOMPARE(facts.tokens, counts(602, 35, 400, 0));
    QCOMPARE(facts.contextTokens, 1002U);
    QCOMPARE(formatTimestamp(facts.created), "2026-11-21T03:00:00Z");
    QCOMPARE(formatTimestamp(facts.last), "2026-11-21T03:00:05Z");
    QCOMPARE(facts.unknownRecords + facts.damagedRecords, 0U);
}

void FactsFormatsTest::readsNothingOfAnUnknownFormat() {
    QVERIFY(read("cursor", CodexSession) == TranscriptFacts());
    // Of a foreign shape only that there were records.
    for (const char* format : {"claude", "codex", "pi", "gemini"}) {
        const TranscriptFacts facts = read(format, "{\"kind\":1,\"items\":[]}\n{\"what\":{\"ever\":null}}\n");
        QCOMPARE(facts.records, 2U);
        QCOMPARE(facts.damagedRecords, 0U);
        QCOMPARE(facts.prompts + facts.answers, 0U);
    }
}

void FactsFormatsTest::keepsUsageByDayAndLength() {
    qputenv("TZ", "America/New_York");
    ::tzset();
    Usage usage;
    const auto time = [](std::string_view text) { return parseTimestamp(text); };
    addUsage(usage, time("2026-03-02T04:59:59Z"), "b", counts(1, 0, 0, 0), std::nullopt);
    addUsage(usage, time("2026-03-02T05:00:00Z"), "b", counts(2, 0, 0, 0), 0.5);
    addUsage(usage, time("2026-03-02T06:00:00Z"), "b", counts(4, 0, 0, 0), 0.25);
    addUsage(usage, time("2026-03-02T06:00:00Z"), "b", counts(100'000, 0, 100'000, 1), std::nullopt);
    addUsage(usage, time("2026-03-02T06:00:00Z"), "a", counts(8, 0, 0, 0), std::nullopt);
    addUsage(usage, std::nullopt, "a", counts(16, 0, 0, 0), std::nullopt);
    QCOMPARE(usage.size(), 5U);
    QVERIFY(std::ranges::is_sorted(usage, {}, &UsagePart::day));
    QCOMPARE(usage[0].tokens.input, 16U);
    using namespace std::chrono;
    QVERIFY(usage[1].day == local_days(2026y / March / 1));
    QCOMPARE(usage[2].model, "a");
    QVERIFY(usage[3].day == local_days(2026y / March / 2));
    QCOMPARE(usage[3].tokens.input, 6U);
    QCOMPARE(usage[3].dollars, std::optional(0.75));
    QVERIFY(usage[4].promptLength == PromptLength::Above200k);
    QCOMPARE(totalTokens(usage).input, 100'031U);
    ByteWriter writer;
    saveUsage(usage, writer);
    ByteReader from(writer.bytes());
    Usage back;
    QVERIFY(restoreUsage(back, from) && from.atEnd());
    QVERIFY(back == usage);
    qunsetenv("TZ");
    ::tzset();
}

void FactsFormatsTest::letsCopiesCostNothing() {
    TranscriptScratch scratch;
    const std::string history = userLine("first") + answerLine("a", 5) + answerLine("b", 7);
    TranscriptReader first("claude", TranscriptRole::Session);
    first.feed(history, scratch);
    const auto inherited = std::make_shared<const MessageIdSet>(first.answers());
    QCOMPARE(inherited->size(), 2U);
    TranscriptReader copy("claude", TranscriptRole::Session, inherited);
    copy.feed(history + userLine("second") + answerLine("c", 11), scratch);
    const TranscriptFacts facts = copy.facts();
    QCOMPARE(facts.firstAnswer, first.facts().firstAnswer);
    QCOMPARE(facts.tokens, counts(1, 11, 0, 0));
    QCOMPARE(totalTokens(facts.usage), facts.tokens);
    QCOMPARE(facts.prompts, 2U);
    QCOMPARE(facts.answers, 3U);
    QCOMPARE(facts.title, "first");
    QCOMPARE(copy.answers().size(), 3U);
    TranscriptReader later("claude", TranscriptRole::Session);
    QVERIFY(restore(later, saved(copy)));
    QVERIFY(later.inherits());
    later.feed(answerLine("b", 99), scratch);
    QVERIFY(later.facts().tokens == facts.tokens);
}

void FactsFormatsTest::knowsCacheWritesForAnHour() {
    const TranscriptFacts facts =
        read("claude", R"({"type":"assistant","message":{"id":"a","role":"assistant","model":"m","usage":{)"
                       R"("cache_creation_input_tokens":30,"cache_creation":{"ephemeral_1h_input_tokens":20,)"
                       R"("ephemeral_5m_input_tokens":10},"output_tokens":1}}})");
    QCOMPARE(facts.tokens.cacheWrite, 30U);
    QCOMPARE(facts.tokens.cacheWriteHour, 20U);
    QCOMPARE(facts.tokens.total(), 31U);
}

void FactsFormatsTest::givesWholeRecordsAtEveryByte() {
    QFETCH(std::string, format);
    const std::string bytes = sample(format);
    TranscriptScratch scratch;
    TranscriptReader reader(format, TranscriptRole::Session);
    std::size_t wholeRecords = 0;
    for (std::size_t end = 1; end <= bytes.size(); ++end) {
        reader.feed(std::string_view(bytes).substr(end - 1, 1), scratch);
        const bool lineEnds = end == bytes.size() || bytes[end] == '\n';
        wholeRecords += lineEnds && bytes[end - 1] != '\n';
        const TranscriptFacts facts = reader.facts();
        QCOMPARE(facts.records, wholeRecords);
        QCOMPARE(facts.damagedRecords, 0U);
        if (lineEnds)
            QVERIFY(facts == read(format, bytes.substr(0, end)));
    }
    QVERIFY(reader.facts() == read(format, bytes));
}

void FactsFormatsTest::goesOnFromACheckpointAtEveryByte() {
    QFETCH(std::string, format);
    const std::string bytes = sample(format);
    const TranscriptFacts whole = read(format, bytes);
    TranscriptScratch scratch;
    TranscriptReader reader(format, TranscriptRole::Session);
    for (std::size_t end = 0; end < bytes.size(); ++end) {
        TranscriptReader restored(format, TranscriptRole::Session);
        QVERIFY(restore(restored, saved(reader)));
        QVERIFY(restored.facts() == reader.facts());
        if (end % 7 == 0 || bytes[end] == '\n') {
            restored.feed(std::string_view(bytes).substr(end), scratch);
            QVERIFY2(restored.facts() == whole, qPrintable(QString::number(end)));
        }
        reader.feed(std::string_view(bytes).substr(end, 1), scratch);
    }
}

void FactsFormatsTest::leavesALongTailOutOfACheckpoint() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("a.jsonl")).toStdString();
    const CountingFileSystem files;
    const std::string start = userLine("first");
    const std::string line = userLine(std::string(500'000, 'x'));
    QVERIFY(files.append(path, start + line.substr(0, 400'000)).has_value());
    TranscriptScratch scratch;
    TranscriptReader reader("claude", TranscriptRole::Session);
    QVERIFY(reader.readAppended(**files.open(path), scratch).has_value());
    const std::string checkpoint = saved(reader);
    QVERIFY(checkpoint.size() < 2000);

    QVERIFY(files.append(path, line.substr(400'000)).has_value());
    TranscriptReader restored("claude", TranscriptRole::Session);
    QVERIFY(restore(restored, checkpoint));
    QVERIFY(restored.readAppended(**files.open(path), scratch).has_value());
    QCOMPARE(restored.facts().prompts, 2U);
    QCOMPARE(restored.facts().damagedRecords, 0U);
    // Rewritten between the runs, within the line that was left out: noticed all the same.
    const std::string other = userLine("other") + userLine(std::string(600'000, 'y'));
    QVERIFY(files.writeAtomically(path + ".new", other).has_value());
    std::string inPlace = other;
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(inPlace.data(), static_cast<qint64>(inPlace.size()));
    file.close();
    TranscriptReader again("claude", TranscriptRole::Session);
    QVERIFY(restore(again, checkpoint));
    QVERIFY(again.readAppended(**files.open(path), scratch).has_value());
    QCOMPARE(again.facts().title, "other");
    QCOMPARE(again.facts().prompts, 2U);
}

void FactsFormatsTest::refusesOtherBytes() {
    QFETCH(std::string, format);
    TranscriptScratch scratch;
    TranscriptReader reader(format, TranscriptRole::Session);
    reader.feed(sample(format), scratch);
    const std::string good = saved(reader);
    TranscriptReader other(format, TranscriptRole::Session);
    for (std::size_t size = 0; size < good.size(); ++size)
        QVERIFY(!restore(other, good.substr(0, size)));
    for (std::size_t at = 0; at < good.size(); at += 3) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x10);
        QVERIFY(!restore(other, bad));
        QVERIFY(other.facts() == TranscriptFacts());
    }
    TranscriptReader subAgent(format, TranscriptRole::SubAgent);
    QVERIFY(!restore(subAgent, good));
    TranscriptReader foreign(format == "pi" ? "codex" : "pi", TranscriptRole::Session);
    QVERIFY(!restore(foreign, good));
    QVERIFY(restore(other, good));
    QVERIFY(other.facts() == reader.facts());
}

void FactsFormatsTest::survivesAnything() {
    QFETCH(std::string, format);
    unsigned state = 4711;
    const auto random = [&state](unsigned below) {
        state = state * 1664525 + 1013904223;
        return (state >> 8) % below;
    };
    const std::string sound = sample(format);
    for (int round = 0; round < 200; ++round) {
        std::string bytes = sound;
        for (unsigned change = random(30) + 1; change > 0; --change)
            bytes[random(static_cast<unsigned>(bytes.size()))] = static_cast<char>(random(256));
        const TranscriptFacts facts = read(format, bytes);
        QVERIFY(facts.damagedRecords <= facts.records);
        QVERIFY(QByteArray::fromStdString(facts.title + facts.directory + facts.model).isValidUtf8());
        ByteWriter writer;
        saveFacts(facts, writer);
        ByteReader from(writer.bytes());
        TranscriptFacts back;
        QVERIFY(restoreFacts(back, from) && from.atEnd());
        QVERIFY(back == facts);
    }
}

void FactsFormatsTest::losesOnlyDamagedLines() {
    QFETCH(std::string, format);
    const std::string bytes = sample(format);
    const TranscriptFacts whole = read(format, bytes);
    const auto with = [&](const std::string& line) {
        const std::size_t first = bytes.find('\n') + 1;
        return read(format, bytes.substr(0, first) + line + '\n' + bytes.substr(first));
    };
    const auto same = [&](const TranscriptFacts& facts, std::uint64_t records, std::uint64_t damaged) {
        return facts.tokens == whole.tokens && facts.title == whole.title && facts.prompts == whole.prompts &&
               facts.records == whole.records + records && facts.damagedRecords == damaged;
    };
    QVERIFY(same(with("{\"type\":\"x\",\"payload\":{\"to"), 1, 1));
    QVERIFY(same(with("Segmentation fault"), 1, 1));
    QVERIFY(same(with(std::string(4096, '\0')), 0, 0));
    QVERIFY(same(with("\r"), 0, 0));
    QVERIFY(same(with("\xEF\xBB\xBF{\"type\":\"x\"}\r"), 1, 0));
    QVERIFY(same(with("{\"type\":\"x\",\"a\":\"\xFF\x01\"}"), 1, 0));
    QVERIFY(same(with("{\"type\":\"x\",\"a\":\"" + std::string(12'000'000, 'y') + "\"}"), 1, 0));
    const std::string deep(2'000'000, '[');
    QVERIFY(same(with("{\"message\":" + deep + "}"), 1, 1));
    QVERIFY(same(with("{\"payload\":" + deep + std::string(deep.size(), ']') + "}"), 1, 0));
    // Every member that is looked at, of the wrong type.
    std::string odd = "{";
    for (const char* key : {"type", "timestamp", "sessionId", "id", "message", "payload", "cwd", "usage",
                            "tokens", "$set", "content", "messages", "model", "source", "info", "item"})
        odd += '"' + std::string(key) + "\":[{\"a\":1},null,-3],";
    QVERIFY(same(with(odd + "\"z\":0}"), 1, 0));
}

QTEST_GUILESS_MAIN(FactsFormatsTest)
#include "facts_formats_test.moc"
