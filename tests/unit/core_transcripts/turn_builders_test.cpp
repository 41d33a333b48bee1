// SPDX-License-Identifier: MIT
#include "core/transcripts/excerpt.h"
#include "core/transcripts/tool_reader.h"
#include "core/transcripts/turn_builder.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ax;
using namespace Qt::StringLiterals;

namespace {

std::string item(std::string_view payload) {
    return R"({"timestamp":"2026-01-02T03:04:05Z","type":"response_item","payload":)" + std::string(payload) +
           "}\n";
}
std::string eventOf(std::string_view payload) {
    return R"({"timestamp":"2026-01-02T03:04:05Z","type":"event_msg","payload":)" + std::string(payload) +
           "}\n";
}
std::string said(std::string_view role, std::string_view text) {
    return item(R"({"type":"message","role":")" + std::string(role) +
                R"(","content":[{"type":"input_text","text":")" + std::string(text) + R"("}]})");
}

const std::string& textIn(const Turn& turn, std::size_t block = 0) {
    return std::get<TextBlock>(turn.blocks.at(block)).markdown;
}
const ToolCall& callIn(const Turn& turn, std::size_t block = 0) {
    return std::get<ToolCall>(turn.blocks.at(block));
}

} // namespace

class TurnBuildersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void codexTellsAConversation();
    void codexSaysPromptsOnce();
    void codexReadsTools();
    void codexReadsBareItems();
    void codexSaysWhatWentWrong();
    void codexPutsParentsFirst();
    void codexLeavesLoops();
    void piShowsTheLastBranch();
    void piJoinsTools();
    void geminiTakesTheLastVersion();
    void readsPatches();
    void surviveDamage_data();
    void surviveDamage();

private:
    std::string write(const std::string& name, std::string_view bytes);
    TranscriptExcerpt read(const char* format, std::string_view bytes, const std::string& name = "a.jsonl");

    std::unique_ptr<QTemporaryDir> m_folder;
    RealFileSystem m_files;
};

std::string TurnBuildersTest::write(const std::string& name, std::string_view bytes) {
    const std::string path = m_folder->path().toStdString() + '/' + name;
    (void)m_files.makeDirectories(path.substr(0, path.rfind('/')));
    (void)m_files.remove(path);
    (void)m_files.append(path, bytes);
    return path;
}

TranscriptExcerpt TurnBuildersTest::read(const char* format, std::string_view bytes,
                                         const std::string& name) {
    const std::string path = write(name, bytes);
    auto excerpt = readExcerpt(m_files, {.format = format, .file = path, .sessionId = {}}, 1U << 30);
    return excerpt ? std::move(*excerpt) : TranscriptExcerpt();
}

void TurnBuildersTest::codexTellsAConversation() {
    const std::string usage =
        R"({"type":"token_count","info":{"last_token_usage":{"input_tokens":10,"cached_input_tokens":4,"output_tokens":7}}})";
    const TranscriptExcerpt excerpt =
        read("codex", R"({"type":"turn_context","payload":{"model":"gpt-x"}})"
                      "\n" +
                          said("developer", "rules") + said("user", "<environment_context>x") +
                          said("user", "# AGENTS.md instructions for /w") + said("user", "Hello <b>") +
                          item(R"({"type":"reasoning","summary":[{"text":"one"},{"text":"two"}]})") +
                          said("assistant", "Hi.") + eventOf(usage) + said("assistant", "Again.") +
                          eventOf(usage));
    QCOMPARE(excerpt.unknownRecords, 0U);
    QCOMPARE(excerpt.turns.size(), 3U);
    QCOMPARE(textIn(excerpt.turns[0]), "Hello <b>");
    QCOMPARE(excerpt.turns[1].blocks.size(), 2U);
    QCOMPARE(std::get<ThinkingBlock>(excerpt.turns[1].blocks[0]).text, "one\n\ntwo");
    QCOMPARE(excerpt.turns[1].model, "gpt-x");
    QCOMPARE(excerpt.turns[1].tokens.input, 6U);
    QCOMPARE(excerpt.turns[1].tokens.cacheRead, 4U);
    QCOMPARE(excerpt.turns[2].tokens.output, 7U);
}

