// SPDX-License-Identifier: MIT
#include "core/index/sidecar_folder.h"

#include "core/index/glob_pattern.h"
#include "core/state/session_meta.h"

#include <optional>
#include <utility>

namespace ax {

namespace {

constexpr std::string_view Suffix = ".json";

/// Empty for a file that is none.
std::string sessionIdOf(std::string_view name) {
    return name.ends_with(Suffix) ? std::string(name.substr(0, name.size() - Suffix.size())) : std::string();
}

} // namespace

SidecarFolder::SidecarFolder(const FileSystem& files, Paths paths)
    : m_files(files), m_paths(std::move(paths)), m_folder(metaFolder(m_paths)) {
}

void SidecarFolder::rescan(Ids& touched) {
    std::set<std::string> ids;
    for (const DirectoryEntry& entry : m_files.list(m_folder).value_or(std::vector<DirectoryEntry>()))
        ids.insert(sessionIdOf(entry.name));
    for (const auto& [id, place] : m_places)
        ids.insert(id); // to see that it is gone
    for (const std::string& id : ids)
        refresh(id, touched);
}

void SidecarFolder::update(const std::string& path, Ids& touched) {
    if (isAtOrAbove(path, m_folder))
        rescan(touched);
    else if (componentsBelow(m_folder, path).size() == 1)
        refresh(sessionIdOf(fileName(path)), touched);
}

void SidecarFolder::refresh(const std::string& sessionId, Ids& touched) {
    auto meta = sessionId.empty() ? std::nullopt : readSessionMeta(m_files, m_paths, sessionId);
    SessionPlace place;
    if (meta)
        place = {.run = std::move(meta->run),
                 .labels = std::move(meta->labels),
                 .harness = std::move(meta->harness),
                 .directory = std::move(meta->directory),
                 .title = std::move(meta->name.empty() ? meta->task : meta->name)};
    const auto known = m_places.find(sessionId);
    if (place == (known == m_places.end() ? SessionPlace() : known->second))
        return;
    touched.insert(sessionId);
    if (place == SessionPlace())
        m_places.erase(known);
    else
        m_places.insert_or_assign(sessionId, std::move(place));
}

const SessionPlace* SidecarFolder::find(const std::string& sessionId) const {
    const auto known = m_places.find(sessionId);
    return known == m_places.end() ? nullptr : &known->second;
}

} // namespace ax
