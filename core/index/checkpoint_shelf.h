// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/index_cache.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ax {

/// Where the readers of transcripts rested, by path: new ones wait here until the cache takes them, older
/// ones are fetched from it. Where there is no cache they stay, up to a limit: beyond it a file that grew is
/// read again from its start.
class CheckpointShelf {
public:
    explicit CheckpointShelf(IndexCache& cache) : m_cache(cache) {}

    std::optional<std::string> find(const std::string& path);
    void put(const std::string& path, std::string checkpoint);
    void forget(const std::string& path);

    std::size_t waitingBytes() const { return m_waitingBytes; }
    /// Lays what waits into `changes`; stored() must follow once they are written.
    void addTo(IndexCache::Changes& changes) const;
    void stored();

private:
    static constexpr std::size_t MostWaiting = 48 << 20; ///< bytes

    IndexCache& m_cache;
    std::map<std::string, std::string> m_waiting;
    std::vector<std::string> m_forgotten;
    std::size_t m_waitingBytes = 0;
};

} // namespace ax
