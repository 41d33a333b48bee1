// SPDX-License-Identifier: MIT
#include "core/transcripts/opencode_turn_builder.h"

#include "core/transcripts/opencode_part.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ax {

namespace {

constexpr std::array<std::string_view, 6> QuietParts = {"step-start", "step-finish", "patch",
                                                        "snapshot",   "agent",       "todo"};
constexpr std::string_view Compacted = "The conversation was compacted.";

TokenCounts tokensOf(const JsonValue& tokens) {
    return {.input = tokens["input"].count(),
            .output = tokens["output"].count() + tokens["reasoning"].count(),
            .cacheRead = tokens["cache"]["read"].count(),
            .cacheWrite = tokens["cache"]["write"].count(),
            .cacheWriteHour = 0};
}

std::string errorText(const JsonValue& error) {
    const std::string& name = error["name"].text();
    if (name == "MessageAbortedError")
        return "Interrupted by the user.";
    const std::string& text = error["data"]["message"].text();
    return error.isObject() ? "API error: " + (text.empty() ? name : text) : std::string();
}

} // namespace

void OpencodeTurnBuilder::addRecord(const RecordSource::Record& record) {
    const auto value = record.text.empty() ? std::nullopt : m_reader.read(record.text);
    if (!value)
        return m_turns.addDamaged(record);
    if ((*value)["messageId"].text() != m_messageId)
        endMessage();
    m_turns.begin(record);
    beginMessage(*value);
    if (!(*value)["message"].isObject())
        m_turns.addDamaged(record);
    if ((*value)["part"].isObject())
        addPart(*value);
}

TranscriptExcerpt OpencodeTurnBuilder::take() {
    endMessage();
    return m_turns.take();
}

/// Each of a message's records repeats what they share; a later one may know more.
void OpencodeTurnBuilder::beginMessage(const JsonValue& record) {
    const JsonValue& message = record["message"];
    m_messageId = record["messageId"].text();
    m_role = record["role"].text();
    m_time = timeOfMilliseconds(static_cast<std::int64_t>(record["time"].count()));
    m_model = message["modelID"].text();
    m_tokens = tokensOf(message["tokens"]);
    m_error = errorText(message["error"]);
    m_isSummary = message["summary"].flag();
}

void OpencodeTurnBuilder::endMessage() {
    if (!m_error.empty())
        addNotice(std::exchange(m_error, {}));
    m_messageId.clear();
    m_turn.reset();
}

std::size_t OpencodeTurnBuilder::turn() {
    if (!m_turn) {
        Turn& added =
            m_turns.addTurn(m_role == "user" ? TurnRole::User : TurnRole::Assistant, m_messageId, m_time);
        if (added.role == TurnRole::Assistant) {
            added.model = m_model;
            added.tokens = m_tokens;
        }
        m_turn = m_turns.size() - 1;
    }
    return *m_turn;
}

void OpencodeTurnBuilder::addNotice(std::string text) {
    m_turns.addNotice({}, m_time, std::move(text));
}

void OpencodeTurnBuilder::addPart(const JsonValue& record) {
    const JsonValue& part = record["part"];
    const std::string& type = part["type"].text();
    if (type == "text")
        addText(part);
    else if (type == "reasoning")
        m_turns.turn(turn()).blocks.emplace_back(ThinkingBlock{part["text"].text()});
    else if (type == "tool")
        addTool(part);
    else if (type == "file")
        addFile(part);
    else if (type == "subtask")
        m_turns.turn(turn()).blocks.emplace_back(TextBlock{part["prompt"].text()});
    else if (type == "compaction")
        addNotice(std::string(Compacted));
    else if (type == "retry")
        addNotice(errorText(part["error"]));
    else if (!std::ranges::contains(QuietParts, type))
        m_turns.addUnknown();
}

void OpencodeTurnBuilder::addText(const JsonValue& part) {
    const std::string& text = part["text"].text();
    if (isBlank(text) || part["synthetic"].flag() || part["ignored"].flag())
        return;
    if (!m_isSummary) {
        m_turns.turn(turn()).blocks.emplace_back(TextBlock{text});
        return;
    }
    if (m_turns.size() == 0 || m_turns.turns().back().role != TurnRole::Notice)
        addNotice(std::string(Compacted)); // its part lies before the stretch
    m_turns.turns().back().blocks.emplace_back(TextBlock{text});
}

void OpencodeTurnBuilder::addTool(const JsonValue& part) {
    const JsonValue& state = part["state"];
    const std::string& status = state["status"].text();
    ToolCall call;
    call.id = part["callID"].text();
    call.name = part["tool"].text();
    call.input = state["input"].raw();
    if (status == "completed") {
        call.outcome = ToolOutcome::Succeeded;
        call.output = state["output"].text();
    } else if (status == "error") {
        call.outcome = ToolOutcome::Failed;
        call.output = state["error"].text();
    }
    m_turns.addCall(turn(), std::move(call));
    for (const JsonValue& attachment : state["attachments"].elements())
        addFile(attachment);
}

/// Pictures are shown; of other files, that they were there.
void OpencodeTurnBuilder::addFile(const JsonValue& part) {
    const std::string& kind = part["mime"].text();
    const std::string& name = part["filename"].text();
    if (kind.starts_with("image/")) {
        ImageBlock image = imageOfUrl(part["url"].text());
        image.mediaType = kind;
        m_turns.turn(turn()).blocks.emplace_back(std::move(image));
    } else if (!name.empty()) {
        m_turns.turn(turn()).blocks.emplace_back(TextBlock{'[' + name + ']'});
    }
}

} // namespace ax
