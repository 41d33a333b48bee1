// SPDX-License-Identifier: MIT
#include "core/index/session_index.h"

#include "core/base/byte_stream.h"
#include "core/base/hash.h"
#include "core/base/text_hash.h"
#include "core/index/agent_state_folder.h"
#include "core/index/checkpoint_shelf.h"
#include "core/index/file_store.h"
#include "core/index/opencode_store.h"
#include "core/index/parallel.h"
#include "core/index/place_recorder.h"
#include "core/index/record_fingerprint.h"
#include "core/index/session_list.h"
#include "core/index/session_row.h"
#include "core/index/snapshot_image.h"
#include "core/index/store_scan.h"
#include "core/state/directory_map.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <thread>
#include <unordered_set>
#include <utility>

namespace ax {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr auto SaveEvery = std::chrono::seconds(5); ///< during a long scan
constexpr int MostFailedSaves = 3;

std::string keyOf(const std::string& harness, const std::string& id) {
    return harness + '/' + id;
}

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

/// A harness with what reads its store; formats without a reader are only looked for.
struct Store {
    const Harness* harness = nullptr;
    std::unique_ptr<FileStore> files; ///< or …
    std::unique_ptr<OpencodeStore> database;
    std::unique_ptr<FileStore> kept; ///< copies of what is or was in `files`
    AgentStateFolder* states = nullptr; ///< of Claude Code
    bool speaksForStates = false; ///< the first store beside that folder: rows without transcript are its
    bool exists = false;          ///< of a format that is only looked for, at the last scan

    SessionStore* sessions() const { return files ? files.get() : static_cast<SessionStore*>(database.get()); }
};

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

/// Stands for everything that rows depend on but the places that a scan looks at.
std::uint64_t rowFingerprint(const IndexContext& context) {
    /// To be raised with every change of what becomes a row, or of how rows are packed.
    constexpr std::uint32_t RowsVersion = 1;
    ByteWriter bytes;
    bytes.number(RowsVersion);
    bytes.number(recordFingerprint());
    bytes.text(context.models.source());
    bytes.number(static_cast<std::uint64_t>(context.models.size()));
    bytes.text(context.paths.home);
    for (const auto* harnesses : {&context.config.harnesses, &context.keptStores}) {
        bytes.number(static_cast<std::uint32_t>(harnesses->size()));
        for (const Harness& harness : *harnesses) {
            for (const std::string* text :
                 {&harness.name, &harness.glob, &harness.database, &harness.idPattern, &harness.format})
                bytes.text(*text);
        }
    }
    return hashBytes(bytes.bytes());
}

void sortNewestFirst(std::vector<SessionPointer>& sessions) {
    SessionList::Changes changes;
    for (SessionPointer& session : sessions)
        changes.emplace_back(session->key(), std::move(session));
    SessionList list;
    list.apply(std::move(changes));
    sessions = list.sessions();
}

} // namespace

class SessionIndex::Private {
public:
    explicit Private(IndexContext indexContext);

    SnapshotPointer scan(const PartialListener& onPartial);
    SnapshotPointer look();
    SnapshotPointer update(std::span<const std::string> changedPaths);
    void saveCache();
    bool hasUnsavedWork() const;
    void abandonScan() { m_scan.abandon(); }
    std::vector<std::string> foldersToWatch() const;

    IndexContext context;
    std::vector<Store> stores;
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
    void lookAt(const std::string& path);
    void loadDirectoryMap();
    AgentStateFolder* stateFolderFor(const std::string& path);
    const Store* storeOf(std::string_view harness) const;
    void markTouched();
    void mark(const AgentStateFolder& states, const AgentStateFolder::Ids& ids);
    SessionSources sourcesOf(const std::string& key) const;
    SessionList::Changes makeRows(std::vector<std::string> keys);
    SessionPointer makeRow(const std::string& key);
    bool hasFileElsewhere(const Store& store, const std::string& id) const;
    std::vector<StoreReport> makeReports() const;
    SnapshotPointer finish(std::optional<ScanProgress> progress);
    void addVanished(IndexCache::Changes& changes) const;
    std::optional<SnapshotImage::Content> loadImage();
    void addLiveSessions(std::vector<SessionPointer>& sessions);
    void saveImage(const Places& places);
    LiveSources liveSourcesOf(const Store& store, const std::string& id) const;

