// SPDX-License-Identifier: MIT
#include "core/transcripts/running_facts.h"

#include "core/transcripts/json_unescape.h"
#include "core/transcripts/utf8.h"

#include <algorithm>

namespace ax {

namespace {

constexpr std::size_t TitleLength = 200; ///< code points

/// Answers of parallel sub-agents in one file interleave; more than this many at once have not been seen.
constexpr std::size_t OpenAnswers = 8;

void keepLargest(TokenCounts& counts, const TokenCounts& other) {
    counts.input = std::max(counts.input, other.input);
    counts.output = std::max(counts.output, other.output);
    counts.cacheRead = std::max(counts.cacheRead, other.cacheRead);
    counts.cacheWrite = std::max(counts.cacheWrite, other.cacheWrite);
    counts.cacheWriteHour = std::max(counts.cacheWriteHour, other.cacheWriteHour);
}

} // namespace

void RunningFacts::countDamaged() {
    ++facts.records;
    ++facts.damagedRecords;
}

void RunningFacts::addTime(const std::optional<Timestamp>& time) {
    if (!time)
        return;
    facts.created = facts.created ? std::min(*facts.created, *time) : *time;
    facts.last = facts.last ? std::max(*facts.last, *time) : *time;
}

void RunningFacts::addTitle(TitleKind kind, std::string_view text) {
    std::string& title = m_titles[static_cast<std::size_t>(kind)];
    if (kind == TitleKind::Prompt && !title.empty())
        return;
    if (std::string line = oneLine(text, TitleLength); !line.empty())
        title = std::move(line);
}

void RunningFacts::addPrompt(std::string_view escaped) {
    ++facts.prompts;
    if (!hasTitle(TitleKind::Prompt))
        addTitle(TitleKind::Prompt, unescapeJson(escaped));
}

bool RunningFacts::isSeen(const Answer& answer) {
    if (answer.id == 0)
        return false;
    if (facts.firstAnswer == 0)
        facts.firstAnswer = answer.id;
    return !m_answers.insert(answer.id);
}

void RunningFacts::addAnswer(const Answer& answer) {
    if (m_inherited && m_inherited->contains(answer.id))
        return addInheritedAnswer(answer);
    if (isSeen(answer)) {
        const auto open = std::ranges::find(m_open, answer.id, &OpenAnswer::id);
        if (open != m_open.end()) {
            keepLargest(open->tokens, answer.tokens);
            if (answer.dollars)
                open->dollars = std::max(open->dollars.value_or(0), *answer.dollars);
        }
        return;
    }
    if (answer.kind == AnswerKind::Conversation)
        ++facts.answers;
    OpenAnswer open{.id = answer.id,
                    .time = answer.time,
                    .model = unescapeJson(answer.model),
                    .tokens = answer.tokens,
                    .dollars = answer.dollars};
    if (answer.id == 0)
        return close(open, facts);
    if (m_open.size() == OpenAnswers) {
        close(m_open.front(), facts);
        m_open.erase(m_open.begin());
    }
    m_open.push_back(std::move(open));
}

void RunningFacts::addInheritedAnswer(const Answer& answer) {
    if (!isSeen(answer) && answer.kind == AnswerKind::Conversation)
        ++facts.answers;
}

void RunningFacts::close(const OpenAnswer& answer, TranscriptFacts& into) {
    if (answer.tokens.total() == 0 && answer.dollars.value_or(0) == 0)
        return;
    addUsage(into.usage, answer.time, answer.model, answer.tokens, answer.dollars);
    if (answer.dollars)
        into.recordedCost = into.recordedCost.value_or(0) + *answer.dollars;
}

TranscriptFacts RunningFacts::result() const {
    TranscriptFacts result = facts;
    for (const OpenAnswer& answer : m_open)
        close(answer, result);
    result.tokens = totalTokens(result.usage);
    const auto title = std::ranges::find_if_not(m_titles, &std::string::empty);
    if (title != m_titles.end())
        result.title = *title;
    return result;
}

void RunningFacts::save(ByteWriter& to) const {
    saveFacts(facts, to);
    for (const std::string& title : m_titles)
        to.text(title);
    m_answers.save(to);
    to.number(static_cast<std::uint32_t>(m_open.size()));
    for (const OpenAnswer& answer : m_open) {
        to.number(answer.id);
        saveTime(answer.time, to);
        to.text(answer.model);
        saveTokens(answer.tokens, to);
        to.optional(answer.dollars);
    }
}

bool RunningFacts::restore(ByteReader& from) {
    if (!restoreFacts(facts, from))
        return false;
    for (std::string& title : m_titles)
        title = from.text();
    if (!m_answers.restore(from))
        return false;
    const auto count = from.number<std::uint32_t>();
    m_open.clear();
    for (std::uint32_t index = 0; index < count && !from.failed(); ++index) {
        OpenAnswer answer;
        answer.id = from.number<std::uint64_t>();
        answer.time = restoreTime(from);
        answer.model = from.text();
        restoreTokens(answer.tokens, from);
        answer.dollars = from.optional<double>();
        m_open.push_back(std::move(answer));
    }
    return !from.failed() && count <= OpenAnswers;
}

} // namespace ax
