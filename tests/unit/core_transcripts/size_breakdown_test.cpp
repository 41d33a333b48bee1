// SPDX-License-Identifier: MIT
#include "core/transcripts/size_breakdown.h"
#include "tests/unit/core_transcripts/long_transcript.h"

#include <algorithm>

using namespace ax;
using namespace ax::test;

namespace {

Result<SizeBreakdown> measured(const TranscriptFile& file, const std::stop_token& stop = {}) {
    const auto records = openRecords(file.files(), file.location());
    if (!records)
        return std::unexpected(records.error());
    return measureTranscript(**records, file.location(), [](std::uint64_t, std::uint64_t) {}, stop);
}

SizeBreakdown::Part partOf(const SizeBreakdown& breakdown, ContentKind kind, const std::string& name = {}) {
    const auto part = std::ranges::find_if(breakdown.parts, [&](const auto& candidate) {
        return candidate.kind == kind && candidate.name == name;
    });
    return part == breakdown.parts.end() ? SizeBreakdown::Part() : *part;
}

} // namespace

class SizeBreakdownTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyByteIsForSomething() {
        std::string picture(40'000, 'A'); // base64
        const TranscriptFile file(
            promptRecord(1, std::string(1000, 'p')) + answerRecord(1, textBlock(std::string(2000, 't'))) +
            answerRecord(2, "{\"type\":\"thinking\",\"thinking\":\"" + std::string(500, 'h') + "\"}") +
            answerRecord(3, callBlock("one", "Bash")) + answerRecord(4, callBlock("two", "Read")) +
            resultRecord("one", std::string(5000, 'o')) + resultRecord("two", std::string(7000, 'o')) +
            resultRecord("stray", std::string(300, 'o')) +
            R"({"type":"user","message":{"role":"user","content":[{"type":"image","source":{"type":"base64",)"
            "\"media_type\":\"image/png\",\"data\":\"" +
            picture + "\"}}]}}\n" + "{\"type\":\"attachment\",\"attachment\":{\"text\":\"" +
            std::string(9000, 'b') + "\"}}\n" + "{\"type\":\"user\",\"message\"" + std::string(600, '!') +
            "\n");
        const auto breakdown = measured(file);
        QVERIFY(breakdown);
        QCOMPARE(breakdown->records, 11);
        QCOMPARE(partOf(*breakdown, ContentKind::UserText).bytes, 1000);
        QCOMPARE(partOf(*breakdown, ContentKind::AssistantText).bytes, 2000);
        QCOMPARE(partOf(*breakdown, ContentKind::Thinking).bytes, 500);
        QCOMPARE(partOf(*breakdown, ContentKind::ToolInput).count, 2);
        QCOMPARE(partOf(*breakdown, ContentKind::ToolOutput, "Bash").bytes, 5000);
        QCOMPARE(partOf(*breakdown, ContentKind::ToolOutput, "Read").bytes, 7000);
        QCOMPARE(partOf(*breakdown, ContentKind::ToolOutput, "?").bytes, 300);
        QCOMPARE(partOf(*breakdown, ContentKind::Images).bytes, 40'000);
        QVERIFY(partOf(*breakdown, ContentKind::Bookkeeping, "attachment").bytes > 9000);
        QVERIFY(partOf(*breakdown, ContentKind::Damaged).bytes > 600);
        std::uint64_t sum = 0;
        for (const auto& part : breakdown->parts)
            sum += part.bytes;
        QCOMPARE(sum, breakdown->bytes);
        QVERIFY(
            std::ranges::is_sorted(breakdown->parts, std::ranges::greater(), &SizeBreakdown::Part::bytes));
    }

    void theLargestRecordsAreKnownByPlace() {
        const std::string before = talkRecords(0, 2000);
        const std::string one = resultRecord("x", std::string(500'000, 'o'));
        const TranscriptFile file(before + one + talkRecords(3000, 3020, 50'000));
        const auto breakdown = measured(file);
        QVERIFY(breakdown);
        QCOMPARE(breakdown->largest.size(), SizeBreakdown::MaximumLargest);
        QCOMPARE(breakdown->largest[0].position, before.size());
        QCOMPARE(breakdown->largest[0].kind, ContentKind::ToolOutput);
        QCOMPARE(breakdown->largest[0].bytes, one.size() - 1);
        QCOMPARE(breakdown->largest[1].kind, ContentKind::AssistantText);
        QVERIFY(std::ranges::is_sorted(breakdown->largest, std::ranges::greater(),
                                       &SizeBreakdown::LargeRecord::bytes));
    }

    void itStopsWhenAsked() {
        const TranscriptFile file(talkRecords(0, 5000));
        std::stop_source stop;
        stop.request_stop();
        const auto breakdown = measured(file, stop.get_token());
        QVERIFY(!breakdown);
        QCOMPARE(breakdown.error().code, ErrorCode::Busy);
    }

    void garbageIsMeasured() {
        std::string bytes;
        std::uint32_t state = 7;
        while (bytes.size() < 300'000) {
            state = state * 1664525 + 1013904223;
            bytes += static_cast<char>(state >> 24);
        }
        QVERIFY(measured(TranscriptFile(bytes)));
        QVERIFY(measured(TranscriptFile("")));
        // Names that a file invents do not fill the memory.
        std::string names;
        for (int i = 0; i < 2000; ++i)
            names += std::format("{{\"type\":\"kind{}\"}}\n", i);
        const auto breakdown = measured(TranscriptFile(names));
        QVERIFY(breakdown);
        QVERIFY(breakdown->parts.size() < 300);
    }
};

QTEST_GUILESS_MAIN(SizeBreakdownTest)
#include "size_breakdown_test.moc"
