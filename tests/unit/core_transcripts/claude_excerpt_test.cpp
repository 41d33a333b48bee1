// SPDX-License-Identifier: MIT
#include "core/base/faulty_file_system.h"
#include "core/transcripts/excerpt.h"
#include "tests/unit/core_transcripts/reading.h"

#include <QTemporaryDir>

#include <limits>
#include <set>

using namespace ax;
using namespace ax::test;

namespace {

constexpr std::uint64_t Everything = std::numeric_limits<std::uint64_t>::max();

const ToolCall& callIn(const Turn& turn, std::size_t block) {
    return std::get<ToolCall>(turn.blocks.at(block));
}
const std::string& textIn(const Turn& turn, std::size_t block = 0) {
    return std::get<TextBlock>(turn.blocks.at(block)).markdown;
}

} // namespace

class ClaudeExcerptTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void tellsAConversation();
    void joinsAnAnswerAndItsTools();
    void showsSubAgentsOnlyInTheirOwnFile();
    void readsTheEndOnly();
    void beginsAtARecordWhereverItIsCut();
    void showsAtLeastTheLastRecord();
    void standsInForACallBeforeTheStart();
    void givesEachTurnItsAnchor();
    void describesTools_data();
    void describesTools();
    void repairsText();
    void leavesHugePicturesOut();
    void takesALastLineWithoutNewline();
    void survivesGarbage();
    void saysWhyItCannot();

private:
    TranscriptExcerpt read(std::string_view bytes, std::uint64_t maximum = Everything,
                           const char* name = "session.jsonl");

    std::unique_ptr<QTemporaryDir> m_folder;
    RealFileSystem m_files;
};

TranscriptExcerpt ClaudeExcerptTest::read(std::string_view bytes, std::uint64_t maximum, const char* name) {
    const std::string path = m_folder->filePath(QString::fromUtf8(name)).toStdString();
    (void)m_files.remove(path);
    (void)m_files.append(path, bytes);
    auto excerpt = readExcerpt(m_files, "claude", path, maximum);
    return excerpt ? *excerpt : TranscriptExcerpt();
}

void ClaudeExcerptTest::tellsAConversation() {
    const TranscriptExcerpt excerpt = read(fixture(Conversation));
    const std::vector<std::pair<TurnRole, std::string_view>> expected = {
        {TurnRole::User, "/clear"},
        {TurnRole::User, "  Make the reader\tfaster,\nplease. It reads every byte twice."},
        {TurnRole::Assistant, ""}, // thinking, text, Bash
        {TurnRole::Assistant, ""}, // Edit
        {TurnRole::Assistant, ""}, // Bash, failed
        {TurnRole::Notice, "Interrupted by the user."},
        {TurnRole::User, "Look at this picture"},
        {TurnRole::Notice, "API error: 529 Overloaded (retry 2)"},
        {TurnRole::Assistant, "A red square on white."},
        {TurnRole::Notice, "The conversation was compacted at 45000 tokens."},
        {TurnRole::Notice, "API Error: 400 bad request"},
        {TurnRole::User, "Thanks."},
        {TurnRole::Assistant, "You are welcome."},
    };
    QCOMPARE(excerpt.turns.size(), expected.size());
    for (std::size_t index = 0; index < expected.size(); ++index) {
        QVERIFY2(excerpt.turns[index].role == expected[index].first, qPrintable(QString::number(index)));
        if (!expected[index].second.empty())
            QCOMPARE(textIn(excerpt.turns[index]), expected[index].second);
    }
    std::set<std::string> anchors;
    for (const Turn& turn : excerpt.turns)
        anchors.insert(turn.recordId);
    QCOMPARE(anchors.size(), excerpt.turns.size());
    QCOMPARE(excerpt.skippedBytes, 0U);
    QCOMPARE(excerpt.unknownRecords, 1U);
    QCOMPARE(excerpt.damagedRecords, 0U);
    QCOMPARE(textIn(excerpt.turns[9], 1),
             "This session goes on from an earlier one. The reader was made faster.");
    QCOMPARE(excerpt.turns[12].model, "claude-opus-4-1");
    QCOMPARE(excerpt.turns[12].tokens.output, 4U);
    QVERIFY(excerpt.turns[12].time.has_value());
    QVERIFY(!excerpt.turns[12].recordId.empty());
    const auto& picture = std::get<ImageBlock>(excerpt.turns[6].blocks.at(1));
    QCOMPARE(picture.mediaType, "image/png");
    QCOMPARE(QByteArray::fromStdString(picture.data), QByteArray("\x89PNG\r\n\x1A\n"));
}

