// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/conversation.h"
#include "tests/bench/record_clock.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ax::bench {

/// Writes rollouts as Codex does: ordinals, each message twice (as the model sees it and as an event), a
/// token_usage_record and a token_count a request, with totals of the thread.
class CodexTranscriptGenerator {
public:
    explicit CodexTranscriptGenerator(const SessionPlan& plan);
    CodexTranscriptGenerator(const CodexTranscriptGenerator&) = delete;

    /// The rollout holds new turns only and points at the first `parentBytes` of the parent's.
    void forkFrom(const CodexTranscriptGenerator& parent, std::size_t parentBytes);
    /// The rollout is that of a sub-agent which `parentId` started.
    void becomeSubAgentOf(std::string parentId) { m_spawnedBy = std::move(parentId); }

    std::string transcript(std::size_t bytes);
    const Tally& total() const { return m_conversation.total(); }
    std::uint64_t milliseconds() const { return m_clock.milliseconds(); }

private:
    std::string record(std::string_view type, std::string_view payload, std::string_view metadata = {});
    std::string sessionMeta();
    std::string turnContext();
    std::string message(std::string_view role, std::string_view kind, const std::string& text);
    std::string item(const std::string& item);
    std::string turn();
    std::string step(const Step& step);
    std::string toolCall(const Step& step);
    std::string usage(const Tally& request);
    static std::string counts(const Tally& tally);

    SessionPlan m_plan;
    Conversation m_conversation;
    RecordClock m_clock;
    Tally m_thread; ///< of the parent's turns too
    Tally m_turnTotal;
    std::uint64_t m_ordinal = 0;
    std::uint64_t m_sequence = 0;
    std::string m_turnId;
    std::string m_forkMembers;
    std::string m_spawnedBy;
};

} // namespace ax::bench
