// SPDX-License-Identifier: MIT
#include "core/transcripts/claude_turn_builder.h"

#include "core/transcripts/claude_text.h"

#include <format>
#include <utility>

namespace ax {

namespace {

/// The plain text of a tool's result.
std::string textOf(const std::vector<ClaudeBlock>& content) {
    std::string text;
    for (const ClaudeBlock& block : content) {
        if (block.text.empty())
            continue;
        if (!text.empty())
            text += '\n';
        text += block.text;
    }
    return text;
}

bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool isToolUse(const ClaudeBlock& block) {
    return block.type.ends_with("tool_use");
}

/// `tool_result`, and `web_search_tool_result` and its like for tools that run at the model's side.
bool isToolResult(const ClaudeBlock& block) {
    return block.type.ends_with("tool_result");
}

ImageBlock imageOf(ClaudeBlock block) {
    return {.mediaType = std::move(block.mediaType), .data = std::move(block.data)};
}

std::string compactionText(const ClaudeTurnRecord& record) {
    std::string text = "The conversation was compacted";
    if (record.compactTrigger == "auto")
        text += " automatically";
    if (record.compactedTokens > 0)
        text += std::format(" at {} tokens", record.compactedTokens);
    return text + '.';
}

} // namespace

void ClaudeTurnBuilder::addRecord(const RecordSource::Record& source) {
    auto record = source.text.empty() ? std::nullopt : m_parser.parse(source.text);
    if (!record) {
        if (!source.mayBeUnfinished)
            ++m_excerpt.damagedRecords;
        return;
    }
    m_position = source.position;
    if (!isKnownClaudeType(record->type))
        ++m_excerpt.unknownRecords;
    if (record->isSidechain && m_sidechains == Sidechains::Hide)
        return;
    if (record->type == "user")
        addUser(std::move(*record));
    else if (record->type == "assistant")
        addAssistant(std::move(*record));
    else if (record->type == "system")
        addSystem(*record);
}

Turn ClaudeTurnBuilder::newTurn(TurnRole role, const ClaudeTurnRecord& record) const {
    Turn turn;
    turn.role = role;
    turn.position = m_position;
    turn.time = record.time;
    // Every record of the conversation has one; the anchor must be something even when not.
    turn.recordId = record.uuid.empty() ? std::format("turn-{}", m_excerpt.turns.size()) : record.uuid;
    if (!m_excerpt.turns.empty() && m_excerpt.turns.back().recordId.starts_with(turn.recordId))
        turn.recordId = m_excerpt.turns.back().recordId + '+'; // several turns out of one record
    return turn;
}

void ClaudeTurnBuilder::addNotice(const ClaudeTurnRecord& record, std::string text) {
    m_excerpt.turns.push_back(newTurn(TurnRole::Notice, record));
    m_excerpt.turns.back().blocks.emplace_back(TextBlock{std::move(text)});
    m_lastIsRetry = false;
    m_lastIsBoundary = false;
}

void ClaudeTurnBuilder::addUser(ClaudeTurnRecord record) {
    if (record.isCompactSummary) {
        if (!m_lastIsBoundary)
            addNotice(record, compactionText(record));
        m_excerpt.turns.back().blocks.emplace_back(TextBlock{textOf(record.content)});
        m_lastIsBoundary = false;
        return;
    }
    std::vector<TurnBlock> prompt;
    std::vector<ClaudeBlock> blocks = std::exchange(record.content, {});
    for (ClaudeBlock& block : blocks)
        addUserBlock(record, std::move(block), prompt);
    if (prompt.empty())
        return;
    m_excerpt.turns.push_back(newTurn(TurnRole::User, record));
    m_excerpt.turns.back().blocks = std::move(prompt);
    m_lastIsRetry = false;
    m_lastIsBoundary = false;
}

void ClaudeTurnBuilder::addUserBlock(const ClaudeTurnRecord& record, ClaudeBlock block,
                                     std::vector<TurnBlock>& prompt) {
    if (isToolResult(block)) {
        addToolResult(record, std::move(block));
    } else if (record.isMeta) {
        return; // written by the program, for the model
    } else if (block.type == "image") {
        prompt.emplace_back(imageOf(std::move(block)));
    } else if (isInterruptText(block.text)) {
        addNotice(record, "Interrupted by the user.");
    } else if (const auto command = slashCommand(block.text)) {
        prompt.emplace_back(TextBlock{*command});
    } else if (isPromptText(block.text)) {
        prompt.emplace_back(TextBlock{std::move(block.text)});
    }
}

void ClaudeTurnBuilder::addAssistant(ClaudeTurnRecord record) {
    if (record.isApiError || record.model.starts_with('<')) {
        // Not of a model: what the program puts in its place, for errors and for "nothing to answer".
        if (record.isApiError)
            addNotice(record, textOf(record.content));
        return;
    }
    std::vector<ClaudeBlock> blocks = std::exchange(record.content, {});
    for (ClaudeBlock& block : blocks)
        addAssistantBlock(record, std::move(block));
}

/// The turn that all records of one answer share.
Turn& ClaudeTurnBuilder::answerOf(const ClaudeTurnRecord& record) {
    m_lastIsRetry = false;
    m_lastIsBoundary = false;
    std::vector<Turn>& turns = m_excerpt.turns;
    if (!record.messageId.empty()) {
        const auto [answer, isNew] = m_answers.try_emplace(record.messageId, turns.size());
        if (!isNew)
            return turns[answer->second];
    }
    turns.push_back(newTurn(TurnRole::Assistant, record));
    turns.back().model = record.model;
    turns.back().tokens = record.usage;
    return turns.back();
}

void ClaudeTurnBuilder::addAssistantBlock(const ClaudeTurnRecord& record, ClaudeBlock block) {
    if (isToolUse(block))
        addToolUse(record, std::move(block));
    else if (isToolResult(block))
        addToolResult(record, std::move(block));
    else if (block.type == "thinking" || block.type == "redacted_thinking")
        answerOf(record).blocks.emplace_back(ThinkingBlock{std::move(block.text)});
    else if (block.type == "image")
        answerOf(record).blocks.emplace_back(imageOf(std::move(block)));
    else if (!isBlank(block.text))
        answerOf(record).blocks.emplace_back(TextBlock{std::move(block.text)});
}

void ClaudeTurnBuilder::addToolUse(const ClaudeTurnRecord& record, ClaudeBlock block) {
    if (m_calls.contains(block.id))
        return; // logged twice
    ToolCall call;
    call.id = std::move(block.id);
    call.name = std::move(block.name);
    call.input = std::move(block.input);
    m_tools.describe(call);
    const std::string id = call.id;
    Turn& turn = answerOf(record);
    turn.blocks.emplace_back(std::move(call));
    if (!id.empty())
        m_calls[id] = {.turn = static_cast<std::size_t>(&turn - m_excerpt.turns.data()),
                       .block = turn.blocks.size() - 1};
}

/// The call with this id, or, when it lies before the excerpt, one that stands in for it.
ToolCall& ClaudeTurnBuilder::callOf(const ClaudeTurnRecord& record, const std::string& callId) {
    if (!m_calls.contains(callId)) {
        Turn turn = newTurn(TurnRole::Assistant, record);
        ToolCall call;
        call.id = callId;
        call.name = "tool";
        turn.blocks.emplace_back(std::move(call));
        m_calls[callId] = {.turn = m_excerpt.turns.size(), .block = 0};
        m_excerpt.turns.push_back(std::move(turn));
    }
    const Place place = m_calls[callId];
    return std::get<ToolCall>(m_excerpt.turns[place.turn].blocks[place.block]);
}

void ClaudeTurnBuilder::addToolResult(const ClaudeTurnRecord& record, ClaudeBlock result) {
    ToolCall& call = callOf(record, result.id);
    call.output = textOf(result.content);
    call.outcome = result.isError ? ToolOutcome::Failed : ToolOutcome::Succeeded;
    // A screenshot stands after the call, in the same turn; `call` is not touched beyond here.
    std::vector<TurnBlock>& blocks = m_excerpt.turns[m_calls[result.id].turn].blocks;
    for (ClaudeBlock& block : result.content) {
        if (block.type == "image")
            blocks.emplace_back(imageOf(std::move(block)));
    }
}

void ClaudeTurnBuilder::addSystem(const ClaudeTurnRecord& record) {
    if (record.subtype == "compact_boundary") {
        addNotice(record, compactionText(record));
        m_lastIsBoundary = true;
    } else if (record.subtype == "api_error") {
        // A request is tried up to ten times; the last attempt tells the same as all of them.
        if (m_lastIsRetry)
            m_excerpt.turns.pop_back();
        std::string text = "API error: " + record.errorText;
        if (record.retryAttempt > 0)
            text += std::format(" (retry {})", record.retryAttempt);
        addNotice(record, std::move(text));
        m_lastIsRetry = true;
    }
}

} // namespace ax