void TurnBuildersTest::codexSaysPromptsOnce() {
    const auto heard = [](std::string_view text) {
        return eventOf(R"({"type":"user_message","message":")" + std::string(text) + "\"}");
    };
    const auto completed = eventOf(
        R"({"type":"item_completed","item":{"type":"UserMessage","content":[{"type":"text","text":"<odd> prompt"}]}})");
    const TranscriptExcerpt excerpt =
        read("codex", said("user", "a") + heard("a") + heard("a") + said("user", "a") +
                          said("user", "<odd> prompt") + completed);
    QCOMPARE(excerpt.turns.size(), 3U);
    QCOMPARE(textIn(excerpt.turns[1]), "a");
    QCOMPARE(textIn(excerpt.turns[2]), "<odd> prompt");
}

void TurnBuildersTest::codexReadsTools() {
    const TranscriptExcerpt excerpt = read(
        "codex",
        item(
            R"({"type":"function_call","name":"shell","call_id":"1","arguments":"{\"command\":[\"bash\",\"-lc\",\"ls -l\"]}"})") +
            item(
                R"({"type":"function_call_output","call_id":"1","output":"{\"output\":\"a\\nb\",\"metadata\":{\"exit_code\":2}}"})") +
            item(
                R"({"type":"function_call","name":"exec_command","call_id":"2","arguments":"{\"cmd\":\"make\"}"})") +
            item(
                R"({"type":"function_call_output","call_id":"2","output":"Chunk ID: 1\nProcess exited with code 0\nOutput:\ndone"})") +
            item(
                R"({"type":"custom_tool_call","name":"apply_patch","call_id":"3","input":"*** Begin Patch\n*** Update File: a.c\n@@\n x\n-y\n+z\n*** End Patch"})") +
            item(R"({"type":"custom_tool_call_output","call_id":"3","output":"Exit code: 1\nOutput:\nno"})") +
            item(
                R"x({"type":"custom_tool_call","name":"exec","call_id":"4","input":"const r = await tools.exec_command({\"cmd\":\"echo )\"}); text(r)"})x") +
            item(
                R"({"type":"custom_tool_call_output","call_id":"4","output":[{"type":"input_text","text":"Script failed\nOutput:\n"},{"type":"input_text","text":"oh"}]})") +
            item(
                R"({"type":"local_shell_call","call_id":"5","action":{"type":"exec","command":["ls","x"]}})") +
            item(R"({"type":"function_call_output","call_id":"0","output":"early"})"));
    QCOMPARE(excerpt.turns.size(), 6U);
    QCOMPARE(callIn(excerpt.turns[0]).summary, "ls -l");
    QCOMPARE(callIn(excerpt.turns[0]).output, "a\nb");
    QVERIFY(callIn(excerpt.turns[0]).outcome == ToolOutcome::Failed);
    QCOMPARE(callIn(excerpt.turns[1]).output, "done");
    QVERIFY(callIn(excerpt.turns[1]).outcome == ToolOutcome::Succeeded);
    const ToolCall& patch = callIn(excerpt.turns[2]);
    QVERIFY(patch.edit.has_value());
    QCOMPARE(patch.edit->path + '|' + patch.edit->before + '|' + patch.edit->after, "a.c|x\ny\n|x\nz\n");
    QVERIFY(patch.outcome == ToolOutcome::Failed);
    QCOMPARE(callIn(excerpt.turns[3]).summary, "echo )");
    QCOMPARE(callIn(excerpt.turns[3]).output, "\noh");
    QVERIFY(callIn(excerpt.turns[3]).outcome == ToolOutcome::Failed);
    QCOMPARE(callIn(excerpt.turns[4]).summary, "ls x");
    QVERIFY(callIn(excerpt.turns[4]).outcome == ToolOutcome::Pending);
    QCOMPARE(callIn(excerpt.turns[5]).output, "early");
}

void TurnBuildersTest::codexReadsBareItems() {
    const TranscriptExcerpt excerpt = read(
        "codex", R"({"id":"x","timestamp":"2025-05-01T00:00:00Z","instructions":null})"
                 "\n"
                 R"({"record_type":"state"})"
                 "\n"
                 R"({"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]})"
                 "\n"
                 R"({"type":"message","role":"assistant","content":[{"type":"output_text","text":"Ho"}]})"
                 "\n");
    QCOMPARE(excerpt.unknownRecords, 0U);
    QCOMPARE(excerpt.turns.size(), 2U);
    QCOMPARE(textIn(excerpt.turns[1]), "Ho");
}

