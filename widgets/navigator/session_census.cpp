// SPDX-License-Identifier: MIT
#include "widgets/navigator/session_census.h"

#include <algorithm>
#include <unordered_set>

namespace ax::widgets {

void SessionCensus::count(const Session& session, Step step) {
    const auto change = [step](std::size_t& number) { step == Step::Add ? ++number : --number; };
    for (const auto scope : {SessionFilter::Scope::All, SessionFilter::Scope::Live,
                             SessionFilter::Scope::NeedsYou, SessionFilter::Scope::Review}) {
        if (isInScope(session, scope)) {
            change(m_scopes.at(static_cast<std::size_t>(scope)));
        }
    }
    if (!session.directory.empty()) {
        const auto folder = m_folders.try_emplace(session.directory, 0).first;
        change(folder->second);
        if (folder->second == 0) {
            m_folders.erase(folder);
        }
    }
}

void SessionCensus::setSnapshot(const SnapshotPointer& snapshot) {
    static const std::vector<SessionPointer> None;
    const auto& before = m_snapshot ? m_snapshot->sessions : None;
    const auto& after = snapshot ? snapshot->sessions : None;
    const auto [oldFirst, newFirst] = std::ranges::mismatch(before, after);
    auto oldLast = before.end();
    auto newLast = after.end();
    while (oldLast != oldFirst && newLast != newFirst && *(oldLast - 1) == *(newLast - 1)) {
        --oldLast;
        --newLast;
    }
    std::for_each(newFirst, newLast, [this](const SessionPointer& session) { count(*session, Step::Add); });
    std::for_each(oldFirst, oldLast,
                  [this](const SessionPointer& session) { count(*session, Step::Remove); });
    m_snapshot = snapshot;
}

std::size_t SessionCensus::sessionsIn(const std::string& folder) const {
    const auto found = m_folders.find(folder);
    return found == m_folders.end() ? 0 : found->second;
}

std::vector<SessionCensus::Folder> SessionCensus::recentFolders(std::size_t limit) const {
    std::vector<Folder> folders;
    const std::size_t wanted = std::min(limit, m_folders.size());
    std::unordered_set<std::string_view> seen;
    // The snapshot stands newest first: the first sessions name the latest folders.
    for (auto session = m_snapshot ? m_snapshot->sessions.begin()
                                   : std::vector<SessionPointer>::const_iterator();
         folders.size() < wanted; ++session) {
        const std::string& path = (*session)->directory;
        if (!path.empty() && seen.insert(path).second) {
            folders.push_back({path, m_folders.at(path)});
        }
    }
    return folders;
}

} // namespace ax::widgets
