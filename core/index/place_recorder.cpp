// SPDX-License-Identifier: MIT
#include "core/index/place_recorder.h"

#include <chrono>
#include <utility>

namespace ax {

void PlaceRecorder::start() {
    const std::lock_guard lock(m_mutex);
    m_records = true;
    m_places = {};
}

Places PlaceRecorder::stop() {
    const std::lock_guard lock(m_mutex);
    m_records = false;
    return std::exchange(m_places, {});
}

Result<FileStatus> PlaceRecorder::status(const std::string& path) const {
    auto status = m_files.status(path);
    const std::lock_guard lock(m_mutex);
    if (m_records)
        m_places.folders.push_back({.path = {}, .files = {{.name = path, .mark = Places::markOf(status)}}});
    return status;
}

/// The folder before its entries: what comes meanwhile is then seen as a change.
Result<std::vector<ListedEntry>> PlaceRecorder::listWithStatus(const std::string& folder) const {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_records)
            return m_files.listWithStatus(folder);
    }
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    Places::Folder place = {
        .path = folder,
        .mark = Places::markOfFolder(m_files.status(folder),
                                     std::chrono::duration_cast<std::chrono::nanoseconds>(now).count()),
        .files = {}};
    auto entries = m_files.listWithStatus(folder);
    if (entries) {
        for (const ListedEntry& entry : *entries) {
            if (entry.status.kind != FileKind::Directory)
                place.files.push_back({.name = entry.name, .mark = Places::markOf(entry.status)});
        }
    } else if (entries.error().code != ErrorCode::NotFound) {
        place.mark = Places::Changing; // rights may come back without a trace
    }
    const std::lock_guard lock(m_mutex);
    m_places.folders.push_back(std::move(place));
    return entries;
}

} // namespace ax
