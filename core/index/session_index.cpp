// SPDX-License-Identifier: MIT
#include "core/index/session_index.h"

#include "core/index/agent_state_folder.h"
#include "core/index/claude_store.h"
#include "core/index/session_list.h"
#include "core/index/session_row.h"
#include "core/state/directory_map.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace ax {

namespace {

using Ids = std::set<std::string>;

std::string keyOf(const std::string& harness, const std::string& id) {
    return harness + '/' + id;
}

/// A harness with what reads its store; other formats than Claude's are only looked for.
struct Store {
    const Harness* harness = nullptr;
    std::unique_ptr<ClaudeStore> claude;
    AgentStateFolder* states = nullptr; ///< set together with `claude`
    bool speaksForStates = false; ///< the first store beside that folder: rows without transcript are its
    bool exists = false;          ///< of a format that is only looked for, at the last scan
};

/// Whether the agent has ever stored anything where its harness says.
bool placeExists(const FileSystem& files, const Harness& harness, const std::string& home) {
    if (!harness.database.empty() && files.status(expandHome(harness.database, home)))
        return true;
    return !harness.glob.empty() &&
           files.status(GlobPattern(expandHome(harness.glob, home)).root()).has_value();
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

} // namespace

class SessionIndex::Private {
public:
    explicit Private(IndexContext indexContext);

    SnapshotPointer scan();
    SnapshotPointer update(std::span<const std::string> changedPaths);
    std::vector<std::string> foldersToWatch() const;

    void markAll();
    void mark(const AgentStateFolder& states, const Ids& ids);

    IndexContext context;
    std::vector<Store> stores;
    std::vector<std::unique_ptr<AgentStateFolder>> stateFolders;
    std::map<std::string, Witnesses::Report> reports; ///< by key
    std::map<std::string, std::string> opened;        ///< key -> directory, of terminals of ours
    std::vector<std::string> watchProblems;
    std::set<std::string> dirty; ///< keys of rows to make anew
    SnapshotPointer current = std::make_shared<const Snapshot>();

private:
    void loadDirectoryMap();
    AgentStateFolder* stateFolderFor(const std::string& path);
    Store* storeOf(const std::string& harness);
    std::optional<Session> makeRow(const std::string& key);
    bool hasFileElsewhere(const Store& store, const std::string& id) const;
    bool directoryExists(const std::string& directory);
    std::vector<StoreReport> makeReports() const;
    SnapshotPointer finish();

