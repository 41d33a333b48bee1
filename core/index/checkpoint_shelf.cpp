// SPDX-License-Identifier: MIT
#include "core/index/checkpoint_shelf.h"

namespace ax {

std::optional<std::string> CheckpointShelf::find(const std::string& path) {
    if (const auto waiting = m_waiting.find(path); waiting != m_waiting.end())
        return waiting->second;
    return m_cache.checkpoint(path);
}

void CheckpointShelf::put(const std::string& path, std::string checkpoint) {
    if (m_waitingBytes + checkpoint.size() > MostWaiting)
        return;
    std::string& place = m_waiting[path];
    m_waitingBytes += checkpoint.size() - place.size();
    place = std::move(checkpoint);
}

void CheckpointShelf::forget(const std::string& path) {
    if (const auto waiting = m_waiting.find(path); waiting != m_waiting.end()) {
        m_waitingBytes -= waiting->second.size();
        m_waiting.erase(waiting);
    }
    m_forgotten.push_back(path);
}

void CheckpointShelf::addTo(IndexCache::Changes& changes) const {
    for (const auto& [path, bytes] : m_waiting)
        changes.checkpoints.emplace_back(path, bytes);
    for (const std::string& path : m_forgotten) {
        if (!m_waiting.contains(path))
            changes.forgotten.push_back(path);
    }
}

void CheckpointShelf::stored() {
    m_waiting.clear();
    m_forgotten.clear();
    m_waitingBytes = 0;
}

} // namespace ax
