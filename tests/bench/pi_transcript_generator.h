// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/conversation.h"
#include "tests/bench/record_clock.h"

#include <cstdint>
#include <string>

namespace ax::bench {

/// Writes sessions as pi does: a tree of entries, each message once, with the dollars of each request.
class PiTranscriptGenerator {
public:
    explicit PiTranscriptGenerator(const SessionPlan& plan);
    PiTranscriptGenerator(const PiTranscriptGenerator&) = delete;

    /// The first record; `parentFile` names the session that this one forks.
    std::string header(const std::string& parentFile) const;
    /// Entries behind the header. A fork's begin with the same as its parent's.
    std::string entries(std::size_t bytes);
    void continueFrom(const PiTranscriptGenerator& parent) { m_parent = parent.m_parent; }

    const Tally& total() const { return m_conversation.total(); }
    std::uint64_t nanodollars() const { return m_nanodollars; }
    std::uint64_t milliseconds() const { return m_clock.milliseconds(); }

private:
    std::string entry(const std::string& type, const std::string& members);
    std::string answer(const Step& step);
    std::string toolResult(const Step& step, const std::string& callId);
    std::string usage(const Tally& request);

    SessionPlan m_plan;
    Conversation m_conversation;
    RecordClock m_clock;
    std::string m_parent = "null"; ///< JSON: the id of the entry before
    std::string m_provider;
    std::uint64_t m_nanodollars = 0;
};

} // namespace ax::bench
