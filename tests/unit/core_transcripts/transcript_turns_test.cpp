// SPDX-License-Identifier: MIT
#include "core/transcripts/transcript_turns.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace ax;

namespace {

bool any(const RecordTurn&) {
    return true;
}

QByteArray prompt(const QByteArray& text) {
    return R"({"type":"user","timestamp":"2026-11-01T12:00:00Z","message":{"role":"user","content":")" +
           text + "\"}}\n";
}

class Transcript {
public:
    void append(const QByteArray& bytes) const {
        QFile file(path());
        QVERIFY(file.open(QIODevice::Append));
        file.write(bytes);
    }
    void replace(const QByteArray& bytes) const {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    TranscriptTurns open(const std::string& format = "claude") const {
        auto turns =
            TranscriptTurns::open(m_files, {.format = format, .file = path().toStdString(), .sessionId = {}});
        if (!turns)
            qFatal("cannot open");
        return std::move(*turns);
    }
    QString path() const { return m_folder.filePath(QStringLiteral("t.jsonl")); }

private:
    QTemporaryDir m_folder;
    RealFileSystem m_files;
};

std::string numbersOf(const Result<std::vector<NumberedTurn>>& turns) {
    std::string text;
    for (const NumberedTurn& turn : turns.value())
        text += std::to_string(turn.number) + ':' + turn.turn.text + ' ';
    return text;
}

std::optional<RecordTurn> readOne(std::string_view format, QByteArray record) {
    const auto size = static_cast<std::size_t>(record.size());
    record.append(64, '\0'); // the padding
    return RecordTurnReader(format).read({record.constData(), size});
}

} // namespace

class TranscriptTurnsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersEachRecord();
    void goesOnWhereTheFileEnded();
    void unfinishedRecordDoesNotCount();
    void shorterFileIsCountedAnew();
    void readsBackwardsThroughManyStretches();
    void readsEachFormat();
    void survivesACutAtEachByte();
};

void TranscriptTurnsTest::numbersEachRecord() {
    const Transcript transcript;
    transcript.append(prompt("one") + "\n  \r\n{\"type\":\"summary\"}\nbroken {\n" + prompt("two") +
                      prompt(" "));
    TranscriptTurns turns = transcript.open();
    QCOMPARE(turns.count().value(), std::uint64_t{5}); // blank lines are none, broken ones are
    QCOMPARE(numbersOf(turns.readSince(0)), std::string("1:one 4:two "));
    QCOMPARE(numbersOf(turns.readSince(1)), std::string("4:two "));
    QCOMPARE(numbersOf(turns.readSince(4)), std::string());
    QCOMPARE(numbersOf(turns.readLast(1, 0, any)), std::string("4:two "));
    QCOMPARE(numbersOf(turns.readLast(9, 1, any)), std::string("4:two "));
}

void TranscriptTurnsTest::goesOnWhereTheFileEnded() {
    const Transcript transcript;
    transcript.append(prompt("one"));
    TranscriptTurns turns = transcript.open();
    QCOMPARE(turns.count().value(), std::uint64_t{1});
    transcript.append(prompt("two"));
    QCOMPARE(turns.count().value(), std::uint64_t{2});
    QCOMPARE(numbersOf(turns.readSince(1)), std::string("2:two "));
}

void TranscriptTurnsTest::unfinishedRecordDoesNotCount() {
    const Transcript transcript;
    const QByteArray second = prompt("two");
    transcript.append(prompt("one") + second.first(20));
    TranscriptTurns turns = transcript.open();
    QCOMPARE(turns.count().value(), std::uint64_t{1});
    QCOMPARE(numbersOf(turns.readSince(0)), std::string("1:one "));
    transcript.append(second.sliced(20, second.size() - 21)); // whole, its newline missing
    QCOMPARE(turns.count().value(), std::uint64_t{2});
    QCOMPARE(numbersOf(turns.readSince(0)), std::string("1:one 2:two "));
    transcript.append("\n" + prompt("three"));
    QCOMPARE(turns.count().value(), std::uint64_t{3});
    QCOMPARE(numbersOf(turns.readLast(2, 0, any)), std::string("2:two 3:three "));
}

