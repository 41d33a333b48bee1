// SPDX-License-Identifier: MIT
// One look for a process that ends soon, and the image that makes the next one cheap.
#include "core/base/byte_stream.h"
#include "core/base/hash.h"
#include "core/index/record_fingerprint.h"
#include "core/index/session_index_private.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

namespace ax {

namespace {

void sortNewestFirst(std::vector<SessionPointer>& sessions) {
    SessionList::Changes changes;
    for (SessionPointer& session : sessions)
        changes.emplace_back(session->key(), std::move(session));
    SessionList list;
    list.apply(std::move(changes));
    sessions = list.sessions();
}

} // namespace

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

/// For a process that asks once: rows that no place speaks against are taken from the last one's.
SnapshotPointer SessionIndex::Private::look() {
    if (auto image = loadImage(SnapshotImage::Wanted::StillTrue)) {
        current = std::make_shared<const Snapshot>(Snapshot{.generation = 1,
                                                            .sessions = std::move(image->sessions),
                                                            .stores = std::move(image->stores),
                                                            .progress = {}});
        return current;
    }
    const SnapshotPointer snapshot = scan({});
    keepSnapshot();
    return snapshot;
}

SnapshotPointer SessionIndex::Private::recall() {
    auto image = m_wasScanned ? std::nullopt : loadImage(SnapshotImage::Wanted::AsItWas);
    if (!image)
        return nullptr;
    SessionList::Changes rows;
    for (SessionPointer& session : image->sessions)
        rows.emplace_back(session->key(), std::move(session));
    m_rows.apply(std::move(rows));
    current = std::make_shared<const Snapshot>(Snapshot{
        .generation = 1, .sessions = m_rows.sessions(), .stores = std::move(image->stores), .progress = {}});
    return current;
}

std::optional<SnapshotImage::Content> SessionIndex::Private::loadImage(SnapshotImage::Wanted wanted) {
    loadDirectoryMap();
    std::set<std::string> ids;
    m_sidecars.rescan(ids);
    ids.clear();
    m_live.rescan(ids);
    for (const auto& states : stateFolders)
        states->rescan(ids);
    auto image = m_image.load(wanted, [this](Session& session) {
        const IndexedStore* store = storeOf(session.harness);
        completeSession(session, store ? liveSourcesOf(*store, session.id) : LiveSources(),
                        {.models = m_models, .folders = m_folders});
    });
    if (image && !ids.empty())
        addSessionsWithoutFile(image->sessions, std::move(ids));
    return image;
}

/// Agents that are alive and have written no transcript yet; and the order that what the others say brings.
void SessionIndex::Private::addSessionsWithoutFile(std::vector<SessionPointer>& sessions,
                                                   AgentStateFolder::Ids alive) {
    for (const SessionPointer& session : sessions) {
        const IndexedStore* store = storeOf(session->harness);
        if (store && (store->states || m_live.find(session->id)))
            alive.erase(session->id);
    }
    for (const IndexedStore& store : stores) {
        for (const std::string& id : alive) {
            if (SessionPointer row = makeRow(keyOf(store.harness->name, id)))
                sessions.push_back(std::move(row));
        }
    }
    sortNewestFirst(sessions);
}

/// Not each time that something changed: while agents work, that is always.
void SessionIndex::Private::keepSnapshot() {
    const Places places = std::exchange(m_places, {});
    constexpr auto SaveImageEvery = std::chrono::nanoseconds(std::chrono::minutes(1));
    const auto age = m_image.ageNanoseconds(context.clock.now().time_since_epoch().count());
    const bool isYoung = age && *age >= 0 && *age < SaveImageEvery.count();
    const bool hasProblems = std::ranges::any_of(
        current->stores, [](const StoreReport& store) { return !store.problems.empty(); });
    if (isYoung || hasProblems ||
        places.folders.empty()) // what could not be read may be readable without a trace
        return;
    std::vector<SessionPointer> sessions;
    for (const SessionPointer& session : current->sessions) {
        if (session->status ==
            SessionStatus()) { // packing leaves out the rest of what is not the transcript's
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

} // namespace ax
