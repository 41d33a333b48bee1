// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/status/session_status.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ax {

/// The state files of the agents that are alive, one `<pid>.json` each, kept in step with a folder. A file
/// whose process is gone says nothing. One thread at a time.
class AgentStateFolder {
public:
    using Ids = std::set<std::string>;

    AgentStateFolder(const FileSystem& files, std::string folder)
        : m_files(files), m_folder(std::move(folder)) {}

    /// Both add the ids of the sessions they touched.
    void rescan(Ids& touched);
    void update(const std::string& path, Ids& touched);

    /// Of two agents in one session the one that spoke last.
    const AgentStateFile* find(const std::string& sessionId) const;
    const std::string& folder() const { return m_folder; }

    struct Process {
        long processId = 0;
        std::string stateFile; ///< to update() when the process ends
    };
    std::vector<Process> processes() const;

private:
    void refresh(const std::string& path, Ids& touched);
    void set(const std::string& path, std::optional<AgentStateFile> state, Ids& touched);

    const FileSystem& m_files;
    std::string m_folder;
    std::map<std::string, AgentStateFile> m_states; ///< by path
};

} // namespace ax