void TranscriptTurnsTest::shorterFileIsCountedAnew() {
    const Transcript transcript;
    transcript.append(prompt("one") + prompt("two"));
    TranscriptTurns turns = transcript.open();
    QCOMPARE(turns.count().value(), std::uint64_t{2});
    transcript.replace(prompt("three"));
    QCOMPARE(turns.count().value(), std::uint64_t{1});
    QCOMPARE(numbersOf(turns.readSince(0)), std::string("1:three "));
}

void TranscriptTurnsTest::readsBackwardsThroughManyStretches() {
    const Transcript transcript;
    const QByteArray filler = "{\"type\":\"progress\",\"data\":\"" + QByteArray(200'000, 'x') + "\"}\n";
    QByteArray bytes;
    for (int i = 0; i < 30; ++i)
        bytes += (i % 10 == 0 ? prompt("p" + QByteArray::number(i)) : QByteArray()) + filler;
    transcript.append(bytes);
    TranscriptTurns turns = transcript.open();
    QCOMPARE(turns.count().value(), std::uint64_t{33});
    QCOMPARE(numbersOf(turns.readLast(2, 0, any)), std::string("12:p10 23:p20 "));
    QCOMPARE(numbersOf(turns.readLast(9, 0, any)), std::string("1:p0 12:p10 23:p20 "));
    QCOMPARE(numbersOf(turns.readSince(11)), std::string("12:p10 23:p20 "));
}

void TranscriptTurnsTest::readsEachFormat() {
    const auto claude = readOne(
        "claude",
        R"({"type":"assistant","timestamp":"T","message":{"model":"m","content":[{"type":"tool_use"},)"
        R"({"text":" "},{"text":" hi\n"},{"text":"more"}],"usage":{"input_tokens":1,"output_tokens":2,)"
        R"("cache_read_input_tokens":3,"cache_creation_input_tokens":4}}})");
    QVERIFY(claude);
    QCOMPARE(claude->role + claude->model + claude->time + claude->text, std::string("assistantmThi"));
    QCOMPARE(claude->tokens, (TokenCounts{1, 2, 3, 4}));
    const auto pi =
        readOne("pi", R"({"type":"message","timestamp":"T","message":{"role":"toolResult","content":"x",)"
                      R"("usage":{"input":1,"output":2,"cacheRead":3,"cacheWrite":4}}})");
    QVERIFY(pi);
    QCOMPARE(pi->role, std::string("toolResult"));
    QCOMPARE(pi->tokens, (TokenCounts{1, 2, 3, 4}));
    const auto codex =
        readOne("codex", R"({"timestamp":"T","type":"response_item","payload":{"type":"message",)"
                         R"("role":"developer","content":[{"type":"input_text","text":"x"}]}})");
    QVERIFY(codex);
    QCOMPARE(codex->role, std::string("developer"));
    QVERIFY(!readOne("codex", R"({"type":"response_item","payload":{"type":"function_call","name":"x"}})"));
    const auto opencode =
        readOne("opencode", R"({"id":"p","messageId":"m","role":"assistant","time":1793534400000,"message":)"
                            R"({"modelID":"g","tokens":{"input":1,"output":2,"cache":{"read":3,"write":4}}},)"
                            R"("part":{"type":"text","text":"hello"}})");
    QVERIFY(opencode);
    QCOMPARE(opencode->time, std::string("2026-11-01T12:00:00Z"));
    QCOMPARE(opencode->tokens, (TokenCounts{1, 2, 3, 4}));
    QVERIFY(!readOne("opencode", R"({"role":"user","part":{"type":"text","text":"x","synthetic":true}})"));
    const auto gemini = readOne("gemini", R"({"type":"gemini","timestamp":"T","model":"m","content":"x",)"
                                          R"("tokens":{"input":10,"output":2,"cached":3}})");
    QVERIFY(gemini);
    QCOMPARE(gemini->tokens, (TokenCounts{7, 2, 3, 0}));
    QVERIFY(!readOne("unheard-of", prompt("x").trimmed()));
}

void TranscriptTurnsTest::survivesACutAtEachByte() {
    const QByteArray record = prompt("some \\u00e9 text").trimmed();
    QVERIFY(readOne("claude", record));
    for (qsizetype size = 0; size < record.size(); ++size) {
        for (const char* format : {"claude", "pi", "codex", "opencode", "gemini"})
            QVERIFY(!readOne(format, record.first(size)));
    }
}

QTEST_GUILESS_MAIN(TranscriptTurnsTest)
#include "transcript_turns_test.moc"
