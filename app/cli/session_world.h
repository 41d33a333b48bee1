// SPDX-License-Identifier: MIT
#pragma once

#include "core/archive/archive_file_system.h"
#include "core/base/clock.h"
#include "core/base/environment.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/config/config.h"
#include "core/index/session_index.h"
#include "core/models/model_catalog.h"
#include "core/state/session_meta.h"

#include <map>
#include <string>

namespace ax::cli {

/// What the verbs about sessions stand on: the user's files, configuration, prices and sidecars. Nothing is
/// scanned before somebody asks. One thread.
class SessionWorld {
public:
    explicit SessionWorld(const Environment& environment);

    const FileSystem& files() const { return m_files; }
    /// Without that: for the archive itself.
    const FileSystem& disk() const { return m_disk; }
    const Clock& clock() const { return m_clock; }
    const Paths& paths() const { return m_paths; }
    const Config& config() const { return m_loaded.config; }
    const std::vector<ConfigProblem>& configProblems() const { return m_loaded.problems; }
    const ModelCatalog& models() const { return m_models; }
    IndexContext indexContext() const;

    /// All sessions as they are now; each call looks anew.
    SnapshotPointer scan() const;
    /// What was tagged, by session id.
    std::map<std::string, SessionMeta> metas() const { return readSessionMetas(m_files, m_paths); }

private:
    RealFileSystem m_disk;
    SystemClock m_clock;
    Paths m_paths;
    ArchiveFileSystem m_files; ///< kept copies read like transcripts
    LoadedConfig m_loaded;
    ModelCatalog m_models;
};

} // namespace ax::cli
