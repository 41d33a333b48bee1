// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/facts_reader.h"
#include "core/transcripts/json_scan.h"
#include "core/transcripts/running_facts.h"

namespace ax {

struct GeminiMessage;

/// Facts of Gemini CLI chats (`chats/session-*.jsonl`): a header, then messages and `{"$set":{…}}` patches of
/// the header. A message stands there again whenever it changed, and a patch may hold the whole list once
/// more: each id counts once, with the largest tokens.
class GeminiFactsReader final : public FactsReader {
public:
    explicit GeminiFactsReader(InheritedAnswers inherited) : m_running(std::move(inherited)) {}

    void addRecord(std::string_view record) override;
    void addOverlong() override { m_running.countDamaged(); }
    TranscriptFacts facts() const override { return m_running.result(); }
    const MessageIdSet& answers() const override { return m_running.answers(); }
    std::unique_ptr<FactsReader> clone() const override { return std::make_unique<GeminiFactsReader>(*this); }
    void save(ByteWriter& to) const override;
    bool restore(ByteReader& from) override;

private:
    void addMessage(const GeminiMessage& message);

    RunningFacts m_running;
    MessageIdSet m_prompts;
};

} // namespace ax
