// SPDX-License-Identifier: MIT
#include "core/base/text_hash.h"
#include "core/index/record_fingerprint.h"
#include "core/index/session_index_private.h"
#include "core/state/directory_map.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <thread>
#include <unordered_set>
#include <utility>

namespace ax {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr auto SaveEvery = std::chrono::seconds(5); ///< during a long scan
constexpr int MostFailedSaves = 3;

/// Each once, in the order of their first places.
std::vector<std::string> withoutRepeats(std::vector<std::string> keys) {
    std::unordered_set<std::string_view, TextHash> seen;
    seen.reserve(keys.size());
    std::vector<std::string> once;
    once.reserve(keys.size()); // views of what is in it stay good
    for (std::string& key : keys) {
        if (!seen.contains(key))
            seen.insert(once.emplace_back(std::move(key)));
    }
    return once;
}

/// Whether the agent has ever stored anything where its harness says.
bool placeExists(const FileSystem& files, const Harness& harness, const std::string& home) {
    if (!harness.database.empty() && files.status(expandHome(harness.database, home)))
        return true;
    return !harness.glob.empty() &&
           files.status(GlobPattern(expandHome(harness.glob, home)).root()).has_value();
}

/// `~/.claude/sessions` beside `~/.claude/projects`.
std::string stateFolderBeside(const std::string& root) {
    return joinPath(parentFolder(root), "sessions");
}

std::string nearestExisting(const FileSystem& files, std::string path) {
    while (path.size() > 1) {
        const auto status = files.status(path);
        if (status && status->kind == FileKind::Directory)
            break;
        path = parentFolder(path);
    }
    return path;
}

std::string cacheFile(const Paths& paths, std::string_view name) {
    return paths.cacheDirectory.empty() ? std::string() : joinPath(paths.cacheDirectory, name);
}

} // namespace

SessionIndex::Private::Private(IndexContext indexContext)
    : context(std::move(indexContext)),
      m_image(context.files, cacheFile(context.paths, "snapshot"), rowFingerprint(context)),
      m_cache(context.files, cacheFile(context.paths, "index.sqlite"), recordFingerprint()) {
    for (const Harness& harness : context.config.harnesses) {
        IndexedStore& store = stores.emplace_back();
        store.harness = &harness;
        if (harness.format == "opencode" && !harness.database.empty())
            store.database = std::make_unique<OpencodeStore>(m_files, harness, context.paths.home);
        if (harness.glob.empty() || !makeFactsReader(harness.format, TranscriptRole::Session))
            continue;
        store.files = std::make_unique<FileStore>(m_files, harness, context.paths.home, m_shelf);
        const auto kept = std::ranges::find(context.keptStores, harness.name, &Harness::name);
        if (kept != context.keptStores.end())
            store.kept = std::make_unique<FileStore>(m_files, *kept, context.paths.home, m_shelf);
        if (harness.format != "claude")
            continue;
        const std::size_t foldersBefore = stateFolders.size();
        store.states = stateFolderFor(stateFolderBeside(store.files->root()));
        store.speaksForStates = stateFolders.size() > foldersBefore;
    }
}

AgentStateFolder* SessionIndex::Private::stateFolderFor(const std::string& path) {
    const auto known =
        std::ranges::find(stateFolders, path, [](const auto& states) { return states->folder(); });
    if (known != stateFolders.end())
        return known->get();
    return stateFolders.emplace_back(std::make_unique<AgentStateFolder>(context.files, path)).get();
}

std::vector<FileStore*> SessionIndex::Private::fileStores() const {
    std::vector<FileStore*> found;
    for (const IndexedStore& store : stores) {
        if (store.files)
            found.push_back(store.files.get());
        if (store.kept)
            found.push_back(store.kept.get());
    }
    return found;
}

std::vector<SessionStore*> SessionIndex::Private::sessionStores() const {
    std::vector<SessionStore*> found;
    for (const IndexedStore& store : stores) {
        if (store.sessions())
            found.push_back(store.sessions());
    }
    return found;
}

