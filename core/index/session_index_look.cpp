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
        const IndexedStore* store = storeOf(session->harness);
        if (!store || !store->states || !store->states->find(session->id))
            continue;
        withFile.insert(session->id);
        Session live = *session;
        completeSession(live, liveSourcesOf(*store, live.id), {.models = m_models, .folders = m_folders});
        session = std::make_shared<const Session>(std::move(live));
    }
    for (const IndexedStore& store : stores) {
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
    const bool hasProblems = std::ranges::any_of(
        current->stores, [](const StoreReport& store) { return !store.problems.empty(); });
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

} // namespace ax