void ClaudeExcerptTest::joinsAnAnswerAndItsTools() {
    const TranscriptExcerpt excerpt = read(fixture(Conversation));
    const Turn& first = excerpt.turns.at(2);
    QCOMPARE(first.blocks.size(), 3U);
    QCOMPARE(std::get<ThinkingBlock>(first.blocks[0]).text, "Twice? Look first.");
    QCOMPARE(textIn(first, 1), "Let me **look**.");
    QCOMPARE(callIn(first, 2).name, "Bash");
    QCOMPARE(callIn(first, 2).summary, "grep -n read reader.c");
    QCOMPARE(callIn(first, 2).output, "12: read(fd, buf, n);\n40: read(fd, buf, n);");
    QVERIFY(callIn(first, 2).outcome == ToolOutcome::Succeeded);
    QCOMPARE(callIn(first, 2).input, R"({"command":"grep -n read reader.c","description":"Find the reads"})");

    const ToolCall& edit = callIn(excerpt.turns.at(3), 0);
    QCOMPARE(edit.summary, "/home/ann/src/reader/reader.c");
    QCOMPARE(edit.output, "The file was\nchanged.");
    QVERIFY(edit.edit.has_value());
    QCOMPARE(edit.edit->path, "/home/ann/src/reader/reader.c");
    QCOMPARE(edit.edit->before, "read(fd, buf, n);");
    QCOMPARE(edit.edit->after, "readOnce(fd, buf, n);");
    QVERIFY(callIn(excerpt.turns.at(4), 0).outcome == ToolOutcome::Failed);
}

void ClaudeExcerptTest::showsSubAgentsOnlyInTheirOwnFile() {
    const TranscriptExcerpt session = read(fixture(OlderVersion));
    QCOMPARE(session.turns.size(), 3U);
    QCOMPARE(callIn(session.turns[1], 0).output, "a.c, b.c");
    QCOMPARE(textIn(session.turns[2]), "Done.");

    const TranscriptExcerpt agent = read(fixture(SubAgentFile), Everything, "agent-a1b2c3.jsonl");
    QCOMPARE(agent.turns.size(), 3U);
    QCOMPARE(textIn(agent.turns[0]), "Find all callers.");
    QCOMPARE(callIn(agent.turns[1], 0).summary, "readOnce\\(");
}

