// SPDX-License-Identifier: MIT
#include "core/transcripts/searchable_text.h"
#include "tests/unit/core_transcripts/reading.h"
#include "tests/unit/core_transcripts/sample_transcripts.h"

using namespace ax;
using namespace ax::test;

namespace {

/// "U: text" for each text of each line, unescaped.
QStringList spoken(std::string_view format, std::string bytes) {
    QStringList texts;
    bytes.reserve(bytes.size() + TranscriptPadding);
    std::string_view rest = bytes;
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        forEachSpokenText(format, line, [&](const SpokenText& text) {
            const char* const speakers[] = {"U: ", "A: ", "T: "};
            texts << QLatin1String(speakers[static_cast<int>(text.speaker)]) +
                         QString::fromStdString(unescapeJson(text.escaped));
        });
    }
    return texts;
}

} // namespace

class SearchableTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void claude_data();
    void claude();
    void codex();
    void pi();
    void gemini();
    void opencode_data();
    void opencode();
    void survivesAnything();
};

void SearchableTextTest::claude_data() {
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QStringList>("texts");
    const auto user = [](const char* content, const char* behind = "") {
        return QByteArray(R"({"type":"user","message":{"role":"user","content":)") + content + "}" + behind +
               "}";
    };
    QTest::newRow("prompt") << user(R"("a \"b\"")") << QStringList{QStringLiteral("U: a \"b\"")};
    QTest::newRow("meta") << user(R"("a")", R"(,"isMeta":true)") << QStringList();
    QTest::newRow("compact summary") << user(R"("a")", R"(,"isCompactSummary":true)") << QStringList();
    QTest::newRow("sidechain") << user(R"("a")", R"(,"isSidechain":true)")
                               << QStringList{QStringLiteral("U: a")};
    QTest::newRow("wrapper")
        << user(R"([{"type":"text","text":"<system-reminder>x"},{"text":"b","type":"text"}])")
        << QStringList{QStringLiteral("U: b")};
    QTest::newRow("tool result, once")
        << user(R"([{"type":"tool_result","tool_use_id":"t","content":"out"}])",
                R"(,"toolUseResult":{"stdout":"out"})")
        << QStringList{QStringLiteral("T: out")};
    QTest::newRow("tool result in blocks")
        << user(R"([{"content":[{"type":"text","text":"one"},{"type":"image","source":{"data":"x"}},)"
                R"({"type":"text","text":"two"}],"type":"tool_result"}])")
        << QStringList{QStringLiteral("T: one"), QStringLiteral("T: two")};
    QTest::newRow("answer")
        << QByteArray(R"({"message":{"content":[{"type":"thinking","thinking":"hm"},)"
                      R"({"type":"text","text":"yes"},{"type":"tool_use","input":{"text":"no"}}],)"
                      R"("role":"assistant"},"type":"assistant"})")
        << QStringList{QStringLiteral("A: yes")};
    QTest::newRow("others") << QByteArray(R"({"type":"attachment","message":{"content":"x"}})")
                            << QStringList();
    QTest::newRow("blank") << user(R"(" \n")") << QStringList();
    QTest::newRow("torn") << user(R"("a")").chopped(1) << QStringList{QStringLiteral("U: a")};
    QTest::newRow("torn inside") << QByteArray(R"({"type":"user","message":{"content":"a)") << QStringList();
}

void SearchableTextTest::claude() {
    QFETCH(QByteArray, record);
    QFETCH(QStringList, texts);
    QCOMPARE(spoken("claude", record.toStdString()), texts);
}

