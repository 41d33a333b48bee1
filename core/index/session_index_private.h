// SPDX-License-Identifier: MIT
// The inside of SessionIndex, for the files that implement it: session_index.cpp (scans, updates, the cache),
// session_index_rows.cpp (what the stores know becomes rows), session_index_look.cpp (one look for a process
// that ends soon).
#pragma once

#include "core/index/agent_state_folder.h"
#include "core/index/checkpoint_shelf.h"
#include "core/index/file_store.h"
#include "core/index/known_folders.h"
#include "core/index/known_models.h"
#include "core/index/live_sessions.h"
#include "core/index/opencode_store.h"
#include "core/index/place_recorder.h"
#include "core/index/session_index.h"
#include "core/index/session_list.h"
#include "core/index/session_row.h"
#include "core/index/sidecar_folder.h"
#include "core/index/snapshot_image.h"
#include "core/index/store_scan.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// A harness with what reads its store; formats without a reader are only looked for.
struct IndexedStore {
    const Harness* harness = nullptr;
    std::unique_ptr<FileStore> files; ///< or …
    std::unique_ptr<OpencodeStore> database;
    std::unique_ptr<FileStore> kept;    ///< copies of what is or was in `files`
    AgentStateFolder* states = nullptr; ///< of Claude Code
    bool speaksForStates = false; ///< the first store beside that folder: rows without transcript are its
    bool exists = false;          ///< of a format that is only looked for, at the last scan

    SessionStore* sessions() const {
        return files ? files.get() : static_cast<SessionStore*>(database.get());
    }
};

inline std::string keyOf(const std::string& harness, const std::string& id) {
    return harness + '/' + id;
}

/// Stands for everything that rows depend on but the places that a scan looks at.
std::uint64_t rowFingerprint(const IndexContext& context);

class SessionIndex::Private {
public:
    explicit Private(IndexContext indexContext);

    SnapshotPointer scan(const PartialListener& onPartial);
    SnapshotPointer look();
    SnapshotPointer recall();
    void keepSnapshot();
    SnapshotPointer update(std::span<const std::string> changedPaths);
    void saveCache();
    bool hasUnsavedWork() const;
    void abandonScan() { m_scan.abandon(); }
    std::vector<std::string> foldersToWatch() const;
    std::optional<Timestamp> timeOfNextChange() const { return m_live.timeOfNextChange(); }
    std::vector<LiveProcess> processesToWatch() const;
    Witnesses witnessesOf(const std::string& key) const;

    IndexContext context;
    std::vector<IndexedStore> stores;
    std::vector<std::unique_ptr<AgentStateFolder>> stateFolders;
    std::map<std::string, Witnesses::Report> reports; ///< by key
    std::map<std::string, std::string> opened;        ///< key -> directory, of terminals of ours
    std::vector<std::string> watchProblems;
    std::vector<std::string> dirty; ///< keys of rows to make anew
    SnapshotPointer current = std::make_shared<const Snapshot>();

private:
    std::vector<FileStore*> fileStores() const;
    std::vector<SessionStore*> sessionStores() const;
    void lookAtEverything(const std::function<void()>& meanwhile);
    void lookAtDatabases(const std::string& path);
    void lookAt(const std::string& path);
    void loadDirectoryMap();
    AgentStateFolder* stateFolderFor(const std::string& path);
    const IndexedStore* storeOf(std::string_view harness) const;
    void markTouched();
    void mark(const AgentStateFolder& states, const AgentStateFolder::Ids& ids);
    void markEverywhere(const SidecarFolder::Ids& ids);
    void lookAtSidecars();
    bool isHeldSessionOf(const IndexedStore& store, const std::string& id) const;
    bool isKnownElsewhere(const IndexedStore& store, const std::string& id) const;
    SessionSources sourcesOf(const std::string& key) const;
    SessionList::Changes makeRows(std::vector<std::string> keys);
    SessionPointer makeRow(const std::string& key);
    bool hasFileElsewhere(const IndexedStore& store, const std::string& id) const;
    std::vector<StoreReport> makeReports() const;
    SnapshotPointer finish(std::optional<ScanProgress> progress);
    void addVanished(IndexCache::Changes& changes) const;
    std::optional<SnapshotImage::Content> loadImage(SnapshotImage::Wanted wanted);
    void addSessionsWithoutFile(std::vector<SessionPointer>& sessions, AgentStateFolder::Ids alive);
    LiveSources liveSourcesOf(const IndexedStore& store, const std::string& id) const;

    PlaceRecorder m_files{context.files}; ///< for all that makes rows
    SnapshotImage m_image;
    IndexCache m_cache;
    IndexCache::Records m_records; ///< until the first scan has taken them
    CheckpointShelf m_shelf{m_cache};
    SidecarFolder m_sidecars{context.files, context.paths};
    LiveSessions m_live{context.files, context.clock, context.paths};
    StoreScan m_scan{m_files};
    KnownModels m_models{context.models};
    KnownFolders m_folders{context.files};
    SessionList m_rows;
    Places m_places; ///< that the first scan looked at
    bool m_wasScanned = false;
    int m_failedSaves = 0;
};

} // namespace ax
