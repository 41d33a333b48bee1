// SPDX-License-Identifier: MIT
#include "core/transcripts/markdown_export.h"
#include "tests/unit/core_transcripts/long_transcript.h"

using namespace ax;
using namespace ax::test;

namespace {

struct Export {
    std::string text;
    Result<void> result;
    std::size_t largestPiece = 0;
};

ExportHeader plainHeader() {
    ExportHeader header;
    header.agent = "claude";
    return header;
}

Export exported(const TranscriptFile& file, const ExportHeader& header = plainHeader()) {
    Export made;
    const auto records = openRecords(file.files(), file.location());
    if (!records)
        qFatal("%s", records.error().message.c_str());
    made.result = exportMarkdown(
        **records, file.location(), header,
        [&](std::string_view piece) -> Result<void> {
            made.text += piece;
            made.largestPiece = std::max(made.largestPiece, piece.size());
            return {};
        },
        [](std::uint64_t, std::uint64_t) {}, {});
    return made;
}

std::size_t count(const std::string& text, std::string_view piece) {
    std::size_t found = 0;
    for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1))
        ++found;
    return found;
}

} // namespace

class MarkdownExportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aConversationReadsWell() {
        const TranscriptFile file(promptRecord(1, "Fix **it**.") +
                                  answerRecord(1, R"({"type":"thinking","thinking":"Hm.\nWell."})", "m") +
                                  answerRecord(2, textBlock("On it."), "m") +
                                  answerRecord(3, callBlock("x"), "m") + resultRecord("x", R"(a\n```\nb)"));
        const Export made = exported(file, {.title = "A title",
                                            .agent = "claude",
                                            .model = "opus",
                                            .sessionId = "id",
                                            .directory = {},
                                            .created = std::nullopt,
                                            .last = std::nullopt,
                                            .tokens = {.input = 1, .output = 2}});
        QVERIFY(made.result);
        QCOMPARE(made.text, std::string("# A title\n\n"
                                        "- Agent: claude\n- Model: opus\n- Session: id\n"
                                        "- Tokens: 1 in, 2 out, 0 from the prompt cache, 0 into it\n"
                                        "\n---\n\n"
                                        "## You · 2026-11-21T10:00:00Z\n\nFix **it**.\n\n"
                                        "## claude · 2026-11-21T10:01:00Z · 15 tokens\n\n"
                                        "> *Thinking*\n>\n> Hm.\n> Well.\n\n"
                                        "On it.\n\n"
                                        "**Bash** `ls`\n\n"
                                        "```json\n{\"command\":\"ls\"}\n```\n\n"
                                        "````text\na\n```\nb\n````\n\n"));
    }

    void everyTurnOnceHoweverLong() {
        std::string bytes;
        for (int i = 0; i < 3000; ++i) {
            const std::string id = std::format("call{}", i);
            bytes += promptRecord(i, std::format("question {} end", i));
            bytes += answerRecord(2 * i, textBlock("answer"), std::format("m{}", i));
            bytes += answerRecord(2 * i + 1, callBlock(id), std::format("m{}", i));
            bytes += resultRecord(id, std::format("result {} ", i) + std::string(3000, 'o'));
        }
        const TranscriptFile file(bytes);
        const Export made = exported(file);
        QVERIFY(made.result);
        QCOMPARE(count(made.text, "## You"), 3000);
        QCOMPARE(count(made.text, "## claude"), 3000);
        QCOMPARE(count(made.text, "**Bash** `ls`\n"), 3000);
        QCOMPARE(count(made.text, "\nresult "), 3000);
        QCOMPARE(count(made.text, "no result yet"), 0); // calls and results are never parted
        QVERIFY(made.largestPiece < 10'000);
    }

    void oneAnswerLongerThanAStretchIsOne() {
        std::string bytes = promptRecord(1, "x");
        for (int i = 0; i < 400; ++i)
            bytes += answerRecord(i, textBlock(std::string(20'000, 'y')), "one");
        const TranscriptFile file(bytes + promptRecord(2, "z"));
        const Export made = exported(file);
        QVERIFY(made.result);
        QCOMPARE(count(made.text, "## claude"), 1);
        QCOMPARE(count(made.text, "yyy\n"), 400);
    }

    void controlCharactersAreShownAsSymbols() {
        Turn turn;
        turn.blocks.emplace_back(TextBlock{"a\x1B[31mred\x07\tb\r\nc\x7F"});
        const std::string text = turnMarkdown(turn, "claude");
        QVERIFY(text.contains("a␛[31mred␇\tb\nc␡"));
        QVERIFY(!text.contains('\x1B'));
        Turn call;
        call.role = TurnRole::Assistant;
        call.blocks.emplace_back(ToolCall{.id = {},
                                          .name = "x\x1B\nname",
                                          .summary = "sum`mary\n2",
                                          .input = {},
                                          .output = "\x1B]0;title",
                                          .edit = {}});
        const std::string other = turnMarkdown(call, "agent\x1B");
        QVERIFY(!other.contains('\x1B'));
        QVERIFY(!other.contains("\n2"));
    }

    void editsAreDiffs() {
        Turn turn;
        turn.role = TurnRole::Assistant;
        ToolCall call{
            .id = "x", .name = "Edit", .summary = "f.cpp", .input = "{}", .output = "ok", .edit = {}};
        call.edit = ToolCall::Edit{.path = "f.cpp", .before = "a\nb", .after = "a\nc\n"};
        call.outcome = ToolOutcome::Failed;
        turn.blocks.emplace_back(call);
        turn.blocks.emplace_back(ImageBlock{.mediaType = "image/png", .data = "12345"});
        QVERIFY(
            turnMarkdown(turn, "claude")
                .contains("**Edit** `f.cpp` – failed\n\n```diff\n-a\n-b\n+a\n+c\n```\n\n```text\nok\n```\n\n"
                          "*Image, 5 bytes, image/png*\n\n"));
    }

    void itStopsWhenAskedAndSaysWhyItCannot() {
        const TranscriptFile file(talkRecords(0, 20'000));
        const auto records = openRecords(file.files(), file.location());
        QVERIFY(records);
        const auto nothing = [](std::string_view) -> Result<void> { return {}; };
        std::stop_source stop;
        int steps = 0;
        auto done = exportMarkdown(
            **records, file.location(), {}, nothing,
            [&](std::uint64_t, std::uint64_t) {
                ++steps;
                stop.request_stop();
            },
            stop.get_token());
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Busy);
        QCOMPARE(steps, 1);
        done = exportMarkdown(
            **records, file.location(), {},
            [](std::string_view) -> Result<void> {
                return std::unexpected(Error{ErrorCode::NoSpace, "the disk is full"});
            },
            [](std::uint64_t, std::uint64_t) {}, {});
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::NoSpace);
    }
};

QTEST_GUILESS_MAIN(MarkdownExportTest)
#include "markdown_export_test.moc"