/// Databases are read meanwhile, each on a thread of its own.
class DatabaseReadings {
public:
    void add(OpencodeStore& store, OpencodeStore::Reading reading) {
        Part& part = *m_parts.emplace_back(std::make_unique<Part>(&store, std::move(reading)));
        part.thread = std::jthread([&part] { part.reading.run(); });
    }
    void take() {
        for (const auto& part : m_parts) {
            part->thread.join();
            part->store->take(std::move(part->reading));
        }
        m_parts.clear();
    }

private:
    struct Part {
        Part(OpencodeStore* owner, OpencodeStore::Reading toRun) : store(owner), reading(std::move(toRun)) {}
        OpencodeStore* store;
        OpencodeStore::Reading reading;
        std::jthread thread;
    };
    std::vector<std::unique_ptr<Part>> m_parts;
};

SnapshotPointer SessionIndex::Private::scan(const PartialListener& onPartial) {
    m_failedSaves = 0;
    if (!m_wasScanned)
        m_files.start();
    DatabaseReadings databases;
    lookAtEverything([&] {
        if (!m_wasScanned)
            m_records = m_cache.load();
        for (const IndexedStore& store : stores) {
            if (auto reading = store.database ? store.database->begin(m_records) : std::nullopt)
                databases.add(*store.database, std::move(*reading));
        }
    });
    loadDirectoryMap();
    auto lastSave = SteadyClock::now();
    const auto tick = [&](const ScanProgress& progress) {
        if (onPartial)
            onPartial(finish(progress));
        if (SteadyClock::now() - lastSave > SaveEvery) {
            saveCache();
            lastSave = SteadyClock::now();
        }
    };
    m_scan.read(fileStores(), TranscriptReading::After::SaveReader, tick);
    databases.take();
    for (FileStore* store : fileStores())
        store->warmUp(context.clock.now());
    const SnapshotPointer snapshot = finish(std::nullopt);
    saveCache();
    m_records = {};
    if (!std::exchange(m_wasScanned, true))
        m_places = m_files.stop();
    m_cache.close();
    return snapshot;
}

/// `meanwhile`: until it is done nothing is sought in the records.
void SessionIndex::Private::lookAtEverything(const std::function<void()>& meanwhile) {
    std::vector<FileStore::FolderLook> looks;
    for (FileStore* store : fileStores())
        looks.push_back(store->begin(m_records));
    m_scan.look(std::move(looks), meanwhile);
    for (FileStore* store : fileStores())
        store->finish(store->root());
    for (IndexedStore& store : stores) {
        if (!store.sessions())
            store.exists = placeExists(m_files, *store.harness, context.paths.home);
    }
    for (const auto& states : stateFolders) {
        AgentStateFolder::Ids touched;
        states->rescan(touched);
        mark(*states, touched);
    }
    lookAtSidecars();
}

void SessionIndex::Private::lookAtSidecars() {
    SidecarFolder::Ids touched;
    m_sidecars.rescan(touched);
    m_live.rescan(touched);
    touched.merge(m_live.ids()); // some may be known from before the first scan, and have no row yet
    markEverywhere(touched);
}

SnapshotPointer SessionIndex::Private::update(std::span<const std::string> changedPaths) {
    constexpr std::size_t Many = 64; // to look at everything once costs less
    if (changedPaths.size() > Many)
        lookAtEverything({});
    for (const std::string& path : changedPaths) {
        lookAtDatabases(path);
        if (changedPaths.size() <= Many)
            lookAt(path);
        if (isAtOrAbove(path, joinPath(context.paths.stateDirectory, "dirmap.json")))
            loadDirectoryMap();
    }
    LiveSessions::Ids aged;
    m_live.passTime(aged);
    markEverywhere(aged);
    m_scan.read(fileStores(), TranscriptReading::After::KeepReader, {});
    m_cache.close();
    return finish(std::nullopt);
}

void SessionIndex::Private::lookAtDatabases(const std::string& path) {
    for (const IndexedStore& store : stores) {
        if (auto reading =
                store.database ? store.database->begin(context.files.logicalPath(path)) : std::nullopt) {
            reading->run();
            store.database->take(std::move(*reading));
        }
    }
}

