// SPDX-License-Identifier: MIT
// How a FileStore looks at its folders.
#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/index/file_store.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace ax {

namespace {

constexpr std::string_view TranscriptSuffix = ".jsonl";
constexpr std::string_view MetaSuffix = ".meta.json";
constexpr std::string_view AgentPrefix = "agent-";
constexpr std::string_view SubAgentFolder = "subagents";

/// More folders are not watched: those with the latest changes are.
constexpr std::size_t MostWatched = 4096;

bool isBelow(std::string_view path, std::string_view folder) {
    return path.size() > folder.size() && path.starts_with(folder) &&
           (path[folder.size()] == '/' || folder == "/");
}

/// What stands for one state of a file; never 0.
std::uint64_t markOf(const FileStatus& status) {
    ByteWriter bytes;
    saveStatus(status, bytes);
    return hashBytes(bytes.bytes()) | 1;
}

std::string sideFolderOf(const std::string& transcript) {
    return transcript.substr(0, transcript.size() - TranscriptSuffix.size());
}

/// The id in `agent-<id>` + suffix; empty for any other name.
std::string_view agentIdOf(std::string_view name, std::string_view suffix) {
    if (!name.starts_with(AgentPrefix) || !name.ends_with(suffix) ||
        name.size() <= AgentPrefix.size() + suffix.size())
        return {};
    return name.substr(AgentPrefix.size(), name.size() - AgentPrefix.size() - suffix.size());
}

} // namespace

/// Null for a file that is named otherwise than transcripts are.
std::unique_ptr<TranscriptEntry> FileStore::makeEntry(std::string path,
                                                      const IndexCache::Records* records) const {
    auto entry = std::make_unique<Entry>();
    entry->path = std::move(path);
    if (const auto bytes = records ? records->find(entry->path) : std::nullopt) {
        if (auto record = TranscriptRecord::restore(*bytes); record && record->reader == m_reader) {
            entry->record = std::move(*record);
            entry->wasRead = true;
            return entry;
        }
    }
    auto id = m_pattern.idOf(entry->path);
    if (!id)
        return nullptr;
    entry->record.id = std::move(*id);
    return entry;
}

std::unique_ptr<TranscriptEntry> FileStore::makeSide(std::string path,
                                                     const IndexCache::Records* records) const {
    auto entry = std::make_unique<Entry>();
    entry->path = std::move(path);
    entry->role = TranscriptRole::SubAgent;
    if (const auto bytes = records ? records->find(entry->path) : std::nullopt) {
        if (auto record = TranscriptRecord::restore(*bytes); record && record->reader == m_reader) {
            entry->record = std::move(*record);
            entry->wasRead = true;
        }
    }
    entry->record.id = agentIdOf(fileName(entry->path), TranscriptSuffix);
    return entry;
}

void FileStore::FolderLook::list(const FileSystem& fileSystem) {
    auto entries = fileSystem.listWithStatus(folder);
    if (!entries) {
        error = entries.error();
        return;
    }
    if (!owner.empty())
        return listSide(*entries);
    const GlobPattern& glob = store->m_pattern.glob();
    const bool holdsFiles = level + 1 == glob.depth();
    for (const ListedEntry& entry : *entries) {
        const bool isFolder = entry.status.kind == FileKind::Directory;
        if (holdsFiles && isFolder && store->m_format == "claude")
            sessionFolders.push_back(entry.name);
        if (isFolder == holdsFiles || !glob.levelMatches(level, entry.name))
            continue;
        std::string path = joinPath(folder, entry.name);
        if (isFolder) {
            FolderLook& next = below.emplace_back();
            next.store = store;
            next.folder = std::move(path);
            next.level = level + 1;
            next.records = records;
        } else if (entry.status.kind == FileKind::Regular) {
            files.push_back({.path = std::move(path), .known = {}, .fresh = {}, .status = entry.status});
        }
    }
    addSideLooks();
}

/// Of folders that have a session's name.
void FileStore::FolderLook::addSideLooks() {
    if (sessionFolders.empty())
        return;
    std::unordered_set<std::string_view> transcripts;
    for (const Found& file : files)
        transcripts.insert(file.path);
    for (const std::string& name : sessionFolders) {
        const std::string transcript = joinPath(folder, name).append(TranscriptSuffix);
        if (transcripts.contains(transcript))
            below.push_back(store->sideLook(transcript, records));
    }
}

void FileStore::FolderLook::recognise() {
    for (Found& found : files) {
        found.known = store->entryAt(found.path);
        if (found.known)
            continue;
        found.fresh = owner.empty() ? store->makeEntry(std::move(found.path), records)
                                    : store->makeSide(std::move(found.path), records);
    }
}

