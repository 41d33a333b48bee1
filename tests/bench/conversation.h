// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/session_plan.h"
#include "tests/bench/text_source.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ax::bench {

/// Tokens of one request, or of many. As Anthropic counts: the four add up.
struct Tally {
    std::uint64_t input = 0; ///< neither read from nor written to the cache
    std::uint64_t output = 0;
    std::uint64_t cacheRead = 0;
    std::uint64_t cacheWrite = 0;
    std::uint64_t reasoning = 0; ///< part of output

    Tally& operator+=(const Tally& other) {
        input += other.input;
        output += other.output;
        cacheRead += other.cacheRead;
        cacheWrite += other.cacheWrite;
        reasoning += other.reasoning;
        return *this;
    }
    std::uint64_t prompt() const { return input + cacheRead + cacheWrite; }
};

enum class ToolKind : std::uint8_t { Shell, Read, Edit, Search };

/// One request to the model and what came of it. Texts are escaped for JSON.
struct Step {
    std::string thinking; ///< may be empty
    std::string text;     ///< may be empty
    bool callsTool = false;
    ToolKind tool = ToolKind::Shell;
    std::string argument;      ///< command, path or pattern
    std::string before, after; ///< of an edit
    std::string output;
    bool failed = false;
    Tally usage;
};

/// A prompt with everything that the agent did for it. The last step is the answer.
struct TurnScript {
    std::string prompt;
    std::vector<Step> steps;
    bool compactedBefore = false;
};

/// Decides after each turn whether another one brings a transcript nearer to its size.
class SizeGoal {
public:
    explicit SizeGoal(std::uint64_t bytes) : m_bytes(bytes) {}
    bool wantsMore(std::uint64_t size) {
        const std::uint64_t turn = size - m_size;
        m_size = size;
        return size + turn / 2 < m_bytes;
    }

private:
    std::uint64_t m_bytes;
    std::uint64_t m_size = 0;
};

/// Makes up what a session is about, whatever the format: prompts, tools, answers, and the tokens of each
/// request, whose prompts grow with all that was said until the agent compacts them.
class Conversation {
public:
    explicit Conversation(const SessionPlan& plan);

    TurnScript turn();
    TextSource& text() { return m_text; }
    const Tally& total() const { return m_total; }

private:
    Step step(bool isLast);
    Tally usage(const Step& step);

    const SessionPlan& m_plan;
    TextSource m_text;
    Tally m_total;
    std::uint64_t m_turns = 0;
    std::uint64_t m_context = 15'000; ///< tokens; the system prompt and the tools to begin with
    std::uint64_t m_cached = 0;
    std::uint64_t m_added = 0; ///< bytes since the last request
    std::uint64_t m_scale = 1; ///< small sessions have small tool outputs
};

} // namespace ax::bench
