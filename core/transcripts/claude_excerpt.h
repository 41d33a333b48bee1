// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/claude_content.h"
#include "core/transcripts/claude_tool.h"
#include "core/transcripts/turn.h"

#include <map>
#include <string>
#include <string_view>

namespace ax {

/// Puts the records of a Claude Code transcript together to turns: the pieces of one answer become one turn,
/// a tool's result goes to its call, and what the program says to the model behind the person's back stays
/// out. Records come in file order.
class ClaudeExcerptBuilder {
public:
    /// A sub-agent's own file holds nothing but sidechain records; in a session's file (older versions) they
    /// are somebody else's conversation.
    enum class Sidechains : std::uint8_t { Show, Hide };

    explicit ClaudeExcerptBuilder(Sidechains sidechains) : m_sidechains(sidechains) {}

    /// A last line may still be in the making: broken, it is no damage.
    enum class LineState : std::uint8_t { Finished, InTheMaking };

    /// One line, with TranscriptPadding.
    void addLine(std::string_view line, LineState state);
    void addDamaged() { ++m_excerpt.damagedRecords; }

    TranscriptExcerpt take() { return std::move(m_excerpt); }

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
    ClaudeTurnParser m_parser;
    ClaudeToolReader m_tools;
    std::map<std::string, std::size_t, std::less<>> m_answers; ///< message id -> turn
    std::map<std::string, Place, std::less<>> m_calls;         ///< tool use id -> where the call stands
    bool m_lastIsRetry = false;    ///< the last turn is a notice about a failed request
    bool m_lastIsBoundary = false; ///< … about a compaction, and waits for its summary
};

} // namespace ax
