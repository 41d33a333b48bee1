// SPDX-License-Identifier: MIT
#include "app/cli/session_world.h"

#include "core/archive/archived_stores.h"

namespace ax::cli {

SessionWorld::SessionWorld(const Environment& environment)
    : m_paths(Paths::from(environment)), m_files(m_disk, historyFolder(m_paths)),
      m_loaded(loadConfig(m_files, m_paths)), m_models(ModelCatalog::load(m_files, m_paths)) {
}

IndexContext SessionWorld::indexContext() const {
    return {m_files, m_clock, m_models, m_paths, m_loaded.config, archivedStores(m_loaded.config, m_paths)};
}

SnapshotPointer SessionWorld::scan() const {
    SessionIndex index(indexContext());
    return index.look();
}

} // namespace ax::cli
