// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/claude_record.h"
#include "core/transcripts/facts_reader.h"
#include "core/transcripts/running_facts.h"

namespace ax {

/// Facts of Claude Code transcripts. They follow ax-compat §3, with three differences: a damaged line costs
/// only itself; what a sub-agent left in its parent's file (older versions) counts as money spent but not as
/// conversation; and of the records that repeat an answer's usage the largest counts, not the first.
///
/// An answer is known by its message id and request id together. In a sub-agent's own file
/// (`<session>/subagents/agent-*.jsonl`) every record is marked as a sidechain and is conversation.
class ClaudeFactsReader final : public FactsReader {
public:
    ClaudeFactsReader(TranscriptRole role, InheritedAnswers inherited)
        : m_role(role), m_running(std::move(inherited)) {}

    void addRecord(std::string_view record) override;
    void addOverlong() override { m_running.countDamaged(); }
    TranscriptFacts facts() const override { return m_running.result(); }
    const MessageIdSet& answers() const override { return m_running.answers(); }
    std::unique_ptr<FactsReader> clone() const override { return std::make_unique<ClaudeFactsReader>(*this); }
    void save(ByteWriter& to) const override { m_running.save(to); }
    bool restore(ByteReader& from) override { return m_running.restore(from); }

private:
    void addAnswer(const ClaudeRecord& record);
    bool isConversation(const ClaudeRecord& record) const;

    TranscriptRole m_role;
    RunningFacts m_running;
};

} // namespace ax
