// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/codex_record.h"
#include "core/transcripts/facts_reader.h"
#include "core/transcripts/running_facts.h"

namespace ax {

/// Facts of Codex rollouts (`rollout-<time>-<id>.jsonl`), of all versions.
///
/// Usage is summed request by request: from `token_usage_record`s, or in files that have none from the last
/// usage of each `token_count` whose total moved (it is written again when rate limits change). Never both.
///
/// A fork or a spawned agent may begin with a copy of its parent's rollout, token counts included and
/// stamped with the time of the copy. It can be told by the parent's `session_meta` behind the own one, and
/// ends with the first turn whose id (a UUIDv7, so the id tells its time) is not older than the own
/// session's. A copied prompt of a fork is part of the conversation; a spawned agent's begins with its task.
///
/// Prompts are told of up to three times: as response item, as completed item and as event. Each way is
/// counted by itself, and the largest count holds.
class CodexFactsReader final : public FactsReader {
public:
    explicit CodexFactsReader(InheritedAnswers inherited) : m_running(std::move(inherited)) {}

    void addRecord(std::string_view record) override;
    void addOverlong() override { m_running.countDamaged(); }
    TranscriptFacts facts() const override;
    const MessageIdSet& answers() const override { return m_running.answers(); }
    std::unique_ptr<FactsReader> clone() const override { return std::make_unique<CodexFactsReader>(*this); }
    void save(ByteWriter& to) const override;
    bool restore(ByteReader& from) override;

private:
    struct PromptCounts {
        std::uint32_t responseItems = 0;
        std::uint32_t completedItems = 0;
        std::uint32_t events = 0;
    };

    void addMeta(const CodexRecord& record);
    void addTurn(const CodexRecord& record);
    void addResponseItem(const CodexRecord& record);
    void addEvent(const CodexRecord& record);
    void addTokenCount(const CodexRecord& record);
    void addUsage(const CodexRecord& record, const TokenCounts& tokens);
    void addPrompt(std::uint32_t& count, const CodexRecord& record);
    bool isCopied(const CodexRecord& record) const;

    RunningFacts m_running;
    PromptCounts m_prompts;
    TokenCounts m_total;                ///< of the last token count
    std::optional<Timestamp> m_started; ///< of the own session_meta
    bool m_hasUsageRecords = false;
    bool m_inCopy = false; ///< between the parent's session_meta and the first own turn
};

} // namespace ax
