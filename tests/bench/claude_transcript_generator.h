// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/conversation.h"
#include "tests/bench/record_clock.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ax::bench {

/// Writes transcripts with the record types, member order and proportions of Claude Code's: a prelude of
/// attachments and request shapes, then turns with tools whose results make up most bytes. The same plan
/// gives the same bytes on every machine. Earlier transcripts of the year lack the records of requests.
class ClaudeTranscriptGenerator {
public:
    /// `sessionId` stands in the records: another one than the plan's copies that session's history.
    ClaudeTranscriptGenerator(const SessionPlan& plan, std::string sessionId);
    /// A session of its own sort, for a program that needs just one.
    ClaudeTranscriptGenerator(std::uint64_t seed, std::string sessionId);
    ClaudeTranscriptGenerator(const ClaudeTranscriptGenerator&) = delete;

    /// From here on records are a sub-agent's.
    void becomeSubAgent(std::string agentId) { m_agentId = std::move(agentId); }
    /// Records go on behind those of `other`, whose session this one forks.
    void continueFrom(const ClaudeTranscriptGenerator& other);

    /// About `bytes` bytes of whole records: at least one turn.
    std::string transcript(std::size_t bytes);
    /// One more prompt with the work it causes.
    std::string turn();
    /// A call of the tool that starts a sub-agent, and its report.
    std::string delegation(const std::string& agentId, const Tally& used);
    /// What the agent program writes when it ends: nothing in transcripts without request records.
    std::string end();

    const Tally& total() const { return m_conversation.total(); }
    std::uint64_t milliseconds() const { return m_clock.milliseconds(); }

private:
    std::string chainBegin() const;
    std::string envelope(std::string_view type);
    std::string attachment(std::string_view kind, std::string_view content);
    std::string prelude();
    std::string requestShape();
    std::string request(std::string_view message);
    std::string prompt(const TurnScript& script);
    std::string compaction();
    std::string assistant(const Step& step, const std::string& messageId, const std::string& block,
                          std::size_t blockIndex);
    std::string answer(const Step& step);
    std::string toolUse(const Step& step, const std::string& callId);
    std::string toolResult(const Step& step, const std::string& callId);

    SessionPlan m_plan;
    Conversation m_conversation;
    RecordClock m_clock;
    std::string m_sessionId;
    std::string m_agentId;
    std::string m_parent = "null"; ///< JSON: the uuid of the last record in the chain
    std::string m_promptId;
    bool m_recordsRequests;
};

} // namespace ax::bench