void TurnBuildersTest::codexSaysWhatWentWrong() {
    const TranscriptExcerpt excerpt =
        read("codex", eventOf(R"({"type":"turn_aborted","reason":"interrupted"})") +
                          eventOf(R"({"type":"error","message":"boom"})") +
                          eventOf(R"({"type":"task_complete","error":{"message":"boom"}})") +
                          R"({"type":"compacted","payload":{"message":"In short."}})"
                          "\n"
                          R"({"type":"hologram","payload":{}})"
                          "\nnot json\n");
    QCOMPARE(excerpt.turns.size(), 3U);
    QCOMPARE(textIn(excerpt.turns[0]), "Interrupted by the user.");
    QCOMPARE(textIn(excerpt.turns[1]), "Error: boom");
    QCOMPARE(textIn(excerpt.turns[2], 1), "In short.");
    QCOMPARE(excerpt.unknownRecords, 1U);
    QCOMPARE(excerpt.damagedRecords, 1U);
}

namespace {

std::string meta(std::string_view id, std::string_view parent, std::size_t bytes, int ordinal) {
    return R"({"type":"session_meta","ordinal":0,"payload":{"id":")" + std::string(id) +
           R"(","history_base":{"thread_id":")" + std::string(parent) + R"(","end_ordinal_exclusive":)" +
           std::to_string(ordinal) + R"(,"end_byte_offset":)" + std::to_string(bytes) + "}}}\n";
}

} // namespace

void TurnBuildersTest::codexPutsParentsFirst() {
    const std::string shared = said("user", "one") + said("assistant", "two");
    write("sessions/2025/12/31/rollout-t-aaa.jsonl", shared + said("user", "not shared"));
    const std::string middle = meta("bbb", "aaa", shared.size(), 99) + said("user", "three");
    write("sessions/2026/01/01/rollout-t-bbb.jsonl", middle);
    // The offset lies nowhere: the numbers decide, and there are none, so all is shared.
    const std::string name = "sessions/2026/01/02/rollout-t-ccc.jsonl";
    const TranscriptExcerpt excerpt =
        read("codex", meta("ccc", "bbb", middle.size() + 999, 99) + said("user", "four"), name);
    QStringList texts;
    std::uint64_t position = 0;
    for (const Turn& turn : excerpt.turns) {
        texts << QString::fromStdString(textIn(turn));
        QVERIFY(turn.position >= position);
        position = turn.position;
    }
    QCOMPARE(texts, QStringList({u"one"_s, u"two"_s, u"three"_s, u"four"_s}));

    QVERIFY(m_files.remove(m_folder->path().toStdString() + "/sessions/2025/12/31/rollout-t-aaa.jsonl"));
    const auto rest = readExcerpt(
        m_files, {.format = "codex", .file = m_folder->path().toStdString() + '/' + name, .sessionId = {}},
        1U << 20);
    QVERIFY(rest.has_value());
    QCOMPARE(rest->turns.size(), 3U);
    QVERIFY(rest->turns[0].role == TurnRole::Notice);
    QVERIFY(QString::fromStdString(textIn(rest->turns[0])).contains(u"session aaa, which is gone"_s));
    QCOMPARE(textIn(rest->turns[2]), "four");
}

void TurnBuildersTest::codexLeavesLoops() {
    write("sessions/2026/01/01/rollout-t-bbb.jsonl", meta("bbb", "aaa", 1, 9) + said("user", "b"));
    const TranscriptExcerpt loop = read("codex", meta("aaa", "bbb", 1, 9) + said("user", "a"),
                                        "sessions/2026/01/01/rollout-t-aaa.jsonl");
    QCOMPARE(textIn(loop.turns.back()), "a");
    const TranscriptExcerpt self = read("codex", meta("ddd", "ddd", 1, 9) + said("user", "d"),
                                        "sessions/2026/01/01/rollout-t-ddd.jsonl");
    QCOMPARE(textIn(self.turns.back()), "d");
    for (int index = 1; index < 60; ++index)
        write("sessions/2026/01/03/rollout-t-n" + std::to_string(index) + ".jsonl",
              meta("n", "n" + std::to_string(index - 1), 1U << 30, 99) + said("user", std::to_string(index)));
    const TranscriptExcerpt chain = read("codex", meta("x", "n59", 1U << 30, 99) + said("user", "x"),
                                         "sessions/2026/01/03/rollout-t-x.jsonl");
    QCOMPARE(textIn(chain.turns.back()), "x");
    QVERIFY(chain.turns.size() > 20 && chain.turns.size() < 40);
}