void FileStore::FolderLook::listSide(const std::vector<ListedEntry>& entries) {
    std::map<std::string_view, std::uint64_t> companions;
    for (const ListedEntry& entry : entries) {
        if (const std::string_view id = agentIdOf(entry.name, MetaSuffix); !id.empty())
            companions.emplace(id, markOf(entry.status));
    }
    for (const ListedEntry& entry : entries) {
        const std::string_view id = agentIdOf(entry.name, TranscriptSuffix);
        if (id.empty() || entry.status.kind != FileKind::Regular)
            continue;
        Found found{.path = joinPath(folder, entry.name), .known = {}, .fresh = {}, .status = entry.status};
        if (const auto companion = companions.find(id); companion != companions.end())
            found.companion = companion->second;
        files.push_back(std::move(found));
    }
}

FileStore::FolderLook FileStore::begin(const IndexCache::Records& records) {
    ++m_look;
    FolderLook look;
    look.store = this;
    look.folder = root();
    look.records = &records;
    return look;
}

void FileStore::take(FolderLook look) {
    if (look.error)
        return takeFailure(look);
    Entry* owner = look.owner.empty() ? nullptr : entryAt(look.owner);
    if (!look.owner.empty() && !owner)
        return;
    if (owner)
        owner->hasSubAgentFolder = true;
    std::int64_t newest = 0;
    for (FolderLook::Found& found : look.files) {
        if (!found.known && !found.fresh)
            continue;
        Entry& entry = found.known ? *found.known : add(std::move(found.fresh));
        if (owner && !std::exchange(entry.owner, owner))
            owner->sides.push_back(&entry);
        entry.current = found.status;
        entry.companion = found.companion;
        entry.look = m_look;
        newest = std::max(newest, found.status.modifiedNanoseconds);
        if (!found.known && entry.wasRead)
            m_fresh.push_back(&entry);
        noteIfPending(entry);
    }
    if (!owner) {
        const bool isNew = !m_folders.contains(look.folder);
        Folder& folder = m_folders[look.folder];
        m_reportIsStale |= isNew || !folder.problem.empty();
        folder = {.look = m_look, .problem = {}, .newest = newest};
    }
    for (const std::string& name : look.sessionFolders) {
        if (Entry* session = entryAt(joinPath(look.folder, name).append(TranscriptSuffix)))
            session->hasSideFolder = true;
    }
}

FileStore::FolderLook FileStore::sideLook(const std::string& transcript, const IndexCache::Records* records) {
    FolderLook look;
    look.store = this;
    look.folder = joinPath(sideFolderOf(transcript), SubAgentFolder);
    look.owner = transcript;
    look.records = records;
    return look;
}

void FileStore::noteIfPending(Entry& entry) {
    if (entry.needsReading() && !std::exchange(entry.isPending, true))
        m_pending.push_back(&entry);
}

/// Missing is as good as empty; of what cannot be listed stays what was read.
void FileStore::takeFailure(const FolderLook& look) {
    const bool isGone = look.error->code == ErrorCode::NotFound;
    if (!look.owner.empty()) {
        if (Entry* owner = entryAt(look.owner))
            owner->hasSubAgentFolder = !isGone;
    } else if (!isGone) {
        m_folders[look.folder] = {.look = m_look, .problem = look.error->message};
        m_reportIsStale = true;
    }
    if (isGone)
        return;
    for (const auto& [path, entry] : m_entries) {
        if (isBelow(path, look.folder))
            entry->look = m_look;
    }
    for (auto& [path, folder] : m_folders) {
        if (isBelow(path, look.folder))
            folder.look = m_look;
    }
}

void FileStore::finish(const std::string& folder) {
    std::vector<Entry*> gone;
    for (const auto& [path, entry] : m_entries) {
        if (entry->look != m_look && isBelow(path, folder))
            gone.push_back(entry.get());
    }
    // A session takes the files in its side folder along.
    std::ranges::sort(gone, {}, [](const Entry* entry) { return entry->owner != nullptr; });
    const auto firstSide =
        std::ranges::find_if(gone, [](const Entry* entry) { return entry->owner != nullptr; });
    std::vector<std::string> sides;
    for (auto side = firstSide; side != gone.end(); ++side)
        sides.push_back((*side)->path);
    for (auto session = gone.begin(); session != firstSide; ++session)
        remove(**session);
    for (const std::string& path : sides) {
        if (Entry* side = entryAt(path))
            remove(*side);
    }
    const std::size_t folders = std::erase_if(m_folders, [&](const auto& known) {
        return known.second.look != m_look && (known.first == folder || isBelow(known.first, folder));
    });
    m_reportIsStale |= folders > 0;
    for (const Entry* entry : std::exchange(m_fresh, {})) {
        touch(*entry);
        touchChildren(*entry);
    }
}

