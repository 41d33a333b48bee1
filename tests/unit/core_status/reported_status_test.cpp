// SPDX-License-Identifier: MIT
#include "core/status/reported_status.h"
#include "tests/unit/core/state/state_folder.h"

#include <QtTest>

using namespace ax;
using namespace ax::test;

namespace {

const Timestamp Then = *parseTimestamp("2026-11-05T10:00:00.123Z");

ReportedStatus everything() {
    return {.program = ReportedStatus::Report{.status = {.state = ProgramState::BlockedOnPermission,
                                                         .program = "claude",
                                                         .message = "Run \"make\"?",
                                                         .title = "Build",
                                                         .progress = 40},
                                              .at = Then},
            .title = ReportedStatus::Text{.text = "✳ Build", .at = Then},
            .notification = ReportedStatus::Text{.text = "needs you", .at = Then},
            .bell = Then};
}

} // namespace

class ReportedStatusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrote();
    void knowsAllStates();
    void strangeMembersCostThemselves();
    void survivesCutsAndDamage();
    void livesInAFile();
};

void ReportedStatusTest::readsWhatItWrote() {
    const std::string text = reportedStatusText(everything());
    const auto read = parseReportedStatus(text);
    QVERIFY(read.has_value());
    QVERIFY(read->program && read->title && read->notification);
    QVERIFY(read->program->status == everything().program->status);
    QVERIFY(read->program->at == Then && read->title->at == Then && read->notification->at == Then);
    QCOMPARE(read->title->text, "✳ Build");
    QCOMPARE(read->notification->text, "needs you");
    QCOMPARE(read->bell, std::optional(Then));
    QCOMPARE(reportedStatusText({}), "{}");
    const auto nothing = parseReportedStatus("{}");
    QVERIFY(nothing && !nothing->program && !nothing->title && !nothing->notification && !nothing->bell);
}

void ReportedStatusTest::knowsAllStates() {
    for (const ProgramState state :
         {ProgramState::Idle, ProgramState::Working, ProgramState::BlockedOnPermission,
          ProgramState::BlockedOnQuestion, ProgramState::Done, ProgramState::Failed}) {
        ReportedStatus status = everything();
        status.program->status.state = state;
        const auto read = parseReportedStatus(reportedStatusText(status));
        QVERIFY(read && read->program && read->program->status.state == state);
    }
    // A holder writes no report that was taken back; one that is there all the same says nothing.
    ReportedStatus cleared = everything();
    cleared.program->status.state = ProgramState::Cleared;
    QVERIFY(!parseReportedStatus(reportedStatusText(cleared))->program);
}

void ReportedStatusTest::strangeMembersCostThemselves() {
    const auto read = parseReportedStatus(
        R"({"program":{"state":"dreaming","at":5},"title":"text","notification":{"text":7,"at":5},)"
        R"("bell":-1,"future":[{}]})");
    QVERIFY(read && !read->program && !read->title && !read->bell);
    QVERIFY(read->notification && read->notification->text.empty());
    for (const char* at : {"-1", "9223372036854775807", "18446744073709551615", "1e3", "\"5\"", "null"})
        QVERIFY(
            !parseReportedStatus(std::string(R"({"program":{"state":"idle","at":)") + at + "}}")->program);
    QVERIFY(!parseReportedStatus(R"({"program":{"state":"idle"}})")->program);
    const auto odd =
        parseReportedStatus(R"({"program":{"state":"idle","at":5,"message":[],"progress":"x"}})");
    QVERIFY(odd->program && odd->program->status.message.empty() && !odd->program->status.progress);
}

void ReportedStatusTest::survivesCutsAndDamage() {
    const std::string whole = reportedStatusText(everything());
    for (std::size_t size = 0; size < whole.size(); ++size)
        QVERIFY(!parseReportedStatus(std::string_view(whole).substr(0, size)));
    for (const std::string& text : {std::string(100'000, '['), std::string("[]"), std::string("{}x"),
                                    std::string("\xff"), std::string(1, '\0')})
        QVERIFY(!parseReportedStatus(text));
    unsigned state = 5;
    for (int round = 0; round < 2000; ++round) {
        std::string damaged = whole;
        for (int change = 0; change < 3; ++change) {
            state = state * 1664525 + 1013904223;
            damaged[(state >> 8) % damaged.size()] = static_cast<char>(state >> 24);
        }
        const auto read = parseReportedStatus(damaged);
        QVERIFY(!read || !read->title || read->title->text.size() <= whole.size());
    }
}

void ReportedStatusTest::livesInAFile() {
    const StateFolder state;
    QVERIFY(!readReportedStatus(state.files(), state.paths(), "a"));
    QVERIFY(writeReportedStatus(state.files(), state.paths(), "a", everything()).has_value());
    QVERIFY(readReportedStatus(state.files(), state.paths(), "a")->program.has_value());
    QCOMPARE(state.permissions("status/a.json"), StateFolder::Private);
    QCOMPARE(state.permissions("status"), StateFolder::Private | QFile::ExeOwner);
    state.write("status/large.json", R"({"title":{"text":")" + std::string(300'000, 'x') + R"(","at":5}})");
    QVERIFY(!readReportedStatus(state.files(), state.paths(), "large"));
    state.write("outside.json", "{}");
    QVERIFY(!readReportedStatus(state.files(), state.paths(), "../outside"));
    QVERIFY(!writeReportedStatus(state.files(), state.paths(), "../outside", everything()));
    removeReportedStatus(state.files(), state.paths(), "../outside");
    QCOMPARE(state.read("outside.json"), "{}");
    removeReportedStatus(state.files(), state.paths(), "a");
    QVERIFY(!readReportedStatus(state.files(), state.paths(), "a"));
}

QTEST_GUILESS_MAIN(ReportedStatusTest)
#include "reported_status_test.moc"
