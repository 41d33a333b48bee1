// SPDX-License-Identifier: MIT
#include "core/transcripts/codex_facts_reader.h"

#include "core/transcripts/claude_text.h"
#include "core/transcripts/codex_text.h"
#include "core/transcripts/scanned_member.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace ax {

namespace {

constexpr std::array<std::string_view, 8> KnownTypes = {
    "session_meta", "turn_context",       "world_state", "response_item",
    "event_msg",    "token_usage_record", "compacted",   "session_state",
};

/// The part of a UUIDv7 that is its time, which sorts as text; empty for any other id.
std::string_view timeOfId(std::string_view id) {
    constexpr std::size_t TimeLength = 13; // eight and four digits with a hyphen between them
    constexpr std::size_t VersionAt = 14;
    if (id.size() != 36 || id[8] != '-' || id[13] != '-' || id[VersionAt] != '7')
        return {};
    return id.substr(0, TimeLength);
}

/// A copy is written at once; the first own turn of a program that has no such ids takes longer.
constexpr auto CopyTime = std::chrono::seconds(2);

} // namespace

void CodexFactsReader::addRecord(std::string_view text) {
    const auto record = parseCodexRecord(text);
    if (!record)
        return m_running.countDamaged();
    ++m_running.facts.records;
    if (!std::ranges::contains(KnownTypes, record->type))
        ++m_running.facts.unknownRecords;
    m_running.addTime(record->time);
    if (record->type == "session_meta")
        addMeta(*record);
    else if (record->type == "turn_context")
        addTurn(*record);
    else if (record->type == "response_item")
        addResponseItem(*record);
    else if (record->type == "event_msg")
        addEvent(*record);
    else if (record->type == "token_usage_record" && record->usage) {
        m_hasUsageRecords = true;
        addUsage(*record, *record->usage);
    }
}

void CodexFactsReader::addMeta(const CodexRecord& record) {
    TranscriptFacts& facts = m_running.facts;
    const bool isFirst = facts.sessionId.empty();
    if (!isFirst && record.id != facts.sessionId) {
        m_inCopy = true;
        return;
    }
    keepText(facts.sessionId, record.id);
    keepText(facts.agentVersion, record.version);
    if (!isFirst)
        return;
    m_started = record.time;
    keepText(facts.directory, record.directory);
    keepText(facts.forkedFrom, record.forkedFrom);
    keepText(facts.parentId, record.parentId);
    keepText(facts.agentKind, record.agentKind);
}

void CodexFactsReader::addTurn(const CodexRecord& record) {
    TranscriptFacts& facts = m_running.facts;
    if (m_inCopy && !record.turnId.empty()) {
        const std::string_view turn = timeOfId(record.turnId);
        const std::string_view session = timeOfId(facts.sessionId);
        if (!turn.empty() && !session.empty())
            m_inCopy = turn < session;
        else
            m_inCopy = !record.time || !m_started || *record.time - *m_started < CopyTime;
    }
    if (record.contextWindow > 0)
        facts.contextWindow = record.contextWindow;
    if (m_inCopy && !facts.parentId.empty())
        return;
    keepText(facts.model, record.model);
    if (facts.directory.empty())
        keepText(facts.directory, record.directory);
}

/// Whether a record tells of what the parent did.
bool CodexFactsReader::isCopied(const CodexRecord& record) const {
    const TranscriptFacts& facts = m_running.facts;
    if (!record.threadId.empty())
        return record.threadId != facts.sessionId;
    const bool mayBe = !facts.forkedFrom.empty() || !facts.parentId.empty();
    return m_inCopy || (mayBe && record.time && m_started && *record.time < *m_started);
}

void CodexFactsReader::addResponseItem(const CodexRecord& record) {
    if (record.kind == "message" && record.role == "user")
        addPrompt(m_prompts.responseItems, record);
}

