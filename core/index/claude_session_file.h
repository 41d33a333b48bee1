// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/followed_file.h"
#include "core/index/sub_agent_meta.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// What is known of a sub-agent: its own transcript and the few words its parent left beside it.
struct SubAgentFacts {
    std::string id;
    SubAgentMeta meta;
    TranscriptFacts facts;
};

/// A session's transcript together with the transcripts of its sub-agents, which stand in
/// `<session>/subagents/agent-<id>.jsonl`, each with a `.meta.json`.
class ClaudeSessionFile {
public:
    /// `path` ends in `.jsonl`.
    ClaudeSessionFile(std::string path, std::string id);

    FileChange refresh(const FileSystem& files, TranscriptScratch& scratch);
    /// Looks at the whole side folder.
    FileChange refreshSubAgents(const FileSystem& files, TranscriptScratch& scratch);
    /// Looks at one file in it.
    FileChange refreshSubAgent(const FileSystem& files, std::string_view fileName,
                               TranscriptScratch& scratch);

    const std::string& id() const { return m_id; }
    const FollowedFile& transcript() const { return m_transcript; }
    std::vector<SubAgentFacts> subAgents() const; ///< in order of their start

    /// Those of `<session>` and `<session>/subagents` that existed at the last look at the side folder.
    std::vector<std::string> sideFolders() const;

private:
    struct SubAgentFile {
        FollowedFile transcript;
        SubAgentMeta meta;
    };

    FileChange refreshTranscript(const FileSystem& files, const std::string& agentId,
                                 TranscriptScratch& scratch);
    FileChange refreshMeta(const FileSystem& files, const std::string& agentId);
    std::string subAgentFolder() const { return m_sideFolder + "/subagents"; }
    std::string pathOf(std::string_view agentId, std::string_view suffix) const;

    std::string m_id;
    FollowedFile m_transcript;
    std::string m_sideFolder;
    bool m_hasSideFolder = false;
    bool m_hasSubAgentFolder = false;
    std::map<std::string, SubAgentFile, std::less<>> m_subAgents; ///< by id
};

} // namespace ax