void SearchableTextTest::codex() {
    QCOMPARE(spoken("codex", std::string(CodexSession)),
             (QStringList{QStringLiteral("U: Explain \"add\""), QStringLiteral("A: It adds."),
                          QStringLiteral("T: tool said\n")}));
    QCOMPARE(spoken("codex",
                    R"({"type":"response_item","payload":{"type":"custom_tool_call_output","output":[)"
                    R"({"type":"input_text","text":"one"},{"type":"input_text","text":"two"}]}})"),
             (QStringList{QStringLiteral("T: one"), QStringLiteral("T: two")}));
    QCOMPARE(spoken("codex", R"({"type":"message","role":"assistant","content":[{"text":"bare"}]})"),
             QStringList{QStringLiteral("A: bare")});
}

void SearchableTextTest::pi() {
    QCOMPARE(spoken("pi", std::string(PiSession)),
             (QStringList{QStringLiteral("U: Explain add."), QStringLiteral("A: It adds."),
                          QStringLiteral("U: Forked prompt."), QStringLiteral("A: Forked answer."),
                          QStringLiteral("T: a.txt\n")}));
}

void SearchableTextTest::gemini() {
    const QStringList texts = spoken("gemini", std::string(GeminiSession));
    QCOMPARE(texts, (QStringList{QStringLiteral("U: Explain add."), QStringLiteral("A: It"),
                                 QStringLiteral("A: It adds."), QStringLiteral("T: a.txt"),
                                 QStringLiteral("U: More.")}));
}

void SearchableTextTest::opencode_data() {
    QTest::addColumn<QByteArray>("part");
    QTest::addColumn<QStringList>("texts");
    QTest::newRow("text") << QByteArray(R"({"type":"text","text":"a"})")
                          << QStringList{QStringLiteral("A: a")};
    QTest::newRow("synthetic") << QByteArray(R"({"type":"text","text":"a","synthetic":true})")
                               << QStringList();
    QTest::newRow("ignored") << QByteArray(R"({"ignored":true,"type":"text","text":"a"})") << QStringList();
    QTest::newRow("reasoning") << QByteArray(R"({"type":"reasoning","text":"a"})") << QStringList();
    QTest::newRow("tool") << QByteArray(R"({"type":"tool","state":{"input":{"output":"no"},"output":"out"}})")
                          << QStringList{QStringLiteral("T: out")};
    QTest::newRow("failed tool") << QByteArray(R"({"type":"tool","state":{"status":"error","error":"bad"}})")
                                 << QStringList{QStringLiteral("T: bad")};
    QTest::newRow("none") << QByteArray("null") << QStringList();
}

void SearchableTextTest::opencode() {
    QFETCH(QByteArray, part);
    QFETCH(QStringList, texts);
    const QByteArray record =
        R"({"id":"p","messageId":"m","role":"assistant","time":1,"message":{},"part":)" + part + "}";
    QCOMPARE(spoken("opencode", record.toStdString()), texts);
}

void SearchableTextTest::survivesAnything() {
    unsigned state = 7;
    const auto random = [&state](unsigned below) {
        state = state * 1664525 + 1013904223;
        return (state >> 8) % below;
    };
    const std::pair<const char*, std::string> samples[] = {{"claude", fixture(Conversation)},
                                                           {"codex", std::string(CodexSession)},
                                                           {"pi", std::string(PiSession)},
                                                           {"gemini", std::string(GeminiSession)}};
    for (const auto& [format, sound] : samples) {
        for (int round = 0; round < 100; ++round) {
            std::string bytes = sound;
            for (int change = 0; change < 30; ++change)
                bytes[random(static_cast<unsigned>(bytes.size()))] = static_cast<char>(random(256));
            for (const char* as : {"claude", "codex", "pi", "gemini", "opencode", "none"})
                QVERIFY(spoken(as, bytes).size() < 1000);
        }
    }
    QVERIFY(spoken("gemini", "{\"toolCalls\":" + std::string(1'000'000, '[')).isEmpty());
    QVERIFY(
        spoken("gemini", "{\"toolCalls\":" + std::string(1'000'000, '[') + std::string(1'000'000, ']') + "}")
            .isEmpty());
}

QTEST_GUILESS_MAIN(SearchableTextTest)
#include "searchable_text_test.moc"
