// SPDX-License-Identifier: MIT
#include "core/index/session_row.h"

#include "core/base/paths.h"

#include <algorithm>

namespace ax {

namespace {

/// The sum over models; unknown as soon as one of them has no price, and without any tokens.
Cost costOf(const std::map<std::string, TokenCounts>& tokensByModel, const ModelCatalog& models) {
    Cost cost;
    for (const auto& [model, tokens] : tokensByModel) {
        const auto dollars = estimateCost(tokens, models.find(model));
        if (!dollars)
            return {};
        cost.basis = CostBasis::Estimated;
        cost.dollars += *dollars;
    }
    return cost;
}

SubAgent subAgentOf(const SubAgentFacts& agent, const ModelCatalog& models) {
    return {.id = agent.id,
            .file = {},
            .kind = agent.meta.kind,
            .description = agent.meta.description,
            .model = agent.facts.model.empty() ? agent.meta.model : agent.facts.model,
            .tokens = agent.facts.tokens,
            .usage = {},
            .cost = costOf(agent.facts.tokensByModel, models)};
}

/// Older records have no `cwd`; the folder's name stands for it, with every separator turned to `-`.
std::string directoryFromFolder(const std::string& transcript) {
    std::string folder(fileName(parentFolder(transcript)));
    if (!folder.starts_with('-'))
        return {};
    std::ranges::replace(folder, '-', '/');
    return folder;
}

void addTranscript(Session& session, const ClaudeSessionFile& file, const ModelCatalog& models) {
    TranscriptFacts facts = file.transcript().facts();
    session.file = file.transcript().path();
    session.recordedDirectory =
        facts.directory.empty() ? directoryFromFolder(session.file) : std::move(facts.directory);
    session.title = std::move(facts.title);
    session.model = std::move(facts.model);
    session.created = facts.created;
    session.last = facts.last;
    session.tokens = facts.tokens;
    session.contextTokens = facts.contextTokens;
    session.prompts = facts.prompts;
    session.unknownRecords = facts.unknownRecords;
    session.damagedRecords = facts.damagedRecords;
    session.cost = costOf(facts.tokensByModel, models);
    for (const SubAgentFacts& agent : file.subAgents())
        session.subAgents.push_back(subAgentOf(agent, models));
}

/// A part whose price is not known makes the sum unknown; a part without tokens costs nothing.
void rollUpCosts(Session& session) {
    const bool ownIsUnknown = session.cost.basis == CostBasis::Unknown && session.tokens.total() > 0;
    bool isUnknown = ownIsUnknown;
    for (const SubAgent& agent : session.subAgents) {
        isUnknown |= agent.cost.basis == CostBasis::Unknown && agent.tokens.total() > 0;
        if (agent.cost.basis != CostBasis::Unknown)
            session.cost.basis = CostBasis::Estimated;
        session.cost.dollars += agent.cost.dollars;
    }
    if (isUnknown)
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

} // namespace

Session makeSession(const SessionSources& sources, const RowContext& context) {
    Session session;
    session.harness = sources.harness;
    session.id = sources.id;
    if (sources.file)
        addTranscript(session, *sources.file, context.models);
    rollUpCosts(session);
    if (sources.witnesses.stateFile)
        addLiveFacts(session, *sources.witnesses.stateFile);
    if (session.recordedDirectory.empty())
        session.recordedDirectory = sources.openedDirectory;
    if (!session.model.empty()) {
        if (const auto model = context.models.find(session.model))
            session.contextWindow = model->contextWindow;
    }
    session.directory = context.relink(session.recordedDirectory);
    session.directoryExists =
        session.directory.empty() || context.exists(session.directory); // unknown is not gone
    session.status = decideStatus(sources.witnesses);
    return session;
}

} // namespace ax
