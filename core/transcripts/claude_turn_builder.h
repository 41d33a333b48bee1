// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/claude_content.h"
#include "core/transcripts/tool_reader.h"
#include "core/transcripts/turn_builder.h"

#include <map>
#include <string>

namespace ax {

/// The turns of Claude Code transcripts. One answer is several records with the same message id, a tool's
/// result stands in a user record (facts: harnesses §3).
class ClaudeTurnBuilder final : public TurnBuilder {
public:
    /// A sub-agent's own file holds nothing but sidechain records; in a session's file (older versions) they
    /// are somebody else's conversation.
    enum class Sidechains : std::uint8_t { Show, Hide };

    explicit ClaudeTurnBuilder(Sidechains sidechains) : m_sidechains(sidechains) {}

    void addRecord(const RecordSource::Record& record) override;
    TranscriptExcerpt take() override { return std::move(m_excerpt); }

private:
    void addUser(ClaudeTurnRecord record);
    void addUserBlock(const ClaudeTurnRecord& record, ClaudeBlock block, std::vector<TurnBlock>& prompt);
    void addAssistant(ClaudeTurnRecord record);
    void addAssistantBlock(const ClaudeTurnRecord& record, ClaudeBlock block);
    void addToolUse(const ClaudeTurnRecord& record, ClaudeBlock block);
    void addToolResult(const ClaudeTurnRecord& record, ClaudeBlock result);
    void addSystem(const ClaudeTurnRecord& record);
    void addNotice(const ClaudeTurnRecord& record, std::string text);

    Turn newTurn(TurnRole role, const ClaudeTurnRecord& record) const;
    Turn& answerOf(const ClaudeTurnRecord& record);
    ToolCall& callOf(const ClaudeTurnRecord& record, const std::string& callId);

    struct Place {
        std::size_t turn = 0;
        std::size_t block = 0;
    };

    Sidechains m_sidechains;
    TranscriptExcerpt m_excerpt;
    std::uint64_t m_position = 0; ///< of the record at hand
    ClaudeTurnParser m_parser;
    ToolReader m_tools;
    std::map<std::string, std::size_t, std::less<>> m_answers; ///< message id -> turn
    std::map<std::string, Place, std::less<>> m_calls;         ///< tool use id -> where the call stands
    bool m_lastIsRetry = false;    ///< the last turn is a notice about a failed request
    bool m_lastIsBoundary = false; ///< … about a compaction, and waits for its summary
};

} // namespace ax
