// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/facts_reader.h"
#include "core/transcripts/running_facts.h"

namespace ax {

struct PiRecord;

/// Facts of pi transcripts: entries of a tree, all branches of which were paid for and count. What an answer
/// cost is written down. A fork holds a copy of its parent's entries with their times: those older than its
/// own header are inherited.
class PiFactsReader final : public FactsReader {
public:
    explicit PiFactsReader(InheritedAnswers inherited) : m_running(std::move(inherited)) {}

    void addRecord(std::string_view record) override;
    void addOverlong() override { m_running.countDamaged(); }
    TranscriptFacts facts() const override { return m_running.result(); }
    const MessageIdSet& answers() const override { return m_running.answers(); }
    std::unique_ptr<FactsReader> clone() const override { return std::make_unique<PiFactsReader>(*this); }
    void save(ByteWriter& to) const override;
    bool restore(ByteReader& from) override;

private:
    void addHeader(const PiRecord& record);
    void addMessage(const PiRecord& record);

    RunningFacts m_running;
    std::optional<Timestamp> m_started; ///< of the header
};

} // namespace ax