void TurnBuildersTest::piShowsTheLastBranch() {
    const auto entry = [](std::string_view id, std::string_view parent, std::string_view text) {
        return R"({"type":"message","id":")" + std::string(id) + R"(","parentId":)" +
               (parent.empty() ? "null" : '"' + std::string(parent) + '"') +
               R"(,"message":{"role":"user","content":")" + std::string(text) + "\"}}\n";
    };
    const std::string head = R"({"type":"session","version":3,"id":"s"})"
                             "\n";
    const auto texts = [](const TranscriptExcerpt& excerpt) {
        std::string all;
        for (const Turn& turn : excerpt.turns)
            all += textIn(turn) + ' ';
        return all;
    };
    const std::string tree = head + entry("1", "", "a") + entry("2", "1", "b") + entry("3", "2", "c") +
                             entry("4", "1", "d") + entry("5", "4", "e");
    QCOMPARE(texts(read("pi", tree)), "a d e ");
    // A parent that is itself, that comes later, or that nobody has.
    QCOMPARE(texts(read("pi", head + entry("1", "1", "a") + entry("2", "3", "b") + entry("3", "x", "c"))),
             "a b c ");
}

void TurnBuildersTest::piJoinsTools() {
    const TranscriptExcerpt excerpt = read(
        "pi",
        R"({"type":"message","id":"1","parentId":null,"timestamp":"2026-01-02T03:04:05Z","message":{"role":"assistant","model":"m","usage":{"input":1,"output":2,"cacheRead":3,"cacheWrite":4},"content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"Look."},{"type":"toolCall","id":"c","name":"edit","arguments":{"path":"/a","edits":[{"oldText":"x","newText":"y"}]}}]}})"
        "\n"
        R"({"type":"message","id":"2","parentId":"1","message":{"role":"toolResult","toolCallId":"c","isError":true,"content":[{"type":"text","text":"no"},{"type":"image","mimeType":"image/png","data":"AAEC"}]}})"
        "\n"
        R"({"type":"compaction","id":"3","parentId":"2","summary":"In short.","tokensBefore":9})"
        "\n"
        R"({"type":"message","id":"4","parentId":"3","message":{"role":"assistant","content":[],"stopReason":"aborted"}})"
        "\n"
        R"({"type":"hologram","id":"5","parentId":"4"})"
        "\n");
    QCOMPARE(excerpt.unknownRecords, 1U);
    QCOMPARE(excerpt.turns.size(), 3U);
    const Turn& answer = excerpt.turns[0];
    QCOMPARE(answer.blocks.size(), 4U);
    QCOMPARE(answer.tokens.total(), 10U);
    QCOMPARE(callIn(answer, 2).summary, "/a");
    QCOMPARE(callIn(answer, 2).input, R"({"path":"/a","edits":[{"oldText":"x","newText":"y"}]})");
    QVERIFY(callIn(answer, 2).edit && callIn(answer, 2).edit->after == "y");
    QVERIFY(callIn(answer, 2).outcome == ToolOutcome::Failed);
    QCOMPARE(std::get<ImageBlock>(answer.blocks[3]).data.size(), 3U);
    QCOMPARE(textIn(excerpt.turns[1]), "The conversation was compacted at 9 tokens.");
    QCOMPARE(textIn(excerpt.turns[2]), "Interrupted by the user.");
}

void TurnBuildersTest::geminiTakesTheLastVersion() {
    const std::string head = R"({"sessionId":"s","projectHash":"h","startTime":"2026-01-02T03:04:05Z"})"
                             "\n"
                             R"({"id":"1","type":"user","content":[{"text":"Hi"}]})"
                             "\n"
                             R"({"id":"2","type":"gemini","content":"","model":"g"})"
                             "\n";
    const std::string answer =
        R"({"id":"2","type":"gemini","content":"Ho","model":"g","tokens":{"input":10,"output":2,"cached":4,"thoughts":3,"tool":0},"thoughts":[{"subject":"S","description":"D"}],"toolCalls":[{"id":"t","name":"run_shell_command","args":{"command":"ls"},"status":"success","result":[{"functionResponse":{"response":{"output":"a"}}}]}]})"
        "\n";
    const TranscriptExcerpt excerpt = read("gemini", head + answer +
                                                         R"({"id":"3","type":"info","content":"Note"})"
                                                         "\n");
    QCOMPARE(excerpt.unknownRecords, 0U);
    QCOMPARE(excerpt.turns.size(), 3U);
    QCOMPARE(excerpt.turns[1].blocks.size(), 3U);
    QCOMPARE(textIn(excerpt.turns[1], 1), "Ho");
    QCOMPARE(excerpt.turns[1].tokens.input, 6U);
    QCOMPARE(excerpt.turns[1].tokens.output, 5U);
    QCOMPARE(callIn(excerpt.turns[1], 2).summary, "ls");
    QCOMPARE(callIn(excerpt.turns[1], 2).output, "a");
    QVERIFY(excerpt.turns[2].role == TurnRole::Notice);
    const TranscriptExcerpt set =
        read("gemini", head + answer +
                           R"({"$set":{"messages":[{"id":"9","type":"user","content":"Only"}]}})"
                           "\n");
    QCOMPARE(set.turns.size(), 1U);
    QCOMPARE(textIn(set.turns[0]), "Only");
}

