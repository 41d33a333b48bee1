// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/paths.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ax {

/// What sidecars (core/state/session_meta.h) say of the place of a session among others.
struct SessionPlace {
    std::string run;
    std::vector<std::string> labels;
    std::string harness; ///< these three for a session that has written no transcript yet
    std::string directory;
    std::string title; ///< its name, else its task
    friend bool operator==(const SessionPlace&, const SessionPlace&) = default;
};

/// The places of all sessions that have a sidecar, kept in step with its folder. One thread at a time.
class SidecarFolder {
public:
    using Ids = std::set<std::string>;

    SidecarFolder(const FileSystem& files, Paths paths);

    /// Both add the ids of the sessions whose place is another one now.
    void rescan(Ids& touched);
    void update(const std::string& path, Ids& touched);

    /// Null for a session without. Stays until the next change.
    const SessionPlace* find(const std::string& sessionId) const;
    const std::string& folder() const { return m_folder; }

private:
    void refresh(const std::string& sessionId, Ids& touched);

    const FileSystem& m_files;
    Paths m_paths;
    std::string m_folder;
    std::map<std::string, SessionPlace> m_places; ///< by session id
};

} // namespace ax
