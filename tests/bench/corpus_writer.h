// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/conversation.h"
#include "tests/bench/session_plan.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ax::bench {

/// What was written of one session: what a reader must find.
struct WrittenSession {
    Agent agent = Agent::Claude;
    std::string id = {};
    std::string file = {}; ///< below the home folder
    std::string forkOf = {};
    std::uint64_t bytes = 0; ///< with sub-agents; for opencode the text in the database
    std::size_t files = 0;
    std::size_t subAgents = 0;
    Tally own = {}; ///< without what was taken over from a parent
    Tally subAgentTotal = {};
    std::uint64_t recordedNanodollars = 0; ///< pi, opencode
};

/// Writes a home folder full of the sessions of a plan, on all cores, and beside it what is in there:
/// expected.json (sums by agent), sessions.tsv (a line a session) and words.txt (words to search for, each
/// with the number of sessions that hold it).
class CorpusWriter {
public:
    CorpusWriter(std::filesystem::path home, std::size_t sessions, std::uint64_t seed)
        : m_home(std::move(home)), m_seed(seed), m_plan(sessions, seed) {}

    std::vector<WrittenSession> write() const;

private:
    WrittenSession writeClaude(const SessionPlan& plan) const;
    WrittenSession writeCodex(const SessionPlan& plan) const;
    WrittenSession writePi(const SessionPlan& plan) const;
    void writeOpencode(std::vector<WrittenSession>& sessions) const;
    void writeExpectations(const std::vector<WrittenSession>& sessions) const;
    void writeWords() const;
    void writeFile(const std::string& path, const std::string& bytes, std::uint64_t modified) const;

    std::filesystem::path m_home;
    std::uint64_t m_seed;
    CorpusPlan m_plan;
};

} // namespace ax::bench
