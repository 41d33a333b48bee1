// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/turn.h"
#include "widgets/theme/theme.h"
#include "widgets/transcript/transcript_probe.h"
#include "widgets/transcript/transcript_view.h"

#include <QApplication>
#include <QTest>

#include <chrono>
#include <memory>
#include <string>

/// Conversations for the tests of the transcript, and a view to show them in.
namespace fixture {

inline ax::Turn turn(std::string recordId, ax::TurnRole role, std::vector<ax::TurnBlock> blocks,
                     int minute = 0) {
    ax::Turn turn;
    turn.recordId = std::move(recordId);
    turn.role = role;
    turn.time = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(10) +
                std::chrono::minutes(minute);
    turn.blocks = std::move(blocks);
    return turn;
}

inline ax::Turn user(std::string recordId, std::string markdown) {
    return turn(std::move(recordId), ax::TurnRole::User, {ax::TextBlock{std::move(markdown)}});
}

inline ax::Turn agent(std::string recordId, std::string markdown) {
    return turn(std::move(recordId), ax::TurnRole::Assistant, {ax::TextBlock{std::move(markdown)}});
}

inline ax::ToolCall call(std::string name, std::string summary, std::string output,
                         ax::ToolOutcome outcome = ax::ToolOutcome::Succeeded) {
    ax::ToolCall call;
    call.name = std::move(name);
    call.summary = std::move(summary);
    call.output = std::move(output);
    call.outcome = outcome;
    return call;
}

inline ax::ToolCall edit(std::string path, std::string before, std::string after) {
    ax::ToolCall made = call("Edit", path, "The file was changed.");
    made.edit = ax::ToolCall::Edit{std::move(path), std::move(before), std::move(after)};
    return made;
}

inline std::shared_ptr<ax::TranscriptExcerpt> excerpt(std::vector<ax::Turn> turns) {
    auto made = std::make_shared<ax::TranscriptExcerpt>();
    made->turns = std::move(turns);
    return made;
}

/// Questions and answers in turn, with numbers to tell them apart: "question 7", "answer 7 …".
inline std::vector<ax::Turn> talk(int turns) {
    std::vector<ax::Turn> all;
    for (int i = 0; i < turns; ++i) {
        const std::string number = std::to_string(i);
        if (i % 2 == 0)
            all.push_back(user("r" + number, "question " + number));
        else
            all.push_back(
                agent("r" + number, "answer " + number + " with **bold** words\n\n- of several\n- lines"));
    }
    return all;
}

inline std::string lines(int count, const std::string& text = "line") {
    std::string all;
    for (int i = 1; i <= count; ++i)
        all += text + " " + std::to_string(i) + "\n";
    return all;
}

/// The turns as a transcript of their own, one position a turn.
inline ax::TranscriptWindow whole(const std::shared_ptr<const ax::TranscriptExcerpt>& excerpt) {
    const std::uint64_t end = excerpt ? excerpt->turns.size() : 0;
    return {.excerpt = excerpt, .from = 0, .to = end, .end = end};
}

/// The turns [from, to) of a conversation with a hundred positions a turn.
inline ax::TranscriptWindow part(const std::vector<ax::Turn>& turns, std::size_t from, std::size_t to) {
    constexpr std::uint64_t TurnLength = 100;
    auto made = std::make_shared<ax::TranscriptExcerpt>();
    for (std::size_t i = from; i < to; ++i) {
        made->turns.push_back(turns[i]);
        made->turns.back().position = i * TurnLength;
    }
    made->skippedBytes = from * TurnLength;
    return {.excerpt = std::move(made),
            .from = from * TurnLength,
            .to = to * TurnLength,
            .end = turns.size() * TurnLength};
}

/// A view on the screen, of a size in which all three columns have room.
struct Shown {
    explicit Shown(QSize size = {900, 400}) {
        view.resize(size);
        view.show();
        if (!QTest::qWaitForWindowExposed(&view))
            qFatal("the view does not come up");
    }
    void set(const std::shared_ptr<const ax::TranscriptExcerpt>& excerpt) { set(whole(excerpt)); }
    void set(const ax::TranscriptWindow& window) {
        view.setWindow(QStringLiteral("key"), QStringLiteral("claude"), window);
    }

    ax::widgets::Theme theme{*qApp, ax::widgets::SchemeChoice::Light};
    ax::widgets::TranscriptView view{theme};
    ax::widgets::TranscriptProbe probe{view};
};

} // namespace fixture
