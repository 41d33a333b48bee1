// SPDX-License-Identifier: MIT
#include "core/transcripts/gemini_turn_builder.h"

#include <utility>

namespace ax {

namespace {

std::optional<Timestamp> timeOf(const JsonValue& message) {
    return parseTimestamp(message["timestamp"].text());
}

/// A text, one part, or a list of parts.
std::vector<TurnBlock> blocksOf(const JsonValue& content) {
    std::vector<TurnBlock> blocks;
    const auto add = [&blocks](const JsonValue& part) {
        const std::string& text = part.isText() ? part.text() : part["text"].text();
        if (const JsonValue& data = part["inlineData"]; data.isObject())
            blocks.emplace_back(imageOfBase64(data["mimeType"].text(), data["data"].text()));
        else if (!isBlank(text))
            blocks.emplace_back(TextBlock{text});
    };
    if (content.isArray()) {
        for (const JsonValue& part : content.elements())
            add(part);
    } else {
        add(content);
    }
    return blocks;
}

TokenCounts tokensOf(const JsonValue& tokens) {
    const std::uint64_t prompt = tokens["input"].count();
    TokenCounts counts;
    counts.cacheRead = std::min(prompt, tokens["cached"].count());
    counts.input = prompt - counts.cacheRead + tokens["tool"].count();
    counts.output = tokens["output"].count() + tokens["thoughts"].count();
    return counts;
}

/// What a tool gave the model: `result` holds function responses.
std::string outputOf(const JsonValue& call, const std::string& stored) {
    std::string output;
    for (const JsonValue& part : call["result"].elements()) {
        const JsonValue& response = part["functionResponse"]["response"];
        for (const std::string_view name : {"output", "error", "content"}) {
            if (!response[name].text().empty())
                output.append(output.empty() ? "" : "\n").append(response[name].text());
        }
    }
    if (output.empty())
        output = call["resultDisplay"].isText() ? call["resultDisplay"].text() : stored;
    return output;
}

ToolOutcome outcomeOf(const std::string& status) {
    if (status == "success")
        return ToolOutcome::Succeeded;
    return status == "error" || status == "cancelled" ? ToolOutcome::Failed : ToolOutcome::Pending;
}

} // namespace

void GeminiTurnBuilder::addRecord(const RecordSource::Record& record) {
    auto value = record.text.empty() ? std::nullopt : m_reader.read(record.text);
    if (!value)
        return m_turns.addDamaged(record);
    if (const JsonValue& set = (*value)["$set"]; set.isObject()) {
        if (!set["messages"].isArray())
            return;
        m_messages.clear();
        m_places.clear();
        for (const JsonValue& message : set["messages"].elements())
            addMessage(message, record);
    } else if ((*value)["type"].isText()) {
        addMessage(std::move(*value), record);
    } else if (!(*value)["sessionId"].isText()) {
        m_turns.addUnknown();
    }
}

void GeminiTurnBuilder::addMessage(JsonValue value, const RecordSource::Record& record) {
    Message message{.value = {}, .record = record, .calls = {}};
    message.record.text = {};
    for (const JsonValue& call : value["toolCalls"].elements())
        message.calls.push_back(
            {.input = std::string(call["args"].raw()), .output = std::string(call["result"].raw())});
    const std::string id = value["id"].text();
    message.value = std::move(value);
    const auto [place, isNew] = m_places.try_emplace(id, m_messages.size());
    if (isNew || id.empty()) {
        m_messages.push_back(std::move(message));
    } else {
        message.record = m_messages[place->second].record;
        m_messages[place->second] = std::move(message);
    }
}

TranscriptExcerpt GeminiTurnBuilder::take() {
    for (const Message& message : std::exchange(m_messages, {}))
        show(message);
    m_places.clear();
    return m_turns.take();
}

void GeminiTurnBuilder::show(const Message& message) {
    m_turns.begin(message.record);
    const JsonValue& value = message.value;
    const std::string& type = value["type"].text();
    auto blocks = blocksOf(value["content"]);
    if (type == "gemini") {
        showAnswer(message);
    } else if (type == "user") {
        // Results of tools were once stored as what the user said.
        if (!blocks.empty())
            m_turns.addTurn(TurnRole::User, value["id"].text(), timeOf(value)).blocks = std::move(blocks);
    } else if (type == "info" || type == "error" || type == "warning") {
        if (!blocks.empty())
            m_turns.addTurn(TurnRole::Notice, value["id"].text(), timeOf(value)).blocks = std::move(blocks);
    } else {
        m_turns.addUnknown();
    }
}

void GeminiTurnBuilder::showAnswer(const Message& message) {
    const JsonValue& value = message.value;
    Turn& turn = m_turns.addTurn(TurnRole::Assistant, value["id"].text(), timeOf(value));
    const std::size_t place = m_turns.size() - 1;
    turn.model = value["model"].text();
    turn.tokens = tokensOf(value["tokens"]);
    for (const JsonValue& thought : value["thoughts"].elements()) {
        std::string text = thought["subject"].text();
        if (const std::string& more = thought["description"].text(); !more.empty())
            text.append(text.empty() ? "" : "\n\n").append(more);
        turn.blocks.emplace_back(ThinkingBlock{std::move(text)});
    }
    for (TurnBlock& block : blocksOf(value["content"]))
        turn.blocks.push_back(std::move(block));
    std::size_t at = 0;
    for (const JsonValue& stored : value["toolCalls"].elements()) {
        const Call& texts = message.calls[at++];
        ToolCall call;
        call.id = stored["id"].text();
        call.name = stored["name"].text();
        call.input = texts.input;
        call.outcome = outcomeOf(stored["status"].text());
        if (call.outcome != ToolOutcome::Pending)
            call.output = outputOf(stored, texts.output);
        m_turns.addCall(place, std::move(call));
    }
    if (m_turns.turn(place).blocks.empty())
        m_turns.turns().pop_back();
}

} // namespace ax
