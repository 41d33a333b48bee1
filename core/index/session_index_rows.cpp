// SPDX-License-Identifier: MIT
// How what the stores know becomes rows and reports.
#include "core/index/command_programs.h"
#include "core/index/parallel.h"
#include "core/index/session_index_private.h"

#include <algorithm>
#include <utility>

namespace ax {

const IndexedStore* SessionIndex::Private::storeOf(std::string_view harness) const {
    const auto found = std::ranges::find(
        stores, harness, [](const IndexedStore& store) -> std::string_view { return store.harness->name; });
    return found == stores.end() ? nullptr : &*found;
}

bool SessionIndex::Private::hasFileElsewhere(const IndexedStore& store, const std::string& id) const {
    return std::ranges::any_of(stores, [&](const IndexedStore& other) {
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
    if (const IndexedStore* store = storeOf(sources.harness)) {
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
    if (const IndexedStore* store = storeOf(sources.harness)) {
        static_cast<LiveSources&>(sources) = liveSourcesOf(*store, sources.id);
        exists =
            sources.witnesses.runsInOurTerminal || isHeldSessionOf(*store, sources.id) ||
            (sources.witnesses.stateFile && store->speaksForStates && !hasFileElsewhere(*store, sources.id));
    }
    if (!exists && !sources.stored)
        return nullptr;
    return std::make_shared<const Session>(
        makeSession(std::move(sources), {.models = m_models, .folders = m_folders}));
}

LiveSources SessionIndex::Private::liveSourcesOf(const IndexedStore& store, const std::string& id) const {
    LiveSources live;
    if (const AgentStateFile* state = store.states ? store.states->find(id) : nullptr)
        live.witnesses.stateFile = *state;
    if (const SessionPlace* place = m_sidecars.find(id))
        live.place = *place;
    if (const LiveSessions::LiveSession* held = m_live.find(id))
        live.witnesses.held = held->witness;
    const std::string key = keyOf(store.harness->name, id);
    if (const auto report = reports.find(key); report != reports.end())
        live.witnesses.program = report->second;
    if (const auto terminal = opened.find(key); terminal != opened.end()) {
        live.witnesses.runsInOurTerminal = true;
        live.openedDirectory = terminal->second;
    }
    return live;
}

Witnesses SessionIndex::Private::witnessesOf(const std::string& key) const {
    const std::size_t slash = std::min(key.find('/'), key.size());
    const IndexedStore* store = storeOf(std::string_view(key).substr(0, slash));
    return store && slash < key.size() ? liveSourcesOf(*store, key.substr(slash + 1)).witnesses : Witnesses();
}

/// A session that runs, or did, and that no store may know yet: its sidecar names the harness, or else its
/// command does. A launch whose agent has named its session is that one's.
bool SessionIndex::Private::isHeldSessionOf(const IndexedStore& store, const std::string& id) const {
    const LiveSessions::LiveSession* held = m_live.find(id);
    if (held == nullptr || held->isPlaceholder || isKnownElsewhere(store, id))
        return false;
    const SessionPlace* place = m_sidecars.find(id);
    if (place != nullptr && !place->harness.empty())
        return place->harness == store.harness->name;
    for (const std::string& program : programsIn(held->command)) {
        if (const IndexedStore* named = storeOf(program))
            return named == &store;
    }
    return false;
}

bool SessionIndex::Private::isKnownElsewhere(const IndexedStore& store, const std::string& id) const {
    return std::ranges::any_of(stores, [&](const IndexedStore& other) {
        return &other != &store && other.sessions() && other.sessions()->contains(id);
    });
}

std::vector<StoreReport> SessionIndex::Private::makeReports() const {
    std::vector<StoreReport> made;
    bool toldWatchProblems = false;
    for (const IndexedStore& store : stores) {
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

} // namespace ax
