// SPDX-License-Identifier: MIT
#include "core/transcripts/pi_turn_builder.h"

#include <algorithm>
#include <array>
#include <format>
#include <set>
#include <utility>

namespace ax {

namespace {

constexpr std::array<std::string_view, 12> KnownTypes = {
    "session",      "message", "model_change", "thinking_level_change", "compaction",   "branch_summary",
    "session_info", "label",   "custom",       "custom_message",        "context_edit", "tools_change",
};

std::optional<Timestamp> timeOf(const JsonValue& entry) {
    return parseTimestamp(entry["timestamp"].text());
}

/// Texts and pictures of a message; a bare string is one text.
std::vector<TurnBlock> blocksOf(const JsonValue& content) {
    std::vector<TurnBlock> blocks;
    if (content.isText() && !isBlank(content.text()))
        blocks.emplace_back(TextBlock{content.text()});
    for (const JsonValue& piece : content.elements()) {
        if (piece["type"].text() == "image")
            blocks.emplace_back(imageOfBase64(piece["mimeType"].text(), piece["data"].text()));
        else if (!isBlank(piece["text"].text()))
            blocks.emplace_back(TextBlock{piece["text"].text()});
    }
    return blocks;
}

TokenCounts tokensOf(const JsonValue& usage) {
    return {.input = usage["input"].count(),
            .output = usage["output"].count(),
            .cacheRead = usage["cacheRead"].count(),
            .cacheWrite = usage["cacheWrite"].count(),
            .cacheWriteHour = 0};
}

} // namespace

void PiTurnBuilder::addRecord(const RecordSource::Record& record) {
    auto value = record.text.empty() ? std::nullopt : m_reader.read(record.text);
    if (!value)
        return m_turns.addDamaged(record);
    if (!std::ranges::contains(KnownTypes, (*value)["type"].text()))
        m_turns.addUnknown();
    Entry entry{.value = {}, .record = record, .inputs = {}};
    entry.record.text = {};
    for (const JsonValue& piece : (*value)["message"]["content"].elements()) {
        if (piece["type"].text() == "toolCall")
            entry.inputs[piece["id"].text()] = piece["arguments"].raw();
    }
    entry.value = std::move(*value);
    m_entries.push_back(std::move(entry));
}

/// From the first entry to the last one. A parent that is not here lies before the stretch, or is lost: then
/// what stands before it in the file is taken for its past, since a file without branches is the usual case.
std::vector<const PiTurnBuilder::Entry*> PiTurnBuilder::branch() const {
    std::map<std::string_view, std::size_t> places; // an id that comes twice: the last one before its child
    for (std::size_t place = 0; place < m_entries.size(); ++place) {
        if (const std::string& id = m_entries[place].value["id"].text(); !id.empty())
            places[id] = place;
    }
    std::vector<const Entry*> branch;
    std::size_t at = m_entries.size();
    while (at > 0) {
        --at;
        const Entry& entry = m_entries[at];
        branch.push_back(&entry);
        const JsonValue& parent = entry.value["parentId"];
        const auto found = places.find(parent.text());
        if (parent.isText() && found != places.end() && found->second < at)
            at = found->second + 1; // parents come before their children: no loop
        else if (parent.isNull() && entry.value["id"].isText())
            break; // the beginning
    }
    std::ranges::reverse(branch);
    return branch;
}

TranscriptExcerpt PiTurnBuilder::take() {
    for (const Entry* entry : branch())
        addEntry(*entry);
    m_entries.clear();
    return m_turns.take();
}

void PiTurnBuilder::addEntry(const Entry& entry) {
    m_turns.begin(entry.record);
    const JsonValue& value = entry.value;
    const std::string& type = value["type"].text();
    const std::string& id = value["id"].text();
    if (type == "message") {
        addMessage(entry);
    } else if (type == "model_change") {
        m_model = value["modelId"].text();
    } else if (type == "compaction" || type == "branch_summary") {
        std::string text =
            type == "compaction" ? "The conversation was compacted" : "The conversation went back";
        if (const auto tokens = value["tokensBefore"].count())
            text += std::format(" at {} tokens", tokens);
        m_turns.addNotice(id, timeOf(value), text + '.');
        if (const std::string& summary = value["summary"].text(); !isBlank(summary))
            m_turns.turns().back().blocks.emplace_back(TextBlock{summary});
    } else if (type == "custom_message" && value["display"].flag()) {
        if (auto blocks = blocksOf(value["content"]); !blocks.empty())
            m_turns.addTurn(TurnRole::Notice, id, timeOf(value)).blocks = std::move(blocks);
    }
}

void PiTurnBuilder::addMessage(const Entry& entry) {
    const JsonValue& message = entry.value["message"];
    const std::string& role = message["role"].text();
    if (role == "assistant") {
        addAnswer(entry, message);
    } else if (role == "toolResult") {
        addResult(entry, message);
    } else if (role == "bashExecution") {
        addBash(entry, message);
    } else if (role == "user") {
        if (auto blocks = blocksOf(message["content"]); !blocks.empty())
            m_turns.addTurn(TurnRole::User, entry.value["id"].text(), timeOf(entry.value)).blocks =
                std::move(blocks);
    }
}

void PiTurnBuilder::addAnswer(const Entry& entry, const JsonValue& message) {
    const std::string& id = entry.value["id"].text();
    const auto time = timeOf(entry.value);
    if (const auto& content = message["content"]; !content.elements().empty() || content.isText()) {
        Turn& turn = m_turns.addTurn(TurnRole::Assistant, id, time);
        turn.model = message["model"].text().empty() ? m_model : message["model"].text();
        turn.tokens = tokensOf(message["usage"]);
        const std::size_t place = m_turns.size() - 1;
        if (content.isText())
            turn.blocks.emplace_back(TextBlock{content.text()});
        for (const JsonValue& piece : content.elements()) {
            const std::string& type = piece["type"].text();
            if (type == "thinking") {
                m_turns.turn(place).blocks.emplace_back(ThinkingBlock{piece["thinking"].text()});
            } else if (type == "toolCall") {
                ToolCall call;
                call.id = piece["id"].text();
                call.name = piece["name"].text();
                if (const auto input = entry.inputs.find(call.id); input != entry.inputs.end())
                    call.input = input->second;
                m_turns.addCall(place, std::move(call));
            } else if (!isBlank(piece["text"].text())) {
                m_turns.turn(place).blocks.emplace_back(TextBlock{piece["text"].text()});
            }
        }
        if (m_turns.turn(place).blocks.empty())
            m_turns.turns().pop_back();
    }
    const std::string& stop = message["stopReason"].text();
    if (stop == "aborted")
        m_turns.addNotice(id, time, "Interrupted by the user.");
    else if (stop == "error")
        m_turns.addNotice(id, time, "API error: " + message["errorMessage"].text());
}

void PiTurnBuilder::addResult(const Entry& entry, const JsonValue& message) {
    const std::string& id = message["toolCallId"].text();
    std::string output;
    std::vector<TurnBlock> pictures;
    for (TurnBlock& block : blocksOf(message["content"])) {
        if (const auto* text = std::get_if<TextBlock>(&block))
            output.append(output.empty() ? "" : "\n").append(text->markdown);
        else
            pictures.push_back(std::move(block));
    }
    ToolCall& call = m_turns.callOf(id, timeOf(entry.value));
    if (call.name == "tool" && !message["toolName"].text().empty())
        call.name = message["toolName"].text(); // its call lies before the stretch
    call.output = std::move(output);
    call.outcome = message["isError"].flag() ? ToolOutcome::Failed : ToolOutcome::Succeeded;
    std::ranges::move(pictures, std::back_inserter(m_turns.turnOfCall(id).blocks));
}

/// A command that the person ran with `!`.
void PiTurnBuilder::addBash(const Entry& entry, const JsonValue& message) {
    m_turns.addTurn(TurnRole::User, entry.value["id"].text(), timeOf(entry.value));
    ToolCall call;
    call.id = entry.value["id"].text();
    call.name = "bash";
    call.input = message["command"].text();
    call.output = message["output"].text();
    call.outcome = message["exitCode"].number() != 0 ? ToolOutcome::Failed : ToolOutcome::Succeeded;
    m_turns.addCall(m_turns.size() - 1, std::move(call));
}

} // namespace ax
