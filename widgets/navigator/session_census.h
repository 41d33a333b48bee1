// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"
#include "widgets/table/session_filter.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ax::widgets {

/// Counts a snapshot by scope and by folder. A new snapshot costs what differs from the one before.
class SessionCensus {
public:
    struct Folder {
        std::string path;
        std::size_t sessions = 0;
        friend bool operator==(const Folder&, const Folder&) = default;
    };

    void setSnapshot(const SnapshotPointer& snapshot);

    std::size_t count(SessionFilter::Scope scope) const {
        return m_scopes.at(static_cast<std::size_t>(scope));
    }
    std::size_t folderCount() const { return m_folders.size(); }
    /// How many sessions a folder has; 0 for one that is not there.
    std::size_t sessionsIn(const std::string& folder) const;
    /// Folders by their latest activity, at most `limit`.
    std::vector<Folder> recentFolders(std::size_t limit) const;

private:
    static constexpr std::size_t ScopeCount = 4;

    enum class Step { Add, Remove };
    void count(const Session& session, Step step);

    SnapshotPointer m_snapshot;
    std::array<std::size_t, ScopeCount> m_scopes{};
    std::unordered_map<std::string, std::size_t> m_folders;
};

} // namespace ax::widgets
