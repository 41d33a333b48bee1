// SPDX-License-Identifier: MIT
#include "core/transcripts/claude_facts_reader.h"

#include "core/transcripts/transcript_scratch.h"

namespace ax {

bool ClaudeFactsReader::isConversation(const ClaudeRecord& record) const {
    return m_role == TranscriptRole::SubAgent || !record.isSidechain;
}

void ClaudeFactsReader::addRecord(std::string_view text, TranscriptScratch& scratch) {
    ClaudeRecordParser& parser = scratch.claude();
    const auto record = parser.parse(text);
    if (!record)
        return m_running.countDamaged();
    TranscriptFacts& facts = m_running.facts;
    ++facts.records;
    if (record->kind == ClaudeRecord::Kind::Unknown)
        ++facts.unknownRecords;
    m_running.addTime(record->time);
    if (!record->sessionId.empty() && record->sessionId != facts.sessionId)
        facts.sessionId = parser.unescape(record->sessionId);
    if (facts.directory.empty() && !record->directory.empty())
        facts.directory = parser.unescape(record->directory);
    if (!record->version.empty() && record->version != facts.agentVersion)
        facts.agentVersion = parser.unescape(record->version);
    if (!record->customTitle.empty())
        m_running.addTitle(TitleKind::Given, parser.unescape(record->customTitle));
    if (!record->generatedTitle.empty())
        m_running.addTitle(TitleKind::Generated, parser.unescape(record->generatedTitle));

    if (record->kind == ClaudeRecord::Kind::Assistant)
        addAnswer(*record, parser);
    if (record->isPrompt && isConversation(*record))
        m_running.addPrompt(parser.unescape(record->promptText));
}

void ClaudeFactsReader::addAnswer(const ClaudeRecord& record, ClaudeRecordParser& parser) {
    TranscriptFacts& facts = m_running.facts;
    const bool isModel = !record.model.empty() && !record.isSynthetic();
    const TokenCounts usage = record.usage.value_or(TokenCounts{});
    const std::uint64_t context = usage.input + usage.cacheRead + usage.cacheWrite;
    if (isConversation(record)) {
        if (isModel && record.model != facts.model)
            facts.model = parser.unescape(record.model);
        if (context > 0)
            facts.contextTokens = context;
    }
    const bool isAnswer = isConversation(record) && !record.isSynthetic();
    m_running.addAnswer(
        {.id = record.messageId.empty() ? 0 : messageIdHash(record.messageId, record.requestId),
         .kind = isAnswer ? AnswerKind::Conversation : AnswerKind::SpentOnly,
         .time = record.time,
         .model = parser.unescape(record.model),
         .tokens = usage,
         .dollars = std::nullopt});
}

} // namespace ax