void SessionIndex::Private::lookAt(const std::string& path) {
    for (FileStore* store : fileStores()) {
        auto look = store->begin(context.files.logicalPath(path));
        if (!look)
            continue;
        const std::string folder = look->folder;
        std::vector<FileStore::FolderLook> looks;
        looks.push_back(std::move(*look));
        m_scan.look(std::move(looks));
        store->finish(folder);
    }
    for (const auto& states : stateFolders) {
        AgentStateFolder::Ids touched;
        states->update(path, touched);
        mark(*states, touched);
    }
    SidecarFolder::Ids touched;
    m_sidecars.update(path, touched);
    m_live.update(path, touched);
    markEverywhere(touched);
}

/// Folders may have moved, so every row may have.
void SessionIndex::Private::loadDirectoryMap() {
    m_folders.reset(DirectoryMap::load(context.files, context.paths));
    for (const SessionPointer& row : m_rows.sessions())
        dirty.push_back(row->key());
}

void SessionIndex::Private::markTouched() {
    for (const IndexedStore& store : stores) {
        if (!store.sessions())
            continue;
        for (const std::string& id : store.kept ? store.kept->takeTouched() : TouchedIds())
            dirty.push_back(keyOf(store.harness->name, id));
        for (const std::string& id : store.sessions()->takeTouched()) {
            dirty.push_back(keyOf(store.harness->name, id));
            const bool isHeld = m_live.find(id) != nullptr;
            for (const IndexedStore& other :
                 stores) { // which of them speaks for an agent may change with a file
                if (other.harness != store.harness &&
                    (isHeld || (store.states && other.states == store.states)))
                    dirty.push_back(keyOf(other.harness->name, id));
            }
        }
    }
}

/// In every store beside that folder of state files.
void SessionIndex::Private::mark(const AgentStateFolder& states, const AgentStateFolder::Ids& ids) {
    for (const IndexedStore& store : stores) {
        if (store.states != &states)
            continue;
        for (const std::string& id : ids)
            dirty.push_back(keyOf(store.harness->name, id));
    }
}

/// In every store, since a sidecar does not tell its harness for certain.
void SessionIndex::Private::markEverywhere(const SidecarFolder::Ids& ids) {
    for (const IndexedStore& store : stores) {
        for (const std::string& id : ids)
            dirty.push_back(keyOf(store.harness->name, id));
    }
}

/// Makes the dirty rows anew and hands out what came of it.
SnapshotPointer SessionIndex::Private::finish(std::optional<ScanProgress> progress) {
    markTouched();
    const bool rowsChanged = m_rows.apply(makeRows(withoutRepeats(std::exchange(dirty, {}))));
    std::vector<StoreReport> storeReports = makeReports();
    if (!rowsChanged && storeReports == current->stores && progress == current->progress &&
        current->generation > 0)
        return current;
    current = std::make_shared<const Snapshot>(Snapshot{.generation = current->generation + 1,
                                                        .sessions = m_rows.sessions(),
                                                        .stores = std::move(storeReports),
                                                        .progress = progress});
    return current;
}

bool SessionIndex::Private::hasUnsavedWork() const {
    return m_failedSaves < MostFailedSaves &&
           std::ranges::any_of(
               sessionStores(), [](const SessionStore* store) { return !store->changedShards().empty(); });
}

void SessionIndex::Private::saveCache() {
    if (!hasUnsavedWork())
        return;
    IndexCache::Changes changes;
    for (const SessionStore* store : sessionStores()) {
        for (const std::size_t shard : store->changedShards())
            changes.shards[shard];
    }
    addVanished(changes);
    for (SessionStore* store : sessionStores())
        store->addTo(changes.shards);
    m_shelf.addTo(changes);
    if (!m_cache.save(changes)) {
        ++m_failedSaves;
        return;
    }
    m_shelf.stored();
    for (SessionStore* store : sessionStores())
        store->stored();
}

