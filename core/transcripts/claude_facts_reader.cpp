// SPDX-License-Identifier: MIT
#include "core/transcripts/claude_facts_reader.h"

#include "core/transcripts/scanned_member.h"

namespace ax {

bool ClaudeFactsReader::isConversation(const ClaudeRecord& record) const {
    return m_role == TranscriptRole::SubAgent || !record.isSidechain;
}

void ClaudeFactsReader::addRecord(std::string_view text) {
    const auto record = parseClaudeRecord(text);
    if (!record)
        return m_running.countDamaged();
    TranscriptFacts& facts = m_running.facts;
    ++facts.records;
    if (record->kind == ClaudeRecord::Kind::Unknown)
        ++facts.unknownRecords;
    m_running.addTime(record->time);
    keepText(facts.sessionId, record->sessionId);
    if (facts.directory.empty())
        keepText(facts.directory, record->directory);
    keepText(facts.agentVersion, record->version);
    if (!record->customTitle.empty())
        m_running.addTitle(TitleKind::Given, unescapeJson(record->customTitle));
    if (!record->generatedTitle.empty())
        m_running.addTitle(TitleKind::Generated, unescapeJson(record->generatedTitle));

    if (record->kind == ClaudeRecord::Kind::Assistant)
        addAnswer(*record);
    if (record->isPrompt && isConversation(*record))
        m_running.addPrompt(record->promptText);
}

void ClaudeFactsReader::addAnswer(const ClaudeRecord& record) {
    TranscriptFacts& facts = m_running.facts;
    const TokenCounts usage = record.usage.value_or(TokenCounts{});
    const std::uint64_t context = usage.input + usage.cacheRead + usage.cacheWrite;
    if (isConversation(record)) {
        if (!record.isSynthetic())
            keepText(facts.model, record.model);
        if (context > 0)
            facts.contextTokens = context;
    }
    const bool isAnswer = isConversation(record) && !record.isSynthetic();
    m_running.addAnswer(
        {.id = record.messageId.empty() ? 0 : messageIdHash(record.messageId, record.requestId),
         .kind = isAnswer ? AnswerKind::Conversation : AnswerKind::SpentOnly,
         .time = record.time,
         .model = record.model,
         .tokens = usage,
         .dollars = std::nullopt});
}

} // namespace ax
