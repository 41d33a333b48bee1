// SPDX-License-Identifier: MIT
#include "core/transcripts/transcript_pages.h"
#include "core/transcripts/turn_joining.h"
#include "tests/unit/core_transcripts/long_transcript.h"
#include "tests/unit/core_transcripts/reading.h"

using namespace ax;
using namespace ax::test;

namespace {

using Follow = TranscriptPages::Follow;

const std::string& textOf(const Turn& turn) {
    return std::get<TextBlock>(turn.blocks.at(0)).markdown;
}
const ToolCall& callOf(const Turn& turn, std::size_t block = 0) {
    return std::get<ToolCall>(turn.blocks.at(block));
}
const Turn& lastTurn(const TranscriptWindow& window) {
    return window.excerpt->turns.back();
}

} // namespace

class TranscriptPagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSmallTranscriptIsOneWindow() {
        const TranscriptFile file(talkRecords(0, 100));
        TranscriptPages pages(file.files(), file.location(), {});
        const auto window = pages.readEnd();
        QVERIFY(window);
        QVERIFY(window->isWhole());
        QCOMPARE(window->excerpt->turns.size(), 200);
        QCOMPARE(textOf(window->excerpt->turns[0]), std::string("question 0"));
    }

    void theEndOfALargeOneIsReadOnly() {
        CountingFileSystem files;
        const TranscriptFile file(talkRecords(0, 20'000));
        TranscriptPages pages(files, file.location(), {});
        const auto window = pages.readEnd();
        QVERIFY(window);
        QVERIFY(window->reachesEnd() && !window->reachesStart());
        QVERIFY(textOf(lastTurn(*window)).starts_with("answer 19999 "));
        QVERIFY2(files.bytesRead() < 2 * TranscriptPages::EndBytes,
                 std::to_string(files.bytesRead()).c_str());
        QCOMPARE(window->excerpt->turns.front().position, window->from);
    }

    void moreIsReadWhereLittleIsSeen() {
        // A hundred calls whose outputs nobody sees until they are unfolded.
        std::string bytes = talkRecords(0, 5000);
        for (int i = 0; i < 200; ++i) {
            const std::string id = std::format("call{}", i);
            bytes += answerRecord(10'000 + i, callBlock(id)) + resultRecord(id, std::string(20'000, 'o'));
        }
        const TranscriptFile file(bytes);
        TranscriptPages pages(file.files(), file.location(), {});
        const auto window = pages.readEnd();
        QVERIFY(window);
        QVERIFY(window->excerpt->turns.size() >= 80);
        QVERIFY(window->to - window->from < 2 * TranscriptPages::MaximumMargin);
    }

    void anyPlaceHasMargins() {
        const TranscriptFile file(talkRecords(0, 20'000));
        TranscriptPages pages(file.files(), file.location(), {});
        const std::uint64_t end = pages.readEnd()->end;
        for (const std::uint64_t place : {std::uint64_t(0), end / 3, end / 2, end - 1, end, end + 1000}) {
            const auto window = pages.readAround(place, place);
            QVERIFY(window);
            QVERIFY(window->from <= place && std::min(place, end) <= window->to);
            QVERIFY(window->excerpt->turns.size() > 100);
            QVERIFY(window->reachesStart() || place - window->from >= TranscriptPages::MarginBytes / 2);
            QVERIFY(window->reachesEnd() || window->to - place >= TranscriptPages::MarginBytes / 2);
            QVERIFY(window->to - window->from < 4 * TranscriptPages::MarginBytes);
        }
    }

    void windowsNameTheSameTurnsAlike() {
        const TranscriptFile file(talkRecords(0, 20'000));
        TranscriptPages pages(file.files(), file.location(), {});
        const std::uint64_t middle = pages.readEnd()->end / 2;
        const auto one = pages.readAround(middle, middle);
        const auto other = pages.readAround(middle + 50'000, middle + 60'000);
        QVERIFY(one && other);
        const Turn& turn = one->excerpt->turns.back();
        const auto same = std::ranges::find(other->excerpt->turns, turn.recordId, &Turn::recordId);
        QVERIFY(same != other->excerpt->turns.end());
        QCOMPARE(same->position, turn.position);
    }

    void aLineOfTwelveMegabytesIsAWindow() {
        const std::string before = talkRecords(0, 3000);
        const TranscriptFile file(before + promptRecord(5000, std::string(12'000'000, 'y')) +
                                  talkRecords(6000, 9000));
        TranscriptPages pages(file.files(), file.location(), {});
        const auto window = pages.readAround(before.size(), before.size());
        QVERIFY(window);
        const auto huge = std::ranges::find(window->excerpt->turns, std::string("u5000"), &Turn::recordId);
        QVERIFY(huge != window->excerpt->turns.end());
        QCOMPARE(textOf(*huge).size(), 12'000'000);
    }

    void anAppendIsReadByItself() {
        CountingFileSystem files;
        const TranscriptFile file(talkRecords(0, 2000));
        TranscriptPages pages(files, file.location(), {});
        TranscriptWindow shown = *pages.readEnd();
        const auto known = shown.excerpt;
        files.forget();
        file.append(talkRecords(2000, 2001));
        const auto window = pages.refresh(shown, Follow::No);
        QVERIFY(window);
        QCOMPARE(window->from, shown.from);
        QVERIFY(window->reachesEnd());
        QVERIFY(textOf(lastTurn(*window)).starts_with("answer 2000 "));
        QCOMPARE(window->excerpt->turns.size(), known->turns.size() + 2);
        QVERIFY2(files.bytesRead() < 20'000, std::to_string(files.bytesRead()).c_str());
    }

    void anAnswerThatGoesOnIsReplaced() {
        const TranscriptFile file(talkRecords(0, 3) + answerRecord(100, textBlock("first"), "long"));
        TranscriptPages pages(file.files(), file.location(), {});
        const TranscriptWindow shown = *pages.readEnd();
        file.append(answerRecord(101, textBlock("second"), "long"));
        const auto window = pages.refresh(shown, Follow::Yes);
        QVERIFY(window);
        QCOMPARE(window->excerpt->turns.size(), shown.excerpt->turns.size());
        QCOMPARE(lastTurn(*window).blocks.size(), 2);
        QCOMPARE(lastTurn(*window).recordId, lastTurn(shown).recordId);
    }

    void aResultGoesToItsCall() {
        const TranscriptFile file(talkRecords(0, 3) + answerRecord(100, callBlock("one")) +
                                  answerRecord(101, textBlock("meanwhile")));
        TranscriptPages pages(file.files(), file.location(), {});
        const TranscriptWindow shown = *pages.readEnd();
        file.append(resultRecord("one", "done"));
        const auto window = pages.refresh(shown, Follow::No);
        QVERIFY(window);
        QCOMPARE(window->excerpt->turns.size(), shown.excerpt->turns.size());
        const auto call = std::ranges::find(window->excerpt->turns, std::string("a100"), &Turn::recordId);
        QCOMPARE(callOf(*call).output, std::string("done"));
        QCOMPARE(callOf(*call).outcome, ToolOutcome::Succeeded);
    }

    void everyPieceOfAnAppendIsTaken() {
        // Byte by byte, as a slow disk would show it: nothing is lost, doubled or called damaged.
        const std::string added =
            answerRecord(50, callBlock("one")) + resultRecord("one", "done") + promptRecord(51, "next");
        const TranscriptFile file(talkRecords(0, 3));
        TranscriptPages pages(file.files(), file.location(), {});
        TranscriptWindow shown = *pages.readEnd();
        for (const char byte : added) {
            file.append({&byte, 1});
            const auto window = pages.refresh(shown, Follow::Yes);
            QVERIFY(window);
            shown = *window;
            QCOMPARE(shown.excerpt->damagedRecords, 0);
        }
        QCOMPARE(shown.excerpt->turns.size(), 8);
        QCOMPARE(textOf(lastTurn(shown)), std::string("next"));
        QCOMPARE(callOf(shown.excerpt->turns[6]).output, std::string("done"));
    }

    void whoReadsElsewhereIsToldOfTheEndOnly() {
        CountingFileSystem files;
        const TranscriptFile file(talkRecords(0, 20'000));
        TranscriptPages pages(files, file.location(), {});
        const TranscriptWindow shown = *pages.readAround(1'000'000, 1'000'000);
        files.forget();
        file.append(talkRecords(30'000, 30'010));
        const auto window = pages.refresh(shown, Follow::No);
        QVERIFY(window);
        QCOMPARE(window->excerpt, shown.excerpt);
        QVERIFY(window->end > shown.end);
        QCOMPARE(files.bytesRead(), 0);
    }

    void aTailThatOnlyGrowsDoesNotGrowTheWindow() {
        const TranscriptFile file(talkRecords(0, 5000));
        TranscriptPages pages(file.files(), file.location(), {});
        TranscriptWindow shown = *pages.readEnd();
        for (int i = 0; i < 60; ++i) {
            file.append(talkRecords(10'000 + 400 * i, 10'400 + 400 * i));
            const auto window = pages.refresh(shown, Follow::Yes);
            QVERIFY(window && window->reachesEnd());
            shown = *window;
            QVERIFY(shown.to - shown.from <= TranscriptPages::MaximumWindow);
        }
    }

    void aTranscriptMayShrinkOrBeReplaced() {
        const TranscriptFile file(talkRecords(0, 5000));
        TranscriptPages pages(file.files(), file.location(), {});
        TranscriptWindow shown = *pages.readEnd();
        file.truncate(10'000);
        auto window = pages.refresh(shown, Follow::No);
        QVERIFY(window);
        QVERIFY(window->isWhole());
        QCOMPARE(window->end, 10'000);

        file.replace(talkRecords(0, 6000, 500)); // larger than the one before
        window = pages.refresh(*window, Follow::No);
        QVERIFY(window);
        QVERIFY(textOf(lastTurn(*window)).starts_with("answer 5999 "));
        QVERIFY(pages.readAround(0, 0));
    }

    void aTranscriptMayVanish() {
        const TranscriptFile file(talkRecords(0, 10));
        TranscriptPages pages(file.files(), file.location(), {});
        const TranscriptWindow shown = *pages.readEnd();
        file.remove();
        const auto window = pages.refresh(shown, Follow::Yes);
        QVERIFY(!window);
        QCOMPARE(window.error().code, ErrorCode::NotFound);
        QVERIFY(!pages.readEnd());
        QVERIFY(!pages.readAround(0, 0));
    }

    void anUnknownFormatIsSaid() {
        const TranscriptFile file(talkRecords(0, 10));
        TranscriptLocation location = file.location();
        location.format = "telepathy";
        TranscriptPages pages(file.files(), location, {});
        const auto window = pages.readEnd();
        QVERIFY(!window);
        QVERIFY(window.error().message.contains("telepathy"));
    }

    void pathsAreToldFromTheFolder() {
        const TranscriptFile file(answerRecord(
            1, R"({"type":"tool_use","id":"x","name":"Read","input":{"file_path":"/home/ann/src/a.cpp"}})"));
        TranscriptPages pages(file.files(), file.location(), "/home/ann/src");
        const auto window = pages.readEnd();
        QVERIFY(window);
        QCOMPARE(callOf(lastTurn(*window)).summary, std::string("a.cpp"));
    }

    void garbageIsRead() {
        std::string bytes;
        std::uint32_t state = 7;
        while (bytes.size() < 3'000'000) {
            state = state * 1664525 + 1013904223;
            bytes += static_cast<char>(state >> 24);
        }
        const TranscriptFile file(bytes);
        TranscriptPages pages(file.files(), file.location(), {});
        QVERIFY(pages.readEnd());
        QVERIFY(pages.readAround(1'500'000, 1'600'000));
        const TranscriptFile empty("");
        TranscriptPages none(empty.files(), empty.location(), {});
        QVERIFY(none.readEnd() && none.readEnd()->excerpt->turns.empty());
        QVERIFY(none.readAround(5, 10));
    }

    void aResultWithItsPicturesIsJoined() {
        Turn call;
        call.role = TurnRole::Assistant;
        call.blocks.emplace_back(
            ToolCall{.id = "x", .name = "Shot", .summary = {}, .input = "{}", .output = {}, .edit = {}});
        Turn result;
        result.role = TurnRole::Assistant;
        ToolCall answer{.id = "x", .name = "tool", .summary = {}, .input = {}, .output = "saved", .edit = {}};
        answer.outcome = ToolOutcome::Failed;
        result.blocks.emplace_back(answer);
        result.blocks.emplace_back(ImageBlock{.mediaType = "image/png", .data = "png"});
        Turn other = result;
        std::get<ToolCall>(other.blocks[0]).id = "y";
        std::vector<Turn> turns{call};
        joinTurns(turns, {result, other});
        QCOMPARE(turns.size(), 2);
        QCOMPARE(turns[0].blocks.size(), 2);
        QCOMPARE(callOf(turns[0]).output, std::string("saved"));
        QCOMPARE(callOf(turns[0]).outcome, ToolOutcome::Failed);
        QCOMPARE(callOf(turns[1]).id, std::string("y")); // its call is not here: it stands by itself
    }
};

QTEST_GUILESS_MAIN(TranscriptPagesTest)
#include "transcript_pages_test.moc"