/// Files that the cache knows and nobody found: their shards lose them, and their checkpoints go.
void SessionIndex::Private::addVanished(IndexCache::Changes& changes) const {
    std::size_t known = 0;
    for (const SessionStore* store : sessionStores())
        known += store->records();
    if (m_records.size() <= known)
        return;
    m_records.forEachPath([&](std::string_view path) {
        if (std::ranges::any_of(sessionStores(),
                                [path](const SessionStore* store) { return store->has(path); }))
            return;
        changes.shards[IndexCache::shardOf(path)];
        changes.forgotten.emplace_back(path);
    });
}

std::vector<std::string> SessionIndex::Private::foldersToWatch() const {
    std::set<std::string> folders;
    for (const IndexedStore& store : stores) {
        if (!store.sessions())
            continue;
        for (std::string& folder : store.sessions()->folders())
            folders.insert(std::move(folder));
        if (!folders.contains(store.sessions()->root()))
            folders.insert(nearestExisting(context.files, store.sessions()->root()));
        if (!store.kept)
            continue;
        for (std::string& folder : store.kept->folders())
            folders.insert(std::move(folder));
        if (!folders.contains(store.kept->root()))
            folders.insert(nearestExisting(context.files, store.kept->root()));
    }
    for (const auto& states : stateFolders)
        folders.insert(nearestExisting(context.files, states->folder()));
    folders.insert(nearestExisting(context.files, context.paths.stateDirectory));
    folders.insert(nearestExisting(context.files, m_sidecars.folder()));
    for (const std::string& folder : m_live.folders())
        folders.insert(nearestExisting(context.files, folder));
    return {folders.begin(), folders.end()};
}

std::vector<SessionIndex::LiveProcess> SessionIndex::Private::processesToWatch() const {
    std::vector<LiveProcess> processes;
    for (const auto& states : stateFolders) {
        for (const AgentStateFolder::Process& process : states->processes())
            processes.push_back({.processId = process.processId, .path = process.stateFile});
    }
    for (LiveSessions::Process& process : m_live.processes())
        processes.push_back({.processId = process.processId, .path = std::move(process.path)});
    return processes;
}

SessionIndex::SessionIndex(IndexContext context) : d(std::make_unique<Private>(std::move(context))) {
}
SessionIndex::~SessionIndex() = default;

SnapshotPointer SessionIndex::scan(const PartialListener& onPartial) {
    return d->scan(onPartial);
}
SnapshotPointer SessionIndex::look() {
    return d->look();
}
SnapshotPointer SessionIndex::recall() {
    return d->recall();
}
void SessionIndex::keepSnapshot() {
    d->keepSnapshot();
}
SnapshotPointer SessionIndex::update(std::span<const std::string> changedPaths) {
    return d->update(changedPaths);
}
SnapshotPointer SessionIndex::current() const {
    return d->current;
}
void SessionIndex::abandonScan() {
    d->abandonScan();
}
void SessionIndex::saveCache() {
    d->saveCache();
}
bool SessionIndex::hasUnsavedWork() const {
    return d->hasUnsavedWork();
}
std::vector<std::string> SessionIndex::foldersToWatch() const {
    return d->foldersToWatch();
}

std::vector<SessionIndex::LiveProcess> SessionIndex::processesToWatch() const {
    return d->processesToWatch();
}

std::optional<Timestamp> SessionIndex::timeOfNextChange() const {
    return d->timeOfNextChange();
}

Witnesses SessionIndex::witnessesOf(const std::string& sessionKey) const {
    return d->witnessesOf(sessionKey);
}

void SessionIndex::setWatchProblems(std::vector<std::string> sentences) {
    d->watchProblems = std::move(sentences);
}

void SessionIndex::setProgramReport(const std::string& sessionKey, std::optional<Witnesses::Report> report) {
    if (report)
        d->reports.insert_or_assign(sessionKey, std::move(*report));
    else
        d->reports.erase(sessionKey);
    d->dirty.push_back(sessionKey);
}

void SessionIndex::setRunsInOurTerminal(const std::string& sessionKey, const std::string& directory,
                                        bool runs) {
    if (runs)
        d->opened.insert_or_assign(sessionKey, directory);
    else
        d->opened.erase(sessionKey);
    d->dirty.push_back(sessionKey);
}

} // namespace ax