    DirectoryMap m_directoryMap;
    std::unordered_map<std::string, bool> m_directoryExists; ///< until the next scan
    SessionList m_rows;
    TranscriptScratch m_scratch;
};

SessionIndex::Private::Private(IndexContext indexContext) : context(std::move(indexContext)) {
    for (const Harness& harness : context.config.harnesses) {
        Store& store = stores.emplace_back();
        store.harness = &harness;
        if (harness.format != "claude" || harness.glob.empty())
            continue;
        store.claude = std::make_unique<ClaudeStore>(context.files, harness, context.paths.home);
        const std::size_t foldersBefore = stateFolders.size();
        store.states = stateFolderFor(store.claude->stateFolder());
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

SnapshotPointer SessionIndex::Private::scan() {
    for (Store& store : stores) {
        if (!store.claude) {
            store.exists = placeExists(context.files, *store.harness, context.paths.home);
            continue;
        }
        Ids touched;
        store.claude->rescan(context.clock.now(), touched);
        mark(*store.states, touched);
    }
    for (const auto& states : stateFolders) {
        Ids touched;
        states->rescan(touched);
        mark(*states, touched);
    }
    loadDirectoryMap();
    return finish();
}

SnapshotPointer SessionIndex::Private::update(std::span<const std::string> changedPaths) {
    for (const std::string& path : changedPaths) {
        for (Store& store : stores) {
            if (!store.claude)
                continue;
            Ids touched;
            store.claude->update(path, context.clock.now(), m_scratch, touched);
            mark(*store.states, touched);
        }
        for (const auto& states : stateFolders) {
            Ids touched;
            states->update(path, touched);
            mark(*states, touched);
        }
        if (isAtOrAbove(path, joinPath(context.paths.stateDirectory, "dirmap.json")))
            loadDirectoryMap();
    }
    return finish();
}

/// Folders may have moved, so every row may have.
void SessionIndex::Private::loadDirectoryMap() {
    m_directoryMap = DirectoryMap::load(context.files, context.paths);
    m_directoryExists.clear();
    markAll();
}

void SessionIndex::Private::markAll() {
    for (const SessionPointer& row : m_rows.sessions())
        dirty.insert(row->key());
}

/// In every store beside that folder of state files: which of them has the row may change with a transcript.
void SessionIndex::Private::mark(const AgentStateFolder& states, const Ids& ids) {
    for (const Store& store : stores) {
        if (store.states != &states)
            continue;
        for (const std::string& id : ids)
            dirty.insert(keyOf(store.harness->name, id));
    }
}

Store* SessionIndex::Private::storeOf(const std::string& harness) {
    const auto found =
        std::ranges::find(stores, harness, [](const Store& store) { return store.harness->name; });
    return found == stores.end() ? nullptr : &*found;
}

bool SessionIndex::Private::hasFileElsewhere(const Store& store, const std::string& id) const {
    return std::ranges::any_of(stores, [&](const Store& other) {
        return &other != &store && other.states == store.states && other.claude && other.claude->find(id);
    });
}

std::optional<Session> SessionIndex::Private::makeRow(const std::string& key) {
    const std::size_t slash = key.find('/');
    if (slash == std::string::npos)
        return std::nullopt;
    SessionSources sources;
    sources.harness = key.substr(0, slash);
    sources.id = key.substr(slash + 1);
    bool exists = false;
    if (const Store* store = storeOf(sources.harness); store && store->claude) {
        sources.file = store->claude->find(sources.id);
        if (const AgentStateFile* state = store->states->find(sources.id)) {
            sources.witnesses.stateFile = *state;
            exists = store->speaksForStates && !hasFileElsewhere(*store, sources.id);
        }
    }
    if (const auto report = reports.find(key); report != reports.end())
        sources.witnesses.program = report->second;
    if (const auto terminal = opened.find(key); terminal != opened.end()) {
        sources.witnesses.runsInOurTerminal = true;
        sources.openedDirectory = terminal->second;
        exists = true;
    }
    if (!exists && !sources.file)
        return std::nullopt;
    return makeSession(sources,
                       {.models = context.models,
                        .relink = [this](const std::string& path) { return m_directoryMap.resolve(path); },
                        .exists = [this](const std::string& path) { return directoryExists(path); }});
}

bool SessionIndex::Private::directoryExists(const std::string& directory) {
    const auto [known, isNew] = m_directoryExists.try_emplace(directory, false);
    if (isNew) {
        const auto status = context.files.status(directory);
        known->second = status && status->kind == FileKind::Directory;
    }
    return known->second;
}

std::vector<StoreReport> SessionIndex::Private::makeReports() const {
    std::vector<StoreReport> made;
    bool toldWatchProblems = false;
    for (const Store& store : stores) {
        if (!store.claude) {
            const Harness& harness = *store.harness;
            made.push_back({.harness = harness.name,
                            .pattern = harness.glob.empty() ? harness.database : harness.glob,
                            .exists = store.exists,
                            .sessions = 0,
                            .problems = {}});
            continue;
        }
        made.push_back(store.claude->report());
        if (!std::exchange(toldWatchProblems, true))
            std::ranges::copy(watchProblems, std::back_inserter(made.back().problems));
    }
    return made;
}

/// Makes the dirty rows anew and hands out what came of it.
SnapshotPointer SessionIndex::Private::finish() {
    SessionList::Changes changes;
    for (const std::string& key : std::exchange(dirty, {}))
        changes.emplace(key, makeRow(key));
    const bool rowsChanged = m_rows.apply(std::move(changes));
    std::vector<StoreReport> storeReports = makeReports();
    if (!rowsChanged && storeReports == current->stores && current->generation > 0)
        return current;
    current = std::make_shared<const Snapshot>(Snapshot{.generation = current->generation + 1,
                                                        .sessions = m_rows.sessions(),
                                                        .stores = std::move(storeReports)});
    return current;
}

std::vector<std::string> SessionIndex::Private::foldersToWatch() const {
    std::set<std::string> folders;
    for (const Store& store : stores) {
        if (!store.claude)
            continue;
        for (std::string& folder : store.claude->folders())
            folders.insert(std::move(folder));
        if (!folders.contains(store.claude->root()))
            folders.insert(nearestExisting(context.files, store.claude->root()));
    }
    for (const auto& states : stateFolders)
        folders.insert(nearestExisting(context.files, states->folder()));
    folders.insert(nearestExisting(context.files, context.paths.stateDirectory));
    return {folders.begin(), folders.end()};
}

SessionIndex::SessionIndex(IndexContext context) : d(std::make_unique<Private>(std::move(context))) {
}
SessionIndex::~SessionIndex() = default;

SnapshotPointer SessionIndex::scan() {
    return d->scan();
}
SnapshotPointer SessionIndex::update(std::span<const std::string> changedPaths) {
    return d->update(changedPaths);
}
SnapshotPointer SessionIndex::current() const {
    return d->current;
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
    d->dirty.insert(sessionKey);
}

void SessionIndex::setRunsInOurTerminal(const std::string& sessionKey, const std::string& directory,
                                        bool runs) {
    if (runs)
        d->opened.insert_or_assign(sessionKey, directory);
    else
        d->opened.erase(sessionKey);
    d->dirty.insert(sessionKey);
}

} // namespace ax
