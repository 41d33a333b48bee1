// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/message_id_set.h"
#include "core/transcripts/transcript_facts.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// Where a title comes from; the best kind that occurs wins, within a kind the last, of prompts the first.
enum class TitleKind : std::uint8_t { Given, Generated, Prompt };

/// Whether an answer is part of the session's own conversation, or only money that was spent in it (what a
/// sub-agent left in its parent's file).
enum class AnswerKind : std::uint8_t { Conversation, SpentOnly };

/// One request to a model, as one record tells of it. Several records may tell of the same one.
struct Answer {
    std::uint64_t id = 0; ///< 0: it has none, and is like no other
    AnswerKind kind = AnswerKind::Conversation;
    std::optional<Timestamp> time;
    std::string_view model; ///< with JSON escapes
    TokenCounts tokens;
    std::optional<double> dollars;
};

/// What the readers of all formats gather in the same way. A reader sets simple members of `facts` itself and
/// leaves tokens, usage, title, times and counts to the functions here.
///
/// An agent that streams may write an answer's record while the answer is still being made, with the few
/// output tokens of that moment, and repeat it until it is complete: of records with one id the largest
/// counts. So the last few answers stay open; they enter the usage once others have followed them.
class RunningFacts {
public:
    explicit RunningFacts(InheritedAnswers inherited) : m_inherited(std::move(inherited)) {}

    TranscriptFacts facts;

    void countDamaged();
    void addTime(const std::optional<Timestamp>& time);
    /// Plain text; blank text leaves what was there.
    void addTitle(TitleKind kind, std::string_view text);
    bool hasTitle(TitleKind kind) const { return !m_titles[static_cast<std::size_t>(kind)].empty(); }
    /// With JSON escapes: most are not needed. One without text (a bare image) counts, and gives no title.
    void addPrompt(std::string_view escaped);
    void addAnswer(const Answer& answer);
    /// An answer that is another session's: it counts as conversation.
    void addInheritedAnswer(const Answer& answer);

    /// With the title chosen and open answers counted.
    TranscriptFacts result() const;
    const MessageIdSet& answers() const { return m_answers; }

    void save(ByteWriter& to) const;
    bool restore(ByteReader& from);

private:
    struct OpenAnswer {
        std::uint64_t id = 0;
        std::optional<Timestamp> time;
        std::string model;
        TokenCounts tokens;
        std::optional<double> dollars;
    };

    bool isSeen(const Answer& answer);
    static void close(const OpenAnswer& answer, TranscriptFacts& into);

    std::array<std::string, 3> m_titles; ///< by TitleKind
    MessageIdSet m_answers;
    InheritedAnswers m_inherited;
    std::vector<OpenAnswer> m_open; ///< oldest first
};

} // namespace ax