    PlaceRecorder m_files{context.files}; ///< for all that makes rows
    SnapshotImage m_image;
    IndexCache m_cache;
    IndexCache::Records m_records; ///< until the first scan has taken them
    CheckpointShelf m_shelf{m_cache};
    StoreScan m_scan{m_files};
    KnownModels m_models{context.models};
    KnownFolders m_folders{context.files};
    SessionList m_rows;
    bool m_wasScanned = false;
    int m_failedSaves = 0;
};

SessionIndex::Private::Private(IndexContext indexContext)
    : context(std::move(indexContext)),
      m_image(context.files, cacheFile(context.paths, "snapshot"), rowFingerprint(context)),
      m_cache(context.files, cacheFile(context.paths, "index.sqlite"), recordFingerprint()) {
    for (const Harness& harness : context.config.harnesses) {
        Store& store = stores.emplace_back();
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
    for (const Store& store : stores) {
        if (store.files)
            found.push_back(store.files.get());
        if (store.kept)
            found.push_back(store.kept.get());
    }
    return found;
}

std::vector<SessionStore*> SessionIndex::Private::sessionStores() const {
    std::vector<SessionStore*> found;
    for (const Store& store : stores) {
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
    DatabaseReadings databases;
    lookAtEverything([&] {
        if (!m_wasScanned)
            m_records = m_cache.load();
        for (const Store& store : stores) {
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
    m_wasScanned = true;
    m_cache.close();
    return snapshot;
}

/// For a process that asks once: rows that no place speaks against are taken from the last one's.
SnapshotPointer SessionIndex::Private::look() {
    if (auto image = loadImage()) {
        current = std::make_shared<const Snapshot>(Snapshot{.generation = 1,
                                                            .sessions = std::move(image->sessions),
                                                            .stores = std::move(image->stores),
                                                            .progress = {}});
        return current;
    }
    m_files.start();
    const SnapshotPointer snapshot = scan({});
    saveImage(m_files.stop());
    return snapshot;
}

std::optional<SnapshotImage::Content> SessionIndex::Private::loadImage() {
    loadDirectoryMap();
    auto image = m_image.load([this](Session& session) {
        completeSession(session, {}, {.models = m_models, .folders = m_folders});
    });
    if (image)
        addLiveSessions(image->sessions);
    return image;
}

/// What agents that are alive say of themselves, to rows that were made of transcripts alone.
void SessionIndex::Private::addLiveSessions(std::vector<SessionPointer>& sessions) {
    AgentStateFolder::Ids alive;
    for (const auto& states : stateFolders)
        states->rescan(alive);
    if (alive.empty())
        return;
    std::set<std::string> withFile;
    for (SessionPointer& session : sessions) {
        if (!alive.contains(session->id))
            continue;
        const Store* store = storeOf(session->harness);
        if (!store || !store->states || !store->states->find(session->id))
            continue;
        withFile.insert(session->id);
        Session live = *session;
        completeSession(live, liveSourcesOf(*store, live.id), {.models = m_models, .folders = m_folders});
        session = std::make_shared<const Session>(std::move(live));
    }
    for (const Store& store : stores) {
        for (const std::string& id : alive) {
            if (!store.speaksForStates || withFile.contains(id))
                continue;
            if (SessionPointer row = makeRow(keyOf(store.harness->name, id)))
                sessions.push_back(std::move(row));
        }
    }
    sortNewestFirst(sessions);
}

/// Not each time that something changed: while agents work, that is always.
void SessionIndex::Private::saveImage(const Places& places) {
    constexpr auto SaveImageEvery = std::chrono::nanoseconds(std::chrono::minutes(1));
    const auto age = m_image.ageNanoseconds(context.clock.now().time_since_epoch().count());
    const bool isYoung = age && *age >= 0 && *age < SaveImageEvery.count();
    const bool hasProblems =
        std::ranges::any_of(current->stores, [](const StoreReport& store) { return !store.problems.empty(); });
    if (isYoung || hasProblems) // what could not be read may be readable without a trace
        return;
    std::vector<SessionPointer> sessions;
    for (const SessionPointer& session : current->sessions) {
        if (session->status == SessionStatus()) {
            sessions.push_back(session);
            continue;
        }
        SessionSources sources = sourcesOf(session->key());
        if (sources.stored)
            sessions.push_back(std::make_shared<const Session>(
                makeSession(std::move(sources), {.models = m_models, .folders = m_folders})));
    }
    sortNewestFirst(sessions);
    (void)m_image.save(sessions, current->stores, places); // without it the next look takes longer
}

/// `meanwhile`: until it is done nothing is sought in the records.
void SessionIndex::Private::lookAtEverything(const std::function<void()>& meanwhile) {
    std::vector<FileStore::FolderLook> looks;
    for (FileStore* store : fileStores())
        looks.push_back(store->begin(m_records));
    m_scan.look(std::move(looks), meanwhile);
    for (FileStore* store : fileStores())
        store->finish(store->root());
    for (Store& store : stores) {
        if (!store.sessions())
            store.exists = placeExists(m_files, *store.harness, context.paths.home);
    }
    for (const auto& states : stateFolders) {
        AgentStateFolder::Ids touched;
        states->rescan(touched);
        mark(*states, touched);
    }
}

SnapshotPointer SessionIndex::Private::update(std::span<const std::string> changedPaths) {
    for (const std::string& path : changedPaths) {
        lookAt(context.files.logicalPath(path));
        for (const auto& states : stateFolders) {
            AgentStateFolder::Ids touched;
            states->update(path, touched);
            mark(*states, touched);
        }
        if (isAtOrAbove(path, joinPath(context.paths.stateDirectory, "dirmap.json")))
            loadDirectoryMap();
    }
    m_scan.read(fileStores(), TranscriptReading::After::KeepReader, {});
    m_cache.close();
    return finish(std::nullopt);
}

void SessionIndex::Private::lookAt(const std::string& path) {
    for (const Store& store : stores) {
        if (auto reading = store.database ? store.database->begin(path) : std::nullopt) {
            reading->run();
            store.database->take(std::move(*reading));
        }
    }
    for (FileStore* store : fileStores()) {
        auto look = store->begin(path);
        if (!look)
            continue;
        const std::string folder = look->folder;
        std::vector<FileStore::FolderLook> looks;
        looks.push_back(std::move(*look));
        m_scan.look(std::move(looks));
        store->finish(folder);
    }
}

/// Folders may have moved, so every row may have.
void SessionIndex::Private::loadDirectoryMap() {
    m_folders.reset(DirectoryMap::load(context.files, context.paths));
    for (const SessionPointer& row : m_rows.sessions())
        dirty.push_back(row->key());
}

void SessionIndex::Private::markTouched() {
    for (const Store& store : stores) {
        if (!store.sessions())
            continue;
        for (const std::string& id : store.kept ? store.kept->takeTouched() : TouchedIds())
            dirty.push_back(keyOf(store.harness->name, id));
        for (const std::string& id : store.sessions()->takeTouched()) {
            dirty.push_back(keyOf(store.harness->name, id));
            for (const Store& other : stores) { // which of them speaks for an agent may change with a file
                if (store.states && other.states == store.states && other.harness != store.harness)
                    dirty.push_back(keyOf(other.harness->name, id));
            }
        }
    }
}

/// In every store beside that folder of state files.
void SessionIndex::Private::mark(const AgentStateFolder& states, const AgentStateFolder::Ids& ids) {
    for (const Store& store : stores) {
        if (store.states != &states)
            continue;
        for (const std::string& id : ids)
            dirty.push_back(keyOf(store.harness->name, id));
    }
}

const Store* SessionIndex::Private::storeOf(std::string_view harness) const {
    const auto found =
        std::ranges::find(stores, harness, [](const Store& store) -> std::string_view { return store.harness->name; });
    return found == stores.end() ? nullptr : &*found;
}

bool SessionIndex::Private::hasFileElsewhere(const Store& store, const std::string& id) const {
    return std::ranges::any_of(stores, [&](const Store& other) {
        return &other != &store && other.states == store.states && other.files && other.files->contains(id);
    });
}

/// What the stores know. Any thread, as long as they stay as they are.
SessionSources SessionIndex::Private::sourcesOf(const std::string& key) const {
    SessionSources sources;
    const std::size_t slash = key.find('/');
    if (slash == std::string::npos)
        return sources;
    sources.harness = key.substr(0, slash);
    sources.id = key.substr(slash + 1);
    if (const Store* store = storeOf(sources.harness)) {
        sources.format = store->harness->format;
        if (const SessionStore* sessions = store->sessions())
            sources.stored = sessions->find(sources.id);
        if (!sources.stored && store->kept && !store->files->contains(sources.id)) {
            sources.stored = store->kept->find(sources.id);
            if (sources.stored)
                sources.stored->isKeptCopy = true;
        }
    }
    return sources;
}

/// On all cores: unpacking thousands of records is most of what a warm start costs.
SessionList::Changes SessionIndex::Private::makeRows(std::vector<std::string> keys) {
    constexpr std::size_t Stretch = 256;
    SessionList::Changes rows(keys.size());
    parallelFor((keys.size() + Stretch - 1) / Stretch, [&](std::size_t stretch) {
        const std::size_t end = std::min(keys.size(), (stretch + 1) * Stretch);
        for (std::size_t index = stretch * Stretch; index < end; ++index) {
            rows[index].second = makeRow(keys[index]);
            rows[index].first = std::move(keys[index]);
        }
    });
    return rows;
}

/// Null where there is no such session. Any thread, as long as the stores stay as they are.
SessionPointer SessionIndex::Private::makeRow(const std::string& key) {
    SessionSources sources = sourcesOf(key);
    if (sources.id.empty())
        return nullptr;
    bool exists = false;
    if (const Store* store = storeOf(sources.harness)) {
        static_cast<LiveSources&>(sources) = liveSourcesOf(*store, sources.id);
        exists = sources.witnesses.runsInOurTerminal ||
                 (sources.witnesses.stateFile && store->speaksForStates && !hasFileElsewhere(*store, sources.id));
    }
    if (!exists && !sources.stored)
        return nullptr;
    return std::make_shared<const Session>(
        makeSession(std::move(sources), {.models = m_models, .folders = m_folders}));
}

LiveSources SessionIndex::Private::liveSourcesOf(const Store& store, const std::string& id) const {
    LiveSources live;
    if (const AgentStateFile* state = store.states ? store.states->find(id) : nullptr)
        live.witnesses.stateFile = *state;
    const std::string key = keyOf(store.harness->name, id);
    if (const auto report = reports.find(key); report != reports.end())
        live.witnesses.program = report->second;
    if (const auto terminal = opened.find(key); terminal != opened.end()) {
        live.witnesses.runsInOurTerminal = true;
        live.openedDirectory = terminal->second;
    }
    return live;
}

std::vector<StoreReport> SessionIndex::Private::makeReports() const {
    std::vector<StoreReport> made;
    bool toldWatchProblems = false;
    for (const Store& store : stores) {
        if (!store.sessions()) {
            const Harness& harness = *store.harness;
            made.push_back({.harness = harness.name,
                            .pattern = harness.glob.empty() ? harness.database : harness.glob,
                            .exists = store.exists,
                            .sessions = 0,
                            .problems = {}});
            continue;
        }
        made.push_back(store.sessions()->report());
        if (store.kept)
            std::ranges::copy(store.kept->report().problems, std::back_inserter(made.back().problems));
        if (!std::exchange(toldWatchProblems, true))
            std::ranges::copy(watchProblems, std::back_inserter(made.back().problems));
    }
    return made;
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
           std::ranges::any_of(sessionStores(), [](const SessionStore* store) { return !store->changedShards().empty(); });
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
        if (std::ranges::any_of(sessionStores(), [path](const SessionStore* store) { return store->has(path); }))
            return;
        changes.shards[IndexCache::shardOf(path)];
        changes.forgotten.emplace_back(path);
    });
}

std::vector<std::string> SessionIndex::Private::foldersToWatch() const {
    std::set<std::string> folders;
    for (const Store& store : stores) {
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
    return {folders.begin(), folders.end()};
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
    std::vector<LiveProcess> processes;
    for (const auto& states : d->stateFolders) {
        for (const AgentStateFolder::Process& process : states->processes())
            processes.push_back({.processId = process.processId, .path = process.stateFile});
    }
    return processes;
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