void CodexFactsReader::addEvent(const CodexRecord& record) {
    if (record.kind == "task_started")
        addTurn(record);
    else if (record.kind == "token_count")
        addTokenCount(record);
    else if (record.kind == "user_message")
        addPrompt(m_prompts.events, record);
    else if (record.kind == "item_completed" && record.itemType == "UserMessage")
        addPrompt(m_prompts.completedItems, record);
    else if (record.kind == "thread_name_updated" && !record.threadName.empty())
        m_running.addTitle(TitleKind::Given, unescapeJson(record.threadName));
}

void CodexFactsReader::addPrompt(std::uint32_t& count, const CodexRecord& record) {
    if (!isCodexPrompt(record.text) && !(record.text.empty() && record.hasImage))
        return;
    if (isCopied(record) && !m_running.facts.parentId.empty())
        return;
    ++count;
    if (!record.text.empty() && !m_running.hasTitle(TitleKind::Prompt))
        m_running.addTitle(TitleKind::Prompt, unescapeJson(record.text));
}

void CodexFactsReader::addTokenCount(const CodexRecord& record) {
    if (record.contextWindow > 0)
        m_running.facts.contextWindow = record.contextWindow;
    const bool hasMoved = !record.totalUsage || *record.totalUsage != m_total;
    std::optional<TokenCounts> tokens = record.lastUsage;
    if (record.totalUsage) {
        if (!tokens) { // then it is what the total grew by
            const auto growth = [](std::uint64_t now, std::uint64_t before) {
                return now > before ? now - before : 0;
            };
            tokens = TokenCounts{.input = growth(record.totalUsage->input, m_total.input),
                                 .output = growth(record.totalUsage->output, m_total.output),
                                 .cacheRead = growth(record.totalUsage->cacheRead, m_total.cacheRead),
                                 .cacheWrite = growth(record.totalUsage->cacheWrite, m_total.cacheWrite)};
        }
        m_total = *record.totalUsage;
    }
    if (tokens && hasMoved && !m_hasUsageRecords)
        addUsage(record, *tokens);
}

void CodexFactsReader::addUsage(const CodexRecord& record, const TokenCounts& tokens) {
    TranscriptFacts& facts = m_running.facts;
    facts.contextTokens = tokens.input + tokens.cacheRead + tokens.cacheWrite;
    const Answer answer{.id = record.responseId.empty() ? 0 : messageIdHash(record.responseId),
                        .kind = AnswerKind::Conversation,
                        .time = record.time,
                        .model = facts.model,
                        .tokens = tokens,
                        .dollars = std::nullopt};
    if (isCopied(record))
        m_running.addInheritedAnswer(answer);
    else
        m_running.addAnswer(answer);
}

TranscriptFacts CodexFactsReader::facts() const {
    TranscriptFacts facts = m_running.result();
    facts.prompts = std::max({m_prompts.responseItems, m_prompts.completedItems, m_prompts.events});
    if (!facts.parentId.empty() || !facts.agentKind.empty())
        facts.agentDescription = facts.title;
    return facts;
}

void CodexFactsReader::save(ByteWriter& to) const {
    m_running.save(to);
    for (const std::uint32_t count : {m_prompts.responseItems, m_prompts.completedItems, m_prompts.events})
        to.number(count);
    saveTokens(m_total, to);
    saveTime(m_started, to);
    to.number(static_cast<std::uint8_t>(m_hasUsageRecords));
    to.number(static_cast<std::uint8_t>(m_inCopy));
}

bool CodexFactsReader::restore(ByteReader& from) {
    if (!m_running.restore(from))
        return false;
    for (std::uint32_t* count : {&m_prompts.responseItems, &m_prompts.completedItems, &m_prompts.events})
        *count = from.number<std::uint32_t>();
    restoreTokens(m_total, from);
    m_started = restoreTime(from);
    m_hasUsageRecords = from.number<std::uint8_t>() != 0;
    m_inCopy = from.number<std::uint8_t>() != 0;
    return !from.failed();
}

} // namespace ax