std::optional<FileStore::FolderLook> FileStore::begin(const std::string& path) {
    const GlobPattern& glob = m_pattern.glob();
    const bool concernsAll = isAtOrAbove(path, root());
    const auto below = componentsBelow(root(), path);
    if (!concernsAll && below.empty())
        return std::nullopt;
    std::size_t level = 0;
    while (level < std::min(below.size(), glob.depth()) && glob.levelMatches(level, below[level]))
        ++level;
    if (level == glob.depth() && below.size() == level) {
        lookAtFile(path);
        return std::nullopt;
    }
    if (concernsAll || (level == below.size() && level < glob.depth())) { // a folder came or went
        ++m_look;
        FolderLook look;
        look.store = this;
        look.folder = concernsAll ? root() : path;
        look.level = level;
        return look;
    }
    if (below.size() < glob.depth() || m_format != "claude")
        return std::nullopt;
    std::string transcript = root();
    for (std::size_t index = 0; index < glob.depth(); ++index)
        transcript = joinPath(transcript, below[index]);
    if (Entry* session = entryAt(transcript.append(TranscriptSuffix)))
        lookBeside(*session, {below.begin() + static_cast<std::ptrdiff_t>(glob.depth()), below.end()});
    return std::nullopt;
}

void FileStore::lookAtFile(const std::string& path) {
    Entry* entry = entryAt(path);
    const auto status = m_files.status(path);
    if (!status && status.error().code == ErrorCode::NotFound) {
        if (entry)
            remove(*entry);
        return;
    }
    if (!entry) {
        auto made = makeEntry(path, nullptr);
        if (!made || (status && status->kind != FileKind::Regular))
            return;
        entry = &add(std::move(made));
    }
    entry->current = status.value_or(FileStatus());
    entry->look = m_look;
    noteIfPending(*entry);
    // What its sub-agents did meanwhile was not watched.
    if (m_format == "claude" && m_warm.insert(entry).second)
        lookAtSides(*entry);
}

/// `below` is what follows the side folder's name in the changed path.
void FileStore::lookBeside(Entry& session, const std::vector<std::string_view>& below) {
    m_warm.insert(&session);
    if (below.size() < 2) {
        lookAtSides(session);
    } else if (below.size() == 2 && below[0] == SubAgentFolder) {
        std::string_view id = agentIdOf(below[1], TranscriptSuffix);
        if (id.empty())
            id = agentIdOf(below[1], MetaSuffix);
        if (!id.empty())
            lookAtSide(session, id);
    }
}

void FileStore::lookAtSides(Entry& session) {
    FolderLook look = sideLook(session.path, nullptr);
    look.list(m_files);
    look.recognise();
    session.hasSideFolder = !look.error || m_files.status(sideFolderOf(session.path)).has_value();
    session.hasSubAgentFolder = !look.error;
    if (look.error && look.error->code != ErrorCode::NotFound)
        return;
    ++m_look;
    take(std::move(look));
    const std::vector<Entry*> sides = session.sides;
    for (Entry* side : sides) {
        if (side->look != m_look)
            remove(*side);
    }
}

void FileStore::lookAtSide(Entry& session, std::string_view agentId) {
    const std::string stem =
        joinPath(joinPath(sideFolderOf(session.path), SubAgentFolder), AgentPrefix).append(agentId);
    const std::string path = stem + std::string(TranscriptSuffix);
    Entry* side = entryAt(path);
    const auto status = m_files.status(path);
    if (!status || status->kind != FileKind::Regular) {
        if (side && !status && status.error().code == ErrorCode::NotFound)
            remove(*side);
        return;
    }
    if (!side) {
        side = &add(makeSide(path, nullptr));
        side->owner = &session;
        session.sides.push_back(side);
    }
    const auto meta = m_files.status(stem + std::string(MetaSuffix));
    side->current = *status;
    side->companion = meta ? markOf(*meta) : 0;
    noteIfPending(*side);
}

std::vector<std::string> FileStore::folders() const {
    std::vector<std::string> folders;
    if (m_folders.size() <= MostWatched) {
        for (const auto& [path, folder] : m_folders)
            folders.push_back(path);
    } else {
        std::vector<std::pair<std::int64_t, std::string_view>> newest;
        for (const auto& [path, folder] : m_folders)
            newest.emplace_back(folder.newest, path);
        std::ranges::nth_element(newest, newest.begin() + MostWatched, std::ranges::greater());
        for (std::size_t index = 0; index < MostWatched; ++index)
            folders.emplace_back(newest[index].second);
    }
    for (const Entry* entry : m_warm) {
        if (entry->hasSideFolder)
            folders.push_back(sideFolderOf(entry->path));
        if (entry->hasSubAgentFolder)
            folders.push_back(joinPath(sideFolderOf(entry->path), SubAgentFolder));
    }
    return folders;
}

} // namespace ax
