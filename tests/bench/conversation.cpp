// SPDX-License-Identifier: MIT
#include "tests/bench/conversation.h"

#include <algorithm>
#include <format>

namespace ax::bench {

namespace {

bool countsAsOpenAi(const SessionPlan& plan) {
    return plan.model.starts_with("gpt-");
}

void plant(std::string& text, const std::vector<std::string>& words) {
    for (const std::string& word : words)
        text += std::format(" {} ", word);
}

} // namespace

Conversation::Conversation(const SessionPlan& plan)
    : m_plan(plan), m_text(plan.seed), m_scale(plan.bytes < 60'000    ? 8
                                               : plan.bytes < 150'000 ? 3
                                                                      : 1) {
}

TurnScript Conversation::turn() {
    RandomSource& random = m_text.random();
    TurnScript script;
    m_text.prose(script.prompt, 30 + random.below(random.oneIn(8) ? 4000 : 400) / m_scale);
    if (m_turns == 0)
        plant(script.prompt, m_plan.promptWords);

    const std::uint64_t limit = m_plan.longContext ? 600'000 : countsAsOpenAi(m_plan) ? 250'000 : 160'000;
    if (m_context > limit) {
        script.compactedBefore = true;
        m_context = 22'000;
        m_cached = 0;
    }
    m_added += script.prompt.size();
    const std::uint64_t steps = 2 + random.below(m_scale > 1 ? 4 : 14);
    for (std::uint64_t index = 0; index < steps; ++index)
        script.steps.push_back(step(index + 1 == steps));
    ++m_turns;
    return script;
}

Step Conversation::step(bool isLast) {
    RandomSource& random = m_text.random();
    Step step;
    if (random.oneIn(3))
        m_text.prose(step.thinking, 100 + random.below(1500) / m_scale);
    if (isLast || random.oneIn(2))
        m_text.prose(step.text, isLast ? 300 + random.below(1800) / m_scale : 40 + random.below(200));
    step.callsTool = !isLast;
    if (step.callsTool) {
        step.tool = static_cast<ToolKind>(random.below(4));
        step.argument = step.tool == ToolKind::Shell
                            ? std::format("grep -n {} | head -{}", m_text.path(), random.below(90))
                        : step.tool == ToolKind::Search
                            ? std::string(Vocabulary::shared().identifier(random.next()))
                            : std::format("{}/{}", m_plan.directory, m_text.path());
        if (step.tool == ToolKind::Edit) {
            m_text.toolOutput(step.before, 80 + random.below(600) / m_scale);
            m_text.toolOutput(step.after, 80 + random.below(900) / m_scale);
        }
        m_text.toolOutput(step.output, random.oneIn(4) ? (2000 + random.below(18'000)) / m_scale
                                                       : 60 + random.below(3000) / m_scale);
        step.failed = random.oneIn(25);
        if (m_turns == 0 && m_total.prompt() == 0)
            plant(step.output, m_plan.toolWords);
    } else if (m_turns == 0) {
        plant(step.text, m_plan.answerWords);
    }
    step.usage = usage(step);
    m_total += step.usage;
    return step;
}

/// Four bytes are about a token. What one request had in its prompt the next one reads from the cache.
Tally Conversation::usage(const Step& step) {
    RandomSource& random = m_text.random();
    m_context += m_added / 4;
    const std::uint64_t made = step.thinking.size() + step.text.size() + step.before.size() +
                               step.after.size() + step.argument.size();
    Tally tally{.output = 12 + made / 4 + random.below(30), .reasoning = step.thinking.size() / 4};
    if (countsAsOpenAi(m_plan)) {
        tally.cacheRead = m_cached / 128 * 128;
        tally.input = m_context - tally.cacheRead;
    } else {
        tally.input = 2 + random.below(40);
        tally.cacheRead = m_cached;
        tally.cacheWrite = m_context - m_cached;
    }
    m_cached = m_context;
    m_added = made + step.output.size();
    return tally;
}

} // namespace ax::bench
