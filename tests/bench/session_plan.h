// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ax::bench {

enum class Agent : std::uint8_t { Claude, Codex, Pi, Opencode };

/// How a session came to the history that its transcript begins with.
enum class Ancestry : std::uint8_t {
    None,
    Fork,   ///< about half of the parent's history, then its own way
    Resume, ///< all of it: what agents write that give a resumed session a new id
};

/// What one session of a corpus is, decided before a byte of it is written. Plain numbers in, the same plan
/// out on every machine.
struct SessionPlan {
    std::size_t number = 0;
    Agent agent = Agent::Claude;
    std::uint64_t seed = 0;
    std::string id;
    std::string directory; ///< where the agent worked
    std::string model;
    std::uint64_t bytes = 0;             ///< about this much in all, sub-agents included
    std::uint64_t startMilliseconds = 0; ///< since 1970
    Ancestry ancestry = Ancestry::None;
    std::size_t parent = 0; ///< number of the session forked, when there is ancestry
    std::size_t subAgents = 0;
    bool longContext = false;   ///< prompts grow beyond 200,000 tokens
    bool hourLongCache = false; ///< cache writes are for an hour, which costs more
    /// Words that nothing else holds, planted in the first prompt, answer and tool output.
    std::vector<std::string> promptWords, answerWords, toolWords;
};

/// The plan of a corpus: of 25 sessions 15 are Claude Code's, 5 Codex's, 3 pi's and 2 opencode's and share a
/// project folder. Sizes are spread as in a log-normal distribution: median 200 KB, mean 500 KB, one of 20 MB
/// in a thousand. Starts lie within the year before 2026-11-20.
class CorpusPlan {
public:
    CorpusPlan(std::size_t sessions, std::uint64_t seed);
    const std::vector<SessionPlan>& sessions() const { return m_sessions; }

private:
    void addSession(std::size_t number, std::uint64_t seed);
    void chooseModel(SessionPlan& plan) const;
    void chooseAncestry(SessionPlan& plan) const;

    std::vector<SessionPlan> m_sessions;
};

/// 2026-11-20T00:00:00Z, when the newest sessions end at the latest.
constexpr std::uint64_t CorpusEnd = 1'795'132'800'000;

} // namespace ax::bench
