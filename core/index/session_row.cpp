// SPDX-License-Identifier: MIT
#include "core/index/session_row.h"

#include "core/base/paths.h"

#include <algorithm>
#include <utility>

namespace ax {

namespace {

/// What the agent wrote down, else what the models' prices make of it: unknown as soon as a part has no
/// price, and without any tokens.
Cost costOf(const TranscriptFacts& facts, KnownModels& models) {
    if (facts.recordedCost)
        return {.basis = CostBasis::Recorded, .dollars = *facts.recordedCost};
    Cost cost;
    for (const UsagePart& part : facts.usage) {
        const auto dollars = models.cost(part);
        if (!dollars)
            return {};
        cost.basis = CostBasis::Estimated;
        cost.dollars += *dollars;
    }
    return cost;
}

SubAgent subAgentOf(StoredSubAgent agent, KnownModels& models) {
    const Cost cost = costOf(agent.facts, models);
    return {.id = std::move(agent.id),
            .file = std::move(agent.file),
            .fileStatus = agent.status,
            .kind = std::move(agent.facts.agentKind),
            .description = std::move(agent.facts.agentDescription),
            .model = std::move(agent.facts.model),
            .tokens = agent.facts.tokens,
            .usage = std::move(agent.facts.usage),
            .cost = cost};
}

/// Older records have no `cwd`; the folder's name stands for it, with every separator turned to `-`.
std::string directoryFromFolder(const std::string& transcript) {
    std::string folder(fileName(parentFolder(transcript)));
    if (!folder.starts_with('-'))
        return {};
    std::ranges::replace(folder, '-', '/');
    return folder;
}

void addStored(Session& session, StoredSession stored, KnownModels& models) {
    TranscriptFacts& facts = stored.facts;
    session.cost = costOf(facts, models);
    session.file = std::move(stored.file);
    session.isKeptCopy = stored.isKeptCopy;
    session.fileStatus = stored.status;
    session.forkOf = std::move(stored.forkOf);
    session.recordedDirectory = std::move(facts.directory);
    if (session.recordedDirectory.empty() && (session.format == "claude" || session.format == "pi"))
        session.recordedDirectory = directoryFromFolder(session.file);
    session.title = std::move(facts.title);
    session.model = std::move(facts.model);
    session.created = facts.created;
    session.last = facts.last;
    session.tokens = facts.tokens;
    session.usage = std::move(facts.usage);
    session.contextTokens = facts.contextTokens;
    session.contextWindow = facts.contextWindow;
    session.prompts = facts.prompts;
    session.unknownRecords = facts.unknownRecords;
    session.damagedRecords = facts.damagedRecords;
    session.subAgents.reserve(stored.subAgents.size());
    for (StoredSubAgent& agent : stored.subAgents)
        session.subAgents.push_back(subAgentOf(std::move(agent), models));
}

/// A part whose price is not known makes the sum unknown, an estimated part makes it an estimate; a part
/// without tokens costs nothing.
void rollUpCosts(Session& session) {
    const auto isUnknown = [](const Cost& cost, const TokenCounts& tokens) {
        return cost.basis == CostBasis::Unknown && tokens.total() > 0;
    };
    bool anyUnknown = isUnknown(session.cost, session.tokens);
    for (const SubAgent& agent : session.subAgents) {
        anyUnknown |= isUnknown(agent.cost, agent.tokens);
        session.cost.basis = std::max(session.cost.basis, agent.cost.basis);
        session.cost.dollars += agent.cost.dollars;
    }
    if (anyUnknown)
        session.cost = {};
}

void addLiveFacts(Session& session, const AgentStateFile& state) {
    if (session.title.empty())
        session.title = state.name;
    if (session.recordedDirectory.empty())
        session.recordedDirectory = state.directory;
    if (!session.last)
        session.last = state.updated;
}

/// What was said when it was started, for one that has not said anything itself yet.
void addPlace(Session& session, const SessionPlace& place) {
    if (session.recordedDirectory.empty())
        session.recordedDirectory = place.directory;
    if (session.title.empty())
        session.title = place.title;
}

void addHolder(Session& session, const HeldWitness& held) {
    session.isHeld = held.lives;
    if (!session.last)
        session.last = held.lastOutput;
}

} // namespace

Session makeSession(SessionSources sources, RowContext context) {
    static_assert(CostBasis::Unknown < CostBasis::Recorded && CostBasis::Recorded < CostBasis::Estimated);
    Session session;
    session.harness = std::move(sources.harness);
    session.format = std::move(sources.format);
    session.id = std::move(sources.id);
    if (sources.stored)
        addStored(session, std::move(*sources.stored), context.models);
    rollUpCosts(session);
    completeSession(session, sources, context);
    return session;
}

void completeSession(Session& session, const LiveSources& live, RowContext context) {
    if (live.witnesses.stateFile)
        addLiveFacts(session, *live.witnesses.stateFile);
    if (session.recordedDirectory.empty())
        session.recordedDirectory = live.openedDirectory;
    if (session.file.empty())
        addPlace(session, live.place);
    if (live.witnesses.held)
        addHolder(session, *live.witnesses.held);
    if (session.contextWindow == 0 && !session.model.empty()) {
        if (const auto& model = context.models.find(session.model))
            session.contextWindow = model->contextWindow;
    }
    const KnownFolders::Folder& folder = context.folders.find(session.recordedDirectory);
    session.directory = folder.path;
    session.directoryExists = folder.exists;
    session.run = live.place.run;
    session.labels = live.place.labels;
    session.status = decideStatus(live.witnesses);
}

} // namespace ax
