// SPDX-License-Identifier: MIT
#include "tests/bench/session_plan.h"

#include "tests/bench/text_source.h"

#include <algorithm>
#include <array>
#include <format>

namespace ax::bench {

namespace {

/// Which agent each of 25 sessions belongs to.
constexpr std::string_view Rota = "CCXCPCCXCCOCCXCPCCXCOCCXP";

struct Quantile {
    std::uint64_t perMille, bytes;
};
constexpr std::array Quantiles = {
    Quantile{0, 12'000},      Quantile{50, 21'000},     Quantile{100, 35'000},     Quantile{250, 65'000},
    Quantile{500, 160'000},   Quantile{750, 450'000},   Quantile{900, 1'000'000},  Quantile{950, 1'600'000},
    Quantile{990, 3'800'000}, Quantile{999, 9'000'000}, Quantile{1000, 12'000'000}};

std::uint64_t sizeAt(std::uint64_t millionth) {
    const auto above = std::ranges::find_if(
        Quantiles, [&](const Quantile& quantile) { return quantile.perMille * 1000 > millionth; });
    const Quantile& high = *above;
    const Quantile& low = *(above - 1);
    return low.bytes + (high.bytes - low.bytes) * (millionth - low.perMille * 1000) /
                           ((high.perMille - low.perMille) * 1000);
}

/// Multiples of an irrational number, fractions alone: spread evenly over [0, 1,000,000) in any stretch.
std::uint64_t spread(std::uint64_t number, std::uint64_t irrational) {
    return ((number * irrational) >> 32) * 1'000'000 >> 32;
}
constexpr std::uint64_t GoldenRatio = 0x9E3779B97F4A7C15, RootOfTwo = 0x6A09E667F3BCC909;

Agent agentOf(std::size_t number) {
    switch (Rota[number % Rota.size()]) {
    case 'X':
        return Agent::Codex;
    case 'P':
        return Agent::Pi;
    case 'O':
        return Agent::Opencode;
    default:
        return Agent::Claude;
    }
}

/// A folder a project: some with characters that agents encode.
std::string directoryOf(std::size_t project) {
    const Vocabulary& vocabulary = Vocabulary::shared();
    std::string name = std::format("{}-{}", vocabulary.wordOfRank(200 + project * 7 % 5000),
                                   vocabulary.wordOfRank(5000 + project * 13 % 20000));
    if (project % 11 == 3)
        name = std::format("my.{} v{}", name, project % 4);
    else if (project % 37 == 5)
        name += "-项目";
    return std::format("/home/ann/{}/{}", project % 3 ? "src" : "work/clients", name);
}

/// UUID version 7 (as Codex and pi use) or 4.
std::string identifier(Agent agent, std::uint64_t milliseconds, TextSource& text) {
    std::string id = text.uuid();
    if (agent == Agent::Opencode)
        return std::format("ses_{:012x}{}", milliseconds * 4096 & 0xFFFFFFFFFFFF, text.base62(14));
    if (agent != Agent::Claude)
        id = std::format("{:08x}-{:04x}-7{}", milliseconds >> 16, milliseconds & 0xFFFF, id.substr(15));
    return id;
}

/// Each session shares a word with nobody, one with its neighbour, one with ten and one with a hundred.
void plantWords(SessionPlan& plan) {
    plan.promptWords = {rareWord(plan.number), rareWord(400'000 + plan.number / 100)};
    plan.answerWords = {rareWord(200'000 + plan.number / 2)};
    plan.toolWords = {rareWord(300'000 + plan.number / 10)};
}

} // namespace

CorpusPlan::CorpusPlan(std::size_t sessions, std::uint64_t seed) {
    m_sessions.reserve(sessions);
    for (std::size_t number = 0; number < sessions; ++number)
        addSession(number, seed);
}

void CorpusPlan::addSession(std::size_t number, std::uint64_t seed) {
    SessionPlan plan;
    plan.number = number;
    plan.agent = agentOf(number);
    plan.seed = RandomSource(seed * 0x100000000 + number).next();
    plan.directory = directoryOf(number / Rota.size());
    plan.bytes = number % 1000 == 375 ? 20'000'000 : sizeAt(spread(number + 1, GoldenRatio));
    constexpr std::uint64_t Year = 365ULL * 86'400'000;
    // A week is left at the end for what happens within sessions and for forks.
    plan.startMilliseconds =
        CorpusEnd - Year + (Year - 7 * 86'400'000ULL) / 1'000'000 * spread(number + 1, RootOfTwo);
    TextSource text(plan.seed);
    plan.startMilliseconds += text.random().below(30'000);
    chooseAncestry(plan);
    plan.id = identifier(plan.agent, plan.startMilliseconds, text);
    chooseModel(plan);
    plantWords(plan);
    if (plan.ancestry == Ancestry::None && plan.bytes > 150'000 && plan.agent != Agent::Pi &&
        text.random().oneIn(6))
        plan.subAgents = 1 + text.random().below(3);
    m_sessions.push_back(std::move(plan));
}

void CorpusPlan::chooseModel(SessionPlan& plan) const {
    constexpr std::array<std::string_view, 8> Anthropic = {
        "claude-sonnet-4-5-20250929", "claude-opus-4-1-20250805",  "claude-sonnet-4-5-20250929",
        "claude-opus-4-5-20251101",   "claude-haiku-4-5-20251001", "claude-sonnet-4-5-20250929",
        "claude-opus-4-5-20251101",   "claude-sonnet-4-20250514"};
    constexpr std::array<std::string_view, 4> OpenAi = {"gpt-5-codex", "gpt-5", "gpt-5.1-codex",
                                                        "gpt-5-mini"};
    RandomSource random(plan.seed ^ 0x0DE1);
    const bool openAi = plan.agent == Agent::Codex || (plan.agent == Agent::Pi && random.oneIn(3));
    plan.model = openAi ? OpenAi[random.below(OpenAi.size())] : Anthropic[random.below(Anthropic.size())];
    plan.longContext = plan.model.starts_with("claude-sonnet-4") && plan.bytes > 900'000 && random.oneIn(2);
    plan.hourLongCache = random.oneIn(5);
}

void CorpusPlan::chooseAncestry(SessionPlan& plan) const {
    struct Rule {
        std::size_t place, parentPlace, everyCycle;
        Ancestry ancestry;
    };
    constexpr std::array Rules = {Rule{6, 5, 2, Ancestry::Fork}, Rule{17, 16, 4, Ancestry::Resume},
                                  Rule{7, 2, 2, Ancestry::Fork}, Rule{15, 4, 3, Ancestry::Fork}};
    constexpr std::uint64_t LargestParent = 3'000'000; // it is made anew for each child
    const std::size_t cycle = plan.number / Rota.size(), place = plan.number % Rota.size();
    for (const Rule& rule : Rules) {
        if (rule.place != place || cycle % rule.everyCycle != 0)
            continue;
        const SessionPlan& parent = m_sessions[plan.number - place + rule.parentPlace];
        if (parent.bytes > LargestParent)
            continue;
        plan.ancestry = rule.ancestry;
        plan.parent = parent.number;
        plan.startMilliseconds = parent.startMilliseconds + 2 * 86'400'000ULL; // after all of it
    }
}

} // namespace ax::bench
