// SPDX-License-Identifier: MIT
#include "tests/bench/claude_transcript_generator.h"
#include "tests/unit/core_index/store_world.h"

using namespace ax;
using namespace ax::test;

/// Many files: all cores at once see the same as one reader after the other.
class IndexScaleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scansInParallelAsInSequence();
};

void IndexScaleTest::scansInParallelAsInSequence() {
    constexpr int Count = 500;
    StoreWorld world;
    for (int number = 0; number < Count; ++number) {
        bench::ClaudeTranscriptGenerator generator(static_cast<std::uint64_t>(number), idNumber(number));
        std::string bytes;
        for (int turn = 0; turn <= number % 3; ++turn)
            bytes += generator.turn();
        world.append(world.transcript(idNumber(number), std::format("-project-{}", number % 40)), bytes);
    }
    SessionIndex index(world.context());
    const SnapshotPointer snapshot = index.scan();
    QCOMPARE(snapshot->sessions.size(), static_cast<std::size_t>(Count));
    TranscriptScratch scratch;
    for (const SessionPointer& row : snapshot->sessions) {
        const auto file = world.real.open(row->file);
        QVERIFY(file.has_value());
        TranscriptReader reader("claude", TranscriptRole::Session);
        QVERIFY(reader.readAppended(**file, scratch).has_value());
        const TranscriptFacts facts = reader.facts();
        QCOMPARE(row->title, facts.title);
        QCOMPARE(row->tokens, facts.tokens);
        QVERIFY(row->last == facts.last);
        QCOMPARE(row->prompts, facts.prompts);
        QCOMPARE(row->damagedRecords, 0U);
        QCOMPARE(row->unknownRecords, 0U);
        QVERIFY(row->prompts > 0 && row->tokens.total() > 0);
    }
    QVERIFY(std::ranges::is_sorted(snapshot->sessions, std::ranges::greater(),
                                   [](const SessionPointer& row) { return row->last; }));
}

QTEST_GUILESS_MAIN(IndexScaleTest)
#include "index_scale_test.moc"