void TurnBuildersTest::readsPatches() {
    const auto edit =
        editOfPatch("*** Begin Patch\n*** Add File: a\n+1\n*** Update File: b\n@@ f\n-2\n+3\n@@\n-4\n"
                    "*** Delete File: c\n*** End Patch\n");
    QVERIFY(edit.has_value());
    QCOMPARE(edit->path, "a, b, c");
    QCOMPARE(edit->before, "2\n\u22EE\n4\n");
    QCOMPARE(edit->after, "1\n\u22EE\n3\n");
    QVERIFY(!editOfPatch("no patch").has_value());
    QVERIFY(!editOfPatch("*** Begin Patch\n").has_value());
}

void TurnBuildersTest::surviveDamage_data() {
    QTest::addColumn<QByteArray>("format");
    for (const char* format : {"claude", "codex", "pi", "gemini", "opencode"})
        QTest::newRow(format) << QByteArray(format);
}

/// Every cut, wrong types everywhere, and noise: no crash, and only valid text.
void TurnBuildersTest::surviveDamage() {
    QFETCH(QByteArray, format);
    const std::string sound =
        R"({"type":"message","id":"1","messageId":"m","role":"assistant","parentId":null,"time":5,"message":{"role":"assistant","content":[{"type":"toolCall","id":"c","name":"n","arguments":{"command":["a","-lc","b"],"edits":[{}]}}],"tokens":{"input":1}},"payload":{"type":"function_call","name":"x","call_id":"c","arguments":"{\"cmd\":\"\\ud83d\"}"},"part":{"type":"tool","tool":"t","callID":"c","state":{"status":"error","input":{},"attachments":[{}]}},"toolCalls":[{"args":{},"result":[{}]}],"$set":{"messages":[{"id":"1","type":"gemini","toolCalls":[3]}]}})";
    const TranscriptLocation location{.format = format.toStdString(), .file = "x", .sessionId = {}};
    const auto check = [&location](std::string_view record) {
        std::string padded(record);
        padded.append(64, '\0');
        const auto builder = makeTurnBuilder(location);
        for (int time = 0; time < 2; ++time)
            builder->addRecord({.text = std::string_view(padded).substr(0, record.size()), .position = 7});
        for (const Turn& turn : builder->take().turns) {
            QVERIFY(!turn.blocks.empty());
            for (const TurnBlock& block : turn.blocks) {
                if (const auto* call = std::get_if<ToolCall>(&block))
                    QVERIFY(QByteArray::fromStdString(call->summary + call->output).isValidUtf8());
            }
        }
    };
    for (std::size_t size = 0; size <= sound.size(); ++size)
        check(std::string_view(sound).substr(0, size));
    for (std::size_t at = 0; at < sound.size(); ++at) {
        for (const std::string_view other : {"7", "\"x\"", "[]", "{}", "null", "\xFF", "\\"}) {
            std::string changed = sound;
            changed.replace(at, 1, other);
            check(changed);
        }
    }
    for (const char* type :
         {"user", "gemini", "message", "compaction", "response_item", "event_msg", "compacted"}) {
        for (const char* wrong : {"7", "\"x\"", "[]", "[[[7]]]", "{}", "null", "true"}) {
            check(std::string(R"({"type":")") + type + R"(","message":)" + wrong + R"(,"payload":)" + wrong +
                  R"(,"content":)" + wrong + R"(,"toolCalls":)" + wrong + R"(,"part":)" + wrong + "}");
        }
    }
    check(std::string(100'000, '['));
    check("{\"a\":" + std::string(1000, '[') + std::string(1000, ']') + "}");
}

QTEST_GUILESS_MAIN(TurnBuildersTest)
#include "turn_builders_test.moc"
