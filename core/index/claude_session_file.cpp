// SPDX-License-Identifier: MIT
#include "core/index/claude_session_file.h"

#include "core/base/paths.h"

#include <algorithm>
#include <set>

namespace ax {

namespace {

constexpr std::string_view TranscriptSuffix = ".jsonl";
constexpr std::string_view MetaSuffix = ".meta.json";
constexpr std::string_view AgentPrefix = "agent-";

/// The id in `agent-<id>.jsonl` or `agent-<id>.meta.json`; empty for any other name.
std::string agentIdOf(std::string_view fileName) {
    if (!fileName.starts_with(AgentPrefix))
        return {};
    fileName.remove_prefix(AgentPrefix.size());
    for (const std::string_view suffix : {TranscriptSuffix, MetaSuffix}) {
        if (fileName.ends_with(suffix))
            return std::string(fileName.substr(0, fileName.size() - suffix.size()));
    }
    return {};
}

FileChange either(FileChange one, FileChange other) {
    return one == FileChange::None ? other : one;
}

} // namespace

ClaudeSessionFile::ClaudeSessionFile(std::string path, std::string id)
    : m_id(std::move(id)), m_transcript(std::move(path), TranscriptRole::Session),
      m_sideFolder(m_transcript.path().substr(0, m_transcript.path().size() - TranscriptSuffix.size())) {
}

FileChange ClaudeSessionFile::refresh(const FileSystem& files, TranscriptScratch& scratch) {
    return m_transcript.refresh(files, scratch);
}

FileChange ClaudeSessionFile::refreshSubAgents(const FileSystem& files, TranscriptScratch& scratch) {
    const auto entries = files.list(subAgentFolder());
    m_hasSubAgentFolder = entries.has_value();
    m_hasSideFolder = m_hasSubAgentFolder || files.status(m_sideFolder).has_value();
    std::set<std::string> found;
    for (const DirectoryEntry& entry : entries.value_or(std::vector<DirectoryEntry>())) {
        if (entry.name.ends_with(TranscriptSuffix))
            found.insert(agentIdOf(entry.name));
    }
    found.erase("");
    FileChange change = FileChange::None;
    for (const std::string& agentId : found) {
        change = either(refreshTranscript(files, agentId, scratch), change);
        change = either(refreshMeta(files, agentId), change);
    }
    const std::size_t gone =
        std::erase_if(m_subAgents, [&found](const auto& known) { return !found.contains(known.first); });
    return gone > 0 ? FileChange::Changed : change;
}

FileChange ClaudeSessionFile::refreshSubAgent(const FileSystem& files, std::string_view fileName,
                                              TranscriptScratch& scratch) {
    const std::string agentId = agentIdOf(fileName);
    if (agentId.empty())
        return FileChange::None;
    const bool isNew = !m_subAgents.contains(agentId);
    if (!isNew && fileName.ends_with(MetaSuffix))
        return refreshMeta(files, agentId);
    const FileChange change = refreshTranscript(files, agentId, scratch);
    return isNew ? either(refreshMeta(files, agentId), change) : change;
}

FileChange ClaudeSessionFile::refreshTranscript(const FileSystem& files, const std::string& agentId,
                                                TranscriptScratch& scratch) {
    SubAgentFile fresh{{pathOf(agentId, TranscriptSuffix), TranscriptRole::SubAgent}, {}};
    const auto agent = m_subAgents.try_emplace(agentId, std::move(fresh)).first;
    const FileChange change = agent->second.transcript.refresh(files, scratch);
    if (change != FileChange::Gone)
        return change;
    m_subAgents.erase(agent);
    return FileChange::Changed;
}

FileChange ClaudeSessionFile::refreshMeta(const FileSystem& files, const std::string& agentId) {
    const auto agent = m_subAgents.find(agentId);
    if (agent == m_subAgents.end())
        return FileChange::None;
    SubAgentMeta meta = readSubAgentMeta(files, pathOf(agentId, MetaSuffix));
    const bool isNews = meta != agent->second.meta;
    agent->second.meta = std::move(meta);
    return isNews ? FileChange::Changed : FileChange::None;
}

std::vector<std::string> ClaudeSessionFile::sideFolders() const {
    std::vector<std::string> folders;
    if (m_hasSideFolder)
        folders.push_back(m_sideFolder);
    if (m_hasSubAgentFolder)
        folders.push_back(subAgentFolder());
    return folders;
}

std::string ClaudeSessionFile::pathOf(std::string_view agentId, std::string_view suffix) const {
    return subAgentFolder().append(1, '/').append(AgentPrefix).append(agentId).append(suffix);
}

std::vector<SubAgentFacts> ClaudeSessionFile::subAgents() const {
    std::vector<SubAgentFacts> agents;
    agents.reserve(m_subAgents.size());
    for (const auto& [agentId, file] : m_subAgents)
        agents.push_back({.id = agentId, .meta = file.meta, .facts = file.transcript.facts()});
    std::ranges::stable_sort(agents, {}, [](const SubAgentFacts& agent) { return agent.facts.created; });
    return agents;
}

} // namespace ax
