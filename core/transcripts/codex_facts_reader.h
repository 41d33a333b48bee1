// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/facts_reader.h"
#include "core/transcripts/running_facts.h"

namespace ax {

/// Facts of Codex transcripts.
class CodexFactsReader final : public FactsReader {
public:
    explicit CodexFactsReader(InheritedAnswers inherited) : m_running(std::move(inherited)) {}

    void addRecord(std::string_view record, TranscriptScratch& scratch) override;
    void addOverlong() override { m_running.countDamaged(); }
    TranscriptFacts facts() const override { return m_running.result(); }
    const MessageIdSet& answers() const override { return m_running.answers(); }
    std::unique_ptr<FactsReader> clone() const override { return std::make_unique<CodexFactsReader>(*this); }
    void save(ByteWriter& to) const override { m_running.save(to); }
    bool restore(ByteReader& from) override { return m_running.restore(from); }

private:
    RunningFacts m_running;
};

} // namespace ax