void ClaudeExcerptTest::readsTheEndOnly() {
    const std::string bytes = userLine("early") + userLine(std::string(200'000, 'x')) + userLine("late");
    CountingFileSystem files;
    const std::string path = m_folder->filePath(QStringLiteral("a.jsonl")).toStdString();
    QVERIFY(files.append(path, bytes).has_value());
    const auto excerpt = readExcerpt(files, "claude", path, 1000);
    QVERIFY(excerpt.has_value());
    QCOMPARE(excerpt->turns.size(), 1U);
    QCOMPARE(textIn(excerpt->turns[0]), "late");
    QCOMPARE(excerpt->skippedBytes, bytes.size() - userLine("late").size());
    QVERIFY(files.bytesRead() < 3000);
}

void ClaudeExcerptTest::beginsAtARecordWhereverItIsCut() {
    std::string bytes;
    for (int index = 0; index < 6; ++index)
        bytes += userLine("prompt " + std::to_string(index));
    for (std::size_t maximum = 1; maximum <= bytes.size() + 1; ++maximum) {
        const TranscriptExcerpt excerpt = read(bytes, maximum);
        QCOMPARE(excerpt.damagedRecords, 0U);
        const std::size_t size = userLine("prompt 0").size();
        QCOMPARE(excerpt.turns.size(), std::clamp<std::size_t>(maximum / size, 1, 6));
        QCOMPARE(excerpt.skippedBytes, bytes.size() - excerpt.turns.size() * size);
    }
}

void ClaudeExcerptTest::showsAtLeastTheLastRecord() {
    const std::string last = userLine(std::string(3'000'000, 'y'));
    QCOMPARE(read(userLine("early") + last, 100).turns.size(), 1U);
    QCOMPARE(read(last, 100).turns.size(), 1U);
    QCOMPARE(textIn(read(last, 100).turns[0]).size(), 3'000'000U);
}

void ClaudeExcerptTest::standsInForACallBeforeTheStart() {
    const std::string bytes = fixture(Delegation);
    const std::size_t result = bytes.find("\n", bytes.find("toolu_a")) + 1;
    const TranscriptExcerpt excerpt = read(bytes, bytes.size() - result);
    QCOMPARE(excerpt.turns.size(), 2U);
    QVERIFY(excerpt.turns[0].role == TurnRole::Assistant);
    QCOMPARE(callIn(excerpt.turns[0], 0).name, "tool");
    QCOMPARE(callIn(excerpt.turns[0], 0).output, "Three callers.");
}

void ClaudeExcerptTest::givesEachTurnItsAnchor() {
    const TranscriptExcerpt excerpt =
        read(R"({"type":"user","uuid":"u","message":{"content":[{"type":"tool_result","tool_use_id":"t"},)"
             R"({"type":"text","text":"[Request interrupted by user]"},{"type":"text","text":"Go on"}]}})"
             "\n");
    QCOMPARE(excerpt.turns.size(), 3U);
    QCOMPARE(excerpt.turns[0].recordId, "u");
    QCOMPARE(excerpt.turns[1].recordId, "u+");
    QCOMPARE(excerpt.turns[2].recordId, "u++");
}

void ClaudeExcerptTest::describesTools_data() {
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("summary");
    QTest::addColumn<QByteArray>("edit");
    QTest::newRow("write") << QByteArray(R"({"file_path":"/a","content":"new\n"})") << QByteArray("/a")
                           << QByteArray("/a||new\n");
    QTest::newRow("several edits")
        << QByteArray(
               R"({"file_path":"/a","edits":[{"old_string":"1","new_string":"2"},7,{"old_string":"3"}]})")
        << QByteArray("/a") << QByteArray("/a|1\n\u22EE\n3|2");
    QTest::newRow("notebook") << QByteArray(R"({"notebook_path":"/n","new_source":"x"})") << QByteArray("/n")
                              << QByteArray("/n||x");
    QTest::newRow("search") << QByteArray(R"({"path":"src","pattern":"a+"})") << QByteArray("a+")
                            << QByteArray();
    QTest::newRow("task") << QByteArray(R"({"prompt":"long","description":"short"})") << QByteArray("short")
                          << QByteArray();
    QTest::newRow("several lines") << QByteArray(R"({"command":"cd x\nmake"})") << QByteArray("cd x")
                                   << QByteArray();
    QTest::newRow("wrong types") << QByteArray(R"({"file_path":7,"content":"x","command":[]})")
                                 << QByteArray() << QByteArray();
    QTest::newRow("no object") << QByteArray(R"("text")") << QByteArray() << QByteArray();
}

void ClaudeExcerptTest::describesTools() {
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, summary);
    QFETCH(QByteArray, edit);
    const TranscriptExcerpt excerpt = read(
        R"({"type":"assistant","message":{"id":"m","content":[{"type":"tool_use","id":"t","name":"X","input":)" +
        input.toStdString() + "}]}}\n");
    QCOMPARE(excerpt.turns.size(), 1U);
    const ToolCall& call = callIn(excerpt.turns[0], 0);
    QCOMPARE(QByteArray::fromStdString(call.summary), summary);
    QCOMPARE(QByteArray::fromStdString(call.input), input);
    QVERIFY(call.outcome == ToolOutcome::Pending);
    QCOMPARE(call.edit.has_value(), !edit.isEmpty());
    if (call.edit)
        QCOMPARE(
            QByteArray::fromStdString(call.edit->path + '|' + call.edit->before + '|' + call.edit->after),
            edit);
}

void ClaudeExcerptTest::repairsText() {
    const TranscriptExcerpt excerpt = read(userLine("a\xFF\\u0000\x01 \\ud83d!"));
    QCOMPARE(excerpt.turns.size(), 1U);
    QCOMPARE(textIn(excerpt.turns[0]), std::string("a\xEF\xBF\xBD\0  \xEF\xBF\xBD!", 11));
}

void ClaudeExcerptTest::leavesHugePicturesOut() {
    const auto picture = [](std::size_t size) {
        return R"({"type":"user","message":{"content":[{"type":"image","source":{"media_type":"image/png","data":")" +
               std::string(size, 'A') + "\"}}]}}\n";
    };
    QCOMPARE(std::get<ImageBlock>(read(picture(4'000)).turns.at(0).blocks.at(0)).data.size(), 3'000U);
    QVERIFY(std::get<ImageBlock>(read(picture(24'000'000)).turns.at(0).blocks.at(0)).data.empty());
    QVERIFY(std::get<ImageBlock>(read(picture(5)).turns.at(0).blocks.at(0)).data.empty()); // not base64
}

void ClaudeExcerptTest::takesALastLineWithoutNewline() {
    std::string bytes = userLine("one") + userLine("two");
    bytes.pop_back();
    QCOMPARE(read(bytes).turns.size(), 2U);
    bytes.pop_back();
    QCOMPARE(read(bytes).turns.size(), 1U);
    QCOMPARE(read(bytes).damagedRecords, 0U); // still being written, not damaged
}

void ClaudeExcerptTest::survivesGarbage() {
    unsigned state = 99;
    const auto random = [&state](unsigned below) {
        state = state * 1664525 + 1013904223;
        return (state >> 8) % below;
    };
    const std::string sound = fixture(Conversation);
    for (int round = 0; round < 200; ++round) {
        std::string bytes = sound.substr(random(2000));
        for (int change = 0; change < 40; ++change)
            bytes[random(static_cast<unsigned>(bytes.size()))] = static_cast<char>(random(256));
        for (const Turn& turn : read(bytes).turns) {
            QVERIFY(!turn.blocks.empty());
            if (const auto* text = std::get_if<TextBlock>(&turn.blocks.front()))
                QVERIFY(QByteArray::fromStdString(text->markdown).isValidUtf8());
        }
    }
}

void ClaudeExcerptTest::saysWhyItCannot() {
    QCOMPARE(readExcerpt(m_files, "cobol", "/x", 10).error().code, ErrorCode::Unsupported);
    QCOMPARE(readExcerpt(m_files, "claude", "/nowhere/x", 10).error().code, ErrorCode::NotFound);
    FaultyFileSystem files(m_files);
    const std::string path = m_folder->filePath(QStringLiteral("a.jsonl")).toStdString();
    QVERIFY(m_files.append(path, userLine("x")).has_value());
    files.failReadsAfter(0);
    QCOMPARE(readExcerpt(files, "claude", path, Everything).error().code, ErrorCode::Io);
    QCOMPARE(readExcerpt(files, "claude", path, 5).error().code, ErrorCode::Io);
    QVERIFY(read("").turns.empty());
}

QTEST_GUILESS_MAIN(ClaudeExcerptTest)
#include "claude_excerpt_test.moc"
